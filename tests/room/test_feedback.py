"""The link on which people without a seat write cards before the meeting."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from fixtures.app import data_of
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from sqlalchemy import text

from facilitator import clock, database
from facilitator.accounts import limits
from facilitator.meeting import commands as c
from facilitator.meeting.columns import Column
from facilitator.meeting.model import Card, Meeting
from facilitator.room import service
from facilitator.room.store import load
from facilitator.room.tables import MeetingRow
from facilitator.tokens import new_id

TITLE = "The release that took a day"
SAW, LEARNED = "Nobody looked at the second screen.", "A second screen needs a second person."


@pytest.fixture(params=["sqlite", "postgres"])
def app(request: pytest.FixtureRequest) -> Flask:
    made: Flask = request.getfixturevalue(f"{request.param}_app")
    made.config["WTF_CSRF_ENABLED"] = False
    return made


@pytest.fixture(params=["anonymous", "named"])
def secrecy(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def meeting(as_ana: FlaskClient, secrecy: str) -> str:
    """The id of a meeting that Ana prepared in her browser."""
    answer = as_ana.post("/meetings/new", data={"title": TITLE, "secrecy": secrecy})
    return urlsplit(answer.location).path.split("/")[2]


@pytest.fixture
def link(as_ana: FlaskClient, meeting: str) -> str:
    as_ana.post(f"/meetings/{meeting}/feedback")
    return link_on(as_ana, meeting)


@pytest.fixture
def guest(app: Flask) -> FlaskClient:
    return app.test_client()


def link_on(browser: FlaskClient, meeting: str) -> str:
    shown = Page(browser.get(f"/meetings/{meeting}").text).one("#feedback-link").attrs.sget("value")
    return urlsplit(shown or "").path


def fields(browser: FlaskClient, link: str, **typed: str) -> dict[str, str]:
    """The fields of the page's form, as its browser sends them with these texts."""
    values = Page(browser.get(link).text).values("[data-feedback-form]")
    return {name: each[0] for name, each in values.items()} | typed


def state_of(meeting: str) -> Meeting:
    with database.read() as session:
        return load(session, meeting).state


def lead(meeting: str, *given: c.Command) -> None:
    [leader] = state_of(meeting).seats
    for command in given:
        service.act(meeting, leader, new_id(), command)


def reveal(meeting: str) -> list[Card]:
    """The cards that the room sees once all are shown."""
    lead(meeting, c.Start(), c.NextStage(), c.NextStage())
    assert not state_of(meeting).cards
    lead(meeting, c.NextStage())
    return list(state_of(meeting).cards.values())


def test_it_comes_in_as_hidden_cards_and_is_shown_with_the_others(
    guest: FlaskClient, meeting: str, link: str
) -> None:
    answer = guest.post(link, data=fields(guest, link, surprise=SAW, learning=f"  {LEARNED} "))
    assert answer.status_code == 303
    assert "It came in." in guest.get(answer.location).text
    shown = {(card.column, card.text, card.author) for card in reveal(meeting)}
    assert shown == {("surprise", SAW, None), ("learning", LEARNED, None)}


def test_the_same_form_sent_again_writes_nothing_more(guest: FlaskClient, meeting: str, link: str) -> None:
    form = fields(guest, link, surprise=SAW)
    assert [guest.post(link, data=form).status_code for _ in range(3)] == [303] * 3
    assert [card.text for card in reveal(meeting)] == [SAW]


@pytest.mark.parametrize("secrecy", ["anonymous"], indirect=True)
def test_sent_again_with_other_words_it_has_those(guest: FlaskClient, meeting: str, link: str) -> None:
    form = fields(guest, link, surprise=SAW)
    for words in (SAW, LEARNED):
        guest.post(link, data=form | {"surprise": words})
    stranger = form | {"surprise": "Mine.", "surprise_key": new_id()}
    assert guest.post(link, data=stranger).status_code == 403
    assert [card.text for card in reveal(meeting)] == [LEARNED]


