"""The guide: for everyone, and true to what the room does."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from html_page import Page

from facilitator.guide.pages import line_of
from facilitator.meeting import agenda, ground_rules, questions
from facilitator.meeting.wording import FAMILIES

PAGES = ("/guide", "/guide/log", "/guide/meeting", "/guide/blank")


def test_anyone_can_read_it(client: FlaskClient) -> None:
    assert [client.get(path).status_code for path in PAGES] == [200] * len(PAGES)


def test_every_link_of_it_leads_somewhere(as_ana: FlaskClient) -> None:
    pages = [Page(as_ana.get(path).text) for path in PAGES]
    linked = {urlsplit(link.attrs.sget("href")).path for page in pages for link in page.all('a[href^="/"]')}

    assert {path: as_ana.get(path).status_code for path in linked} == dict.fromkeys(linked, 200)


def test_links_within_a_page_have_their_place(client: FlaskClient) -> None:
    for path in PAGES:
        page = Page(client.get(path).text)
        for link in page.all('[href^="#"]'):
            assert page.one(link.attrs.sget("href")), path


def test_it_tells_each_stage_in_the_rooms_own_words(client: FlaskClient) -> None:
    page = Page(client.get("/guide/meeting").text)

    for stage in agenda.standard(60):
        assert page.text(f"h2#{stage.kind}") == stage.title
        assert agenda.minutes_text(stage.seconds) in page.words
    assert all(rule in page.words for rule in ground_rules.TEXTS)


def test_it_names_each_question_with_its_tradition_and_each_kind_of_hint(client: FlaskClient) -> None:
    words = Page(client.get("/guide/meeting").text).words

    for question in questions.all_questions():
        assert question.text in words
    for tradition in questions.traditions():
        assert tradition.name in words
        assert tradition.source in words
    for family in FAMILIES:
        assert family.about in words
        assert family.source in words


def test_the_line_of_the_hour_gives_the_failure_its_tenth() -> None:
    parts = line_of(agenda.standard(60))

    assert parts["recount"].width == 10
    assert sum(part.width for part in parts.values()) == pytest.approx(100)
    assert parts["reflect"].left == parts["recount"].left + 10


def test_pages_lead_to_it_where_it_helps(as_ana: FlaskClient) -> None:
    for path, guide in (("/", "/guide"), ("/meetings/new", "/guide/meeting"), ("/log/new", "/guide/log")):
        assert Page(as_ana.get(path).text).all(f'a[href="{guide}"]'), path
