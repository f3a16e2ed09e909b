"""Which seats are over, so that a browser forgets what it keeps of them."""

from __future__ import annotations

from fixtures.held import Held
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from facilitator import clock, database
from facilitator.room.seats import cookie_name
from facilitator.room.tables import MeetingRow, SeatRow

GONE = "s" * 22


def seats_of(meeting: str) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(SeatRow.id).where(SeatRow.meeting_id == meeting)))


def asks(browser: FlaskClient, *seats: str) -> dict[str, list[str]]:
    answer = browser.post("/room/kept", json={"seats": seats})
    assert answer.status_code == 200
    found: dict[str, list[str]] = answer.get_json()
    return found


def set_status(meeting: str, status: str) -> None:
    with database.session() as session:
        session.get_one(MeetingRow, meeting).status = status


def test_after_the_close_and_the_deletion_they_are_over(app: Flask, held: Held) -> None:
    seats = seats_of(held.meeting)
    assert asks(held.ben, *seats, GONE) == {"over": [*seats, GONE], "away": [], "closed": []}


def test_one_goes_on_in_the_browser_that_has_its_cookie(app: Flask, draft: tuple[str, str]) -> None:
    meeting, token = draft
    [seat] = seats_of(meeting)
    here, elsewhere = app.test_client(), app.test_client()
    here.set_cookie(cookie_name(meeting), token)
    set_status(meeting, "running")

    assert asks(here, seat) == {"over": [], "away": [], "closed": []}
    assert asks(elsewhere, seat) == {"over": [], "away": [seat], "closed": []}


def test_without_a_cookie_one_in_a_draft_came_to_nothing(app: Flask, draft: tuple[str, str]) -> None:
    [seat] = seats_of(draft[0])
    assert asks(app.test_client(), seat)["over"] == [seat]


def test_one_that_was_removed_is_over(app: Flask, draft: tuple[str, str]) -> None:
    meeting, token = draft
    [seat] = seats_of(meeting)
    here = app.test_client()
    here.set_cookie(cookie_name(meeting), token)
    with database.session() as session:
        session.get_one(SeatRow, seat).removed_at = clock.now()
    assert asks(here, seat)["over"] == [seat]


def test_what_is_no_list_of_ids_is_refused(app: Flask) -> None:
    for body in ({}, {"seats": "x"}, {"seats": ["x"]}, {"seats": [GONE] * 201}):
        assert app.test_client().post("/room/kept", json=body).status_code == 422
