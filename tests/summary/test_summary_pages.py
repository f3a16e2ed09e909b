import json
from dataclasses import replace

import pytest
from fixtures.entries import Writer
from fixtures.held import Held, Running, browser
from flask import Flask
from html_page import Page
from sqlalchemy import update

from facilitator import database
from facilitator.log.entry import meeting_summary
from facilitator.log.entry.tables import Entry
from facilitator.summary import html
from facilitator.summary.formats import FORMATS
from facilitator.summary.model import Summary, Tally


def summary_of(held: Held) -> str:
    return f"/meetings/{held.meeting}/summary"


@pytest.mark.parametrize("ending", ["", ".html", ".md", ".json"])
def test_the_summary_is_for_those_who_were_there(held: Held, ending: str) -> None:
    readers = {"ana": 200, "dana": 200, "ben": 200, "cleo": 403, "nobody": 403}

    assert {who: getattr(held, who).get(summary_of(held) + ending).status_code for who in readers} == readers


def test_once_it_is_for_everyone_every_account_may_read_it(held: Held) -> None:
    with database.session() as session:
        session.execute(update(Entry).values(visibility="everyone"))

    assert held.cleo.get(summary_of(held)).status_code == 200
    assert held.nobody.get(summary_of(held)).status_code == 403


def test_others_are_told_what_they_can_do(held: Held) -> None:
    answer = held.nobody.get(summary_of(held))

    assert "for those who were in the meeting" in answer.text
    assert "database" not in answer.text


def test_a_meeting_that_is_not_there_says_so(held: Held) -> None:
    answer = held.ana.get("/meetings/no-such-meeting-here/summary")

    assert answer.status_code == 404


def test_the_page_shows_the_learnings_first(held: Held) -> None:
    text = Page(held.ben.get(summary_of(held)).text).words

    parts = ("What we learned", "What we do next", "What drove it", "How the time was spent")
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)


def test_no_style_or_script_needs_more_than_the_policy_allows(held: Held) -> None:
    page = Page(held.ben.get(summary_of(held)).text)

    assert not page.all("[style]")
    assert not page.all("[onclick]")


def test_markdown_and_json_are_plain_files(held: Held) -> None:
    as_markdown, as_json = (held.ben.get(summary_of(held) + ending) for ending in (".md", ".json"))

    assert as_markdown.content_type == "text/markdown; charset=utf-8"
    assert as_markdown.text.startswith("# The primary database was emptied")
    assert as_json.content_type == "application/json; charset=utf-8"
    assert json.loads(as_json.text)["meeting"] == held.meeting


def test_an_entry_that_was_written_alone_has_the_same_files(writer: Writer, other: Writer) -> None:
    entry = writer.write(learned="Ask first", did="Sent an offer", action_what="Ask three customers")
    text, data = (writer.browser.get(f"/log/{entry}/summary.{ending}") for ending in ("md", "json"))

    assert "Written by Ana." in text.text
    assert "## What was learned\n\n- **Ask first**" in text.text
    assert "## What was decided or done\n\nSent an offer" in text.text
    assert "How the time was spent" not in text.text
    told = json.loads(data.text)
    assert (told["meeting"], told["leader"]) == (None, "Ana")
    assert other.browser.get(f"/log/{entry}/summary.md").status_code == 404


@pytest.mark.parametrize("ending", FORMATS)
def test_a_draft_without_a_word_has_them_too(app: Flask, ending: str) -> None:
    with app.test_request_context():
        made = FORMATS[ending].render(replace(meeting_summary.EMPTY, date="2026-02-03"))

    assert len(made) > 20


@pytest.mark.parametrize("ending", FORMATS)
def test_answers_of_nobody_are_shown_too(app: Flask, formula: Summary, ending: str) -> None:
    nobody = Tally(answered=4, counts={"0": 0, "4": 0})
    with app.test_request_context():
        assert FORMATS[ending].render(replace(formula, roti=nobody))


