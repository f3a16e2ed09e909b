import re
from typing import Any, Protocol

import pytest
from cast import a_meeting
from fixtures.entries import Writer
from fixtures.held import Held
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page

from facilitator import database
from facilitator.accounts import people
from facilitator.accounts.access import COOKIE
from facilitator.accounts.tables import Account
from facilitator.clock import DAY_MS
from facilitator.meeting import agenda
from facilitator.room import service
from facilitator.room.tables import MeetingRow


class Prepare(Protocol):
    """Prepares one of Ana's meetings."""

    def __call__(self, title: str, status: str = "draft", **more: object) -> None: ...


@pytest.fixture
def prepared(app: Flask, ana: Account) -> Prepare:
    def prepare(title: str, status: str = "draft", **more: object) -> None:
        with app.app_context(), database.session() as session:
            made = service.create_meeting(session, ana.id, a_meeting(title=title, **more))
            row = session.get_one(MeetingRow, made[0])
            row.status, row.closed_at = status, row.created_at if status == "closed" else None

    return prepare


def test_it_tells_strangers_what_this_is(client: FlaskClient, ana: Account) -> None:
    page = Page(client.get("/").text)
    assert "a tenth of the time for the failure" in page.words
    assert "Sign in" in page.words
    assert "Join a meeting" in page.words
    for stage in agenda.standard(60):
        assert f"{stage.title} {stage.seconds // 60} min" in page.text(".glimpse")


def test_before_there_is_an_account_it_says_where_the_link_to_the_first_one_is(client: FlaskClient) -> None:
    for path in ("/", "/sign-in"):
        assert "When the server started, it printed a link" in Page(client.get(path).text).words


def test_once_there_is_an_account_it_says_nothing_of_that(client: FlaskClient, ana: Account) -> None:
    for path in ("/", "/sign-in"):
        assert "When the server started" not in Page(client.get(path).text).words


@pytest.mark.parametrize(
    "pasted",
    [
        "https://meet.example.org/join/abcdefghijklmnop_-12",
        " /join/abcdefghijklmnop_-12/ ",
        "abcdefghijklmnop_-12",
    ],
)
def test_a_pasted_link_leads_to_the_meeting(client: FlaskClient, pasted: str) -> None:
    assert client.post("/join", data={"link": pasted}).location == "/join/abcdefghijklmnop_-12"


@pytest.mark.parametrize("pasted", ["", "hello", "https://meet.example.org/log", "x" * 200])
def test_anything_else_is_refused_beside_the_field(client: FlaskClient, pasted: str) -> None:
    answer = client.post("/join", data={"link": pasted})
    assert answer.status_code == 422
    assert "Paste the whole link" in answer.text


def test_it_says_what_to_do_while_there_is_no_meeting(as_ana: FlaskClient) -> None:
    shown = as_ana.get("/").text
    assert "a title is enough" in shown
    assert Page(shown).all('a[href="/meetings/new"]')


def test_it_lists_my_meetings_by_what_they_need(as_ana: FlaskClient, prepared: Prepare) -> None:
    prepared("Old", status="closed")
    prepared("Idea")
    prepared("Later", scheduled_at=4_000_000_000_000)
    prepared("Soon", scheduled_at=2_000_000_000_000)
    prepared("Live", status="running")
    shown = Page(as_ana.get("/").text).words
    order = [
        shown.index(word) for word in ("Now", "Live", "Coming", "Soon", "Later", "No date yet", "Idea", "Old")
    ]
    assert order == sorted(order)


def test_it_hides_the_meetings_of_others(
    app: Flask, client: FlaskClient, prepared: Prepare, cleo: Account
) -> None:
    prepared("Ana's own")
    with database.session() as session:
        client.set_cookie(COOKIE, people.sign_in(session, cleo.id))
    assert "Ana&#39;s own" not in client.get("/").text


def test_it_lists_the_meetings_that_one_joined(held: Held) -> None:
    shown = held.dana.get("/").text

    assert "The primary database was emptied" in shown
    assert Page(shown).all(f'a[href="/meetings/{held.meeting}/summary"]')


def test_a_meeting_over_midnight_is_of_one_day(held: Held) -> None:
    with database.session() as session:
        row = session.get_one(MeetingRow, held.meeting)
        row.closed_at = (row.closed_at or 0) + DAY_MS
    closed = Page(held.dana.get("/").text).text("section[aria-labelledby=closed]")

    assert re.findall(r"\d+ January 2026", closed) == ["5 January 2026"]


def test_who_has_met_nobody_yet_meets_what_was_learned_lately(writer: Writer, other: Writer) -> None:
    before = other.browser.get("/").text
    writer.share(writer.write(), names="no")
    after = other.browser.get("/").text

    assert "Lately in the log" not in before
    assert "Lately in the log" in after
    assert "A sale that did not happen" in after


RING_BELL_DONE = 'button[aria-label^="Done: Ring bell"]'


def rows(number: int, **more: list[str]) -> dict[str, Any]:
    """The fields of so many actions in the form of an entry."""
    names = ("id", "hypothesis", "test", "signal", "owner", "support", "due")
    return {f"action_{name}": [""] * number for name in names} | {"action_kind": ["step"] * number} | more


def test_more_than_a_few_actions_are_one_press_away(writer: Writer) -> None:
    writer.write(**rows(12, action_what=[f"Ring bell {n}" for n in range(12)]))
    shown = Page(writer.browser.get("/").text)

    assert shown.words.count("Ring bell") == len(shown.all(RING_BELL_DONE)) == 8
    assert "All that is for you to do" in shown.words


def test_what_is_asked_for_beside_them_takes_no_place_among_them(writer: Writer) -> None:
    writer.write(**rows(9, action_what=[f"Ring bell {n}" for n in range(9)]))
    writer.write(**rows(1, action_what=["Try it"], action_kind=["experiment"], action_due=["2026-01-05"]))
    shown = Page(writer.browser.get("/").text)

    assert "Say what came of it" in shown.words
    assert shown.words.count("Ring bell") == len(shown.all(RING_BELL_DONE)) == 8
    assert "All that is for you to do" in shown.words
