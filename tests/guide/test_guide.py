"""The guide: for everyone, and true to what the room does."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from facilitator.guide.pages import line_of
from facilitator.meeting import agenda, prompts

PAGES = ("/guide", "/guide/log", "/guide/meeting", "/guide/blank")


def test_anyone_can_read_it(client: FlaskClient) -> None:
    assert [client.get(path).status_code for path in PAGES] == [200] * len(PAGES)


def test_every_link_of_it_leads_somewhere(as_ana: FlaskClient) -> None:
    linked = {to for path in PAGES for to in re.findall(r'<a [^>]*href="(/[^"#?]*)', as_ana.get(path).text)}

    assert {path: as_ana.get(path).status_code for path in linked} == dict.fromkeys(linked, 200)


def test_links_within_a_page_have_their_place(client: FlaskClient) -> None:
    for page in PAGES:
        text = client.get(page).text
        for place in re.findall(r'href="#([^"]+)"', text):
            assert f'id="{place}"' in text, (page, place)


def test_it_tells_each_stage_in_the_rooms_own_words(client: FlaskClient) -> None:
    text = client.get("/guide/meeting").text

    for stage in agenda.standard(60):
        assert f'<h2 id="{stage.kind}">{stage.title}</h2>' in text
        assert agenda.minutes_text(stage.seconds) in text
    assert all(rule.replace("'", "&#39;") in text for rule in prompts.RULES)


def test_the_line_of_the_hour_gives_the_failure_its_tenth() -> None:
    parts = line_of(agenda.standard(60))

    assert parts["recount"].width == 10
    assert sum(part.width for part in parts.values()) == pytest.approx(100)
    assert parts["reflect"].left == parts["recount"].left + 10


def test_pages_lead_to_it_where_it_helps(as_ana: FlaskClient) -> None:
    assert 'href="/guide"' in as_ana.get("/").text
    assert 'href="/guide/meeting"' in as_ana.get("/meetings/new").text
    assert 'href="/guide/log"' in as_ana.get("/log/new").text