def test_its_page_offers_them(writer: Writer) -> None:
    page = Page(writer.browser.get(f"/log/{writer.write()}").text)

    assert page.all('.summary-exports a[href$="/summary.pdf"]')
    assert not page.all('.summary-exports a[href$="/summary.ics"]')


def test_the_print_page_stands_alone(held: Held) -> None:
    text = held.ben.get(summary_of(held) + ".html").text

    [link] = Page(text).all("link")
    assert link.attributes == {"rel": "icon", "href": "data:,"}
    assert not Page(text).all("script")
    assert "@media print" in text


def test_an_unknown_ending_is_not_there(held: Held) -> None:
    assert held.ben.get(summary_of(held) + ".docx").status_code == 404


@pytest.mark.parametrize("ending", [*FORMATS])
def test_each_format_is_a_file_with_a_name(held: Held, ending: str) -> None:
    answer = held.ben.get(summary_of(held) + f".{ending}")

    assert answer.status_code == 200
    assert answer.content_type == FORMATS[ending].content_type
    assert FORMATS[ending].suffix in answer.headers["Content-Disposition"]


def test_the_page_offers_every_format_there_is(held: Held) -> None:
    page = Page(held.ben.get(summary_of(held)).text)

    linked = {link.attributes["href"] for link in page.all(".summary-exports a")}
    copied = {button.attributes["data-copy-file"] for button in page.all(".summary-exports [data-copy-file]")}
    assert {str(url).rpartition(".")[2] for url in linked | copied} == set(FORMATS)


def test_before_the_start_the_page_points_to_the_room(app: Flask, draft: tuple[str, str]) -> None:
    meeting, _ = draft
    leader = browser(app, seats=[draft])

    page, file = (leader.get(f"/meetings/{meeting}/summary{ending}") for ending in ("", ".json"))
    assert "has not begun yet" in page.text
    assert Page(page.text).all(f'a[href="/room/{meeting}"]')
    assert (page.status_code, file.status_code) == (200, 409)


def test_before_the_close_whoever_leads_takes_along_what_is_there(running: Running) -> None:
    address = f"/meetings/{running.meeting}/summary"
    page, file = running.leader.get(address), running.leader.get(f"{address}.md")

    assert "is still running" in page.text
    assert Page(page.text).all(f'a[href="/room/{running.meeting}"]')
    assert "Nothing is written here yet." in page.text
    assert "So far: this meeting has not closed yet." in file.text
    assert "- A prompt without a colour (Ben)" in file.text
    assert json.loads(running.leader.get(f"{address}.json").text)["closed_at"] is None


def test_before_the_close_nobody_else_does(running: Running) -> None:
    address = f"/meetings/{running.meeting}/summary"
    page, file = (running.participant.get(address + ending) for ending in ("", ".md"))

    assert "A prompt without a colour" not in page.text
    assert (page.status_code, file.status_code) == (200, 409)


def test_a_hidden_card_is_in_no_file(running: Running) -> None:
    assert "Still hidden" not in running.leader.get(f"/meetings/{running.meeting}/summary.json").text


def test_an_address_is_a_link_that_tells_nothing(app: Flask, formula: Summary) -> None:
    said = replace(formula, parked=("See https://wiki.example/OPS_12?a=1&b=2#c3.", "javascript:alert(1)"))
    with app.test_request_context():
        [link] = Page(html.html_document(said)).all(".summary-part a[rel]")

    assert link.text() == link.attributes["href"] == "https://wiki.example/OPS_12?a=1&b=2#c3"
    assert link.attributes["rel"] == "noopener noreferrer nofollow"


def test_what_people_typed_is_never_markup(app: Flask, formula: Summary) -> None:
    nasty = replace(formula, title="<script>alert(1)</script>", parked=("</title><b>bold</b>",))
    with app.test_request_context():
        page = html.html_document(nasty)

    assert "<script>" not in page
    assert "<b>bold" not in page