@pytest.mark.parametrize("secrecy", ["anonymous"], indirect=True)
def test_the_leader_can_throw_all_away_unread(
    as_ana: FlaskClient, guest: FlaskClient, meeting: str, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(c.MOST, "feedback", 2)
    form = fields(guest, link, surprise=SAW, learning=LEARNED, worked=SAW)
    full = guest.post(link, data=form)
    assert full.status_code == 409
    assert "No more cards can come in." in full.text
    guest.post(link, data=fields(guest, link, surprise=SAW))
    assert as_ana.post(f"/meetings/{meeting}/feedback/discard").status_code == 303
    assert guest.get(link).status_code == 404
    assert reveal(meeting) == []


@pytest.mark.parametrize("secrecy", ["anonymous"], indirect=True)
def test_a_browser_hears_which_meetings_are_over(guest: FlaskClient, meeting: str) -> None:
    def closed() -> list[str]:
        asked = {"seats": [], "meetings": [meeting, "x" * 22]}
        return list(data_of(guest.post("/room/kept", json=asked))["closed"])

    assert closed() == ["x" * 22]
    lead(meeting, c.Start(), c.CloseMeeting())
    assert closed() == [meeting, "x" * 22]


def test_nothing_tells_that_or_when_something_came(
    app: Flask, as_ana: FlaskClient, guest: FlaskClient, meeting: str, link: str
) -> None:
    def seen() -> Any:
        page, people = (as_ana.get(f"/meetings/{meeting}{path}").text for path in ("", "/people"))
        with database.read() as session:
            known = load(session, meeting)
        return Page(page).words, people, known.seq, known.state

    before = seen()
    form = fields(guest, link, surprise=SAW)
    guest.post(link, data=form)
    assert seen() == before
    with database.read() as session:
        assert session.scalar(text("select count(*) from journal where seq is null")) == 0
        [hidden] = json.loads(session.get_one(MeetingRow, meeting).hidden)["cards"].values()
    assert set(hidden) == {"column", "text", "key_hash"} | set(hidden) & {"author", "deleted"}
    assert hidden.get("author") is None


@pytest.mark.parametrize("secrecy", ["anonymous"], indirect=True)
def test_it_can_be_taken_back_by_its_key_alone(guest: FlaskClient, meeting: str, link: str) -> None:
    form = fields(guest, link, surprise=SAW, learning=LEARNED)
    guest.post(link, data=form)

    def take_back(key: str) -> int:
        return guest.post(f"{link}/take-back", json={"card": form["surprise_card"], "key": key}).status_code

    assert take_back(form["learning_key"]) == 403
    assert take_back(form["surprise_key"]) == 200
    assert take_back(form["surprise_key"]) == 404
    assert [card.text for card in reveal(meeting)] == [LEARNED]


@pytest.mark.parametrize("secrecy", ["anonymous"], indirect=True)
def test_its_writer_changes_it_in_the_room(guest: FlaskClient, meeting: str, link: str) -> None:
    form = fields(guest, link, surprise=SAW)
    guest.post(link, data=form)
    lead(meeting, c.Start())
    lead(meeting, c.EditCard(card=form["surprise_card"], key=form["surprise_key"], text=LEARNED))
    lead(meeting, c.NextStage(), c.NextStage(), c.NextStage())
    assert [card.text for card in state_of(meeting).cards.values()] == [LEARNED]


@pytest.mark.parametrize("secrecy", ["anonymous"], indirect=True)
def test_once_the_meeting_has_begun_nothing_comes_in_and_no_word_is_lost(
    guest: FlaskClient, meeting: str, link: str
) -> None:
    form = fields(guest, link, surprise=SAW)
    lead(meeting, c.Start())
    answer = guest.post(link, data=form)
    assert answer.status_code == 409
    page = Page(answer.text)
    assert page.value("#surprise") == SAW
    assert "The meeting has begun" in page.words
    told = guest.post(link, data=form, headers={"Accept": "application/json"})
    assert data_of(told)["code"] == "already_started"
    assert not Page(guest.get(link).text).all("textarea")
    assert reveal_from_start(meeting) == []


def reveal_from_start(meeting: str) -> list[Card]:
    lead(meeting, c.NextStage(), c.NextStage(), c.NextStage())
    return list(state_of(meeting).cards.values())


@pytest.mark.parametrize("secrecy", ["anonymous"], indirect=True)
@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, "whole"),
        ({"surprise": " \u200b "}, "surprise"),
        ({"surprise": SAW, "worked": "x" * 1001}, "worked"),
    ],
)
def test_a_form_that_does_not_fit_comes_back_with_a_sentence(
    guest: FlaskClient, meeting: str, link: str, typed: dict[str, str], wrong: str
) -> None:
    form = fields(guest, link, **typed)
    answer = guest.post(link, data=form)
    assert answer.status_code == 422
    page = Page(answer.text)
    assert page.all(f"#{wrong}-error") or wrong == "whole"
    assert page.value("#surprise") == typed.get("surprise", "")
    assert page.value("[name=surprise_key]") == form["surprise_key"]
    assert reveal(meeting) == []


@pytest.mark.parametrize("secrecy", ["anonymous"], indirect=True)
def test_the_link_ends_by_hand_and_with_a_new_one_and_what_came_stays(
    as_ana: FlaskClient, guest: FlaskClient, meeting: str, link: str
) -> None:
    guest.post(link, data=fields(guest, link, surprise=SAW))
    as_ana.post(f"/meetings/{meeting}/feedback")
    renewed = link_on(as_ana, meeting)
    assert (guest.get(link).status_code, guest.get(renewed).status_code) == (404, 200)
    as_ana.post(f"/meetings/{meeting}/feedback/end")
    assert guest.get(renewed).status_code == 404
    late = guest.post(renewed, data={"surprise": SAW, "surprise_card": new_id(), "surprise_key": new_id()})
    assert (late.status_code, SAW in late.text) == (404, True)
    assert [card.text for card in reveal(meeting)] == [SAW]
    assert as_ana.post(f"/meetings/{meeting}/feedback").status_code == 409


@pytest.mark.parametrize("secrecy", ["anonymous"], indirect=True)
def test_the_page_for_joining_leads_there_while_the_link_is_open(
    as_ana: FlaskClient, guest: FlaskClient, meeting: str, link: str
) -> None:
    join = Page(as_ana.get(f"/meetings/{meeting}").text).one("#link").attrs.sget("value") or ""
    assert urlsplit(Page(guest.get(urlsplit(join).path).text).link("Write cards beforehand")).path == link
    lead(meeting, c.Start())
    assert "Write cards beforehand" not in guest.get(urlsplit(join).path).text


@pytest.mark.parametrize("secrecy", ["anonymous"], indirect=True)
def test_one_network_cannot_fill_it(
    guest: FlaskClient, meeting: str, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = clock.now()
    monkeypatch.setattr(clock, "now", lambda: stopped)

    def answers(number: int) -> list[int]:
        return [guest.post(link, data=fields(guest, link, surprise=SAW)).status_code for _ in range(number)]

    assert answers(limits.FEEDBACK.free) == [303] * limits.FEEDBACK.free
    assert answers(1) == [429]


@pytest.mark.parametrize("secrecy", ["anonymous"], indirect=True)
def test_it_asks_for_the_meetings_own_columns_and_loses_nothing_when_they_change(
    guest: FlaskClient, meeting: str, link: str
) -> None:
    before = fields(guest, link, surprise=SAW, worked="x" * 1001)
    glad = {"worked": Column("What worked", 0, "", "worked"), new_id(): Column("What was odd?", 1, "To you.")}
    lead(meeting, c.EditDetails(columns=glad))

    page = Page(guest.get(link).text)
    assert [page.one(f"label[for='{key}']").text() for key in glad] == ["What worked", "What was odd?"]
    refused = Page(guest.post(link, data=before).text)
    assert (refused.value("#surprise"), refused.one("label[for=surprise]").text()) == (
        SAW,
        "What else you wrote",
    )
    guest.post(link, data=before | {"worked": LEARNED})
    assert {(card.column, card.text) for card in reveal(meeting)} == {("worked", SAW), ("worked", LEARNED)}
