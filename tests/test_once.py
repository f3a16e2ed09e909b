"""A form that makes something makes it once, however often it is sent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cast import a_meeting
from fixtures.entries import LEARNED
from fixtures.mail import letters, mail_server, wait_for_letters
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from sqlalchemy import func, select

from facilitator import clock, database
from facilitator.accounts.tables import ApiToken, Invitation
from facilitator.clock import DAY_MS
from facilitator.database import Base
from facilitator.log.entry.tables import Entry
from facilitator.once import KEPT_DAYS, SubmissionRow
from facilitator.room import service
from facilitator.room.seats import cookie_name
from facilitator.room.tables import MeetingRow, SeatRow

__all__ = ["letters", "mail_server"]

MAKERS: list[tuple[str, str, dict[str, str], type[Base]]] = [
    ("/meetings/new", "/meetings/new", {"title": "The lift"}, MeetingRow),
    ("/log/new", "/log/new", {"title": "The lift", "learned": LEARNED, "date": "2026-02-03"}, Entry),
    ("/admin", "/admin/invitations", {"email": "ben@example.org", "role": "member"}, Invitation),
    ("/account", "/account/tokens", {"name": "a program"}, ApiToken),
]


@pytest.fixture(autouse=True)
def _whole_letters() -> Iterator[None]:
    yield
    wait_for_letters()


def number_of(table: type[Base]) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def form_on(page: str, action: str) -> dict[str, str | list[str]]:
    """What the form that leads to this address sends when nothing is filled in."""
    return {**Page(page).values(f'form[action="{action}"], form[action^="{action}#"]')}


@pytest.mark.parametrize(("shown", "action", "filled", "table"), MAKERS)
def test_six_presses_make_one(
    as_ana: FlaskClient, shown: str, action: str, filled: dict[str, str], table: type[Base]
) -> None:
    form = form_on(as_ana.get(shown).text, action) | filled
    answers = [as_ana.post(action, data=form | {"sending": f"{n:022}"}) for n in range(6)]

    assert number_of(table) == 1
    assert len({(answer.status_code, answer.location) for answer in answers}) == 1, answers


@pytest.mark.parametrize(("shown", "action", "filled", "table"), MAKERS)
def test_two_forms_make_two(
    as_ana: FlaskClient, shown: str, action: str, filled: dict[str, str], table: type[Base]
) -> None:
    for _ in range(2):
        as_ana.post(action, data=form_on(as_ana.get(shown).text, action) | filled)

    assert number_of(table) == 2


def test_what_is_typed_anew_after_going_back_makes_another(as_ana: FlaskClient) -> None:
    form = form_on(as_ana.get("/meetings/new").text, "/meetings/new")
    made = {as_ana.post("/meetings/new", data=form | {"title": title}).location for title in ("One", "Two")}

    assert len(made) == 2


def test_each_answer_gives_the_one_seat_of_the_meeting(as_ana: FlaskClient) -> None:
    form = form_on(as_ana.get("/meetings/new").text, "/meetings/new") | {"title": "The lift"}
    meeting = as_ana.post("/meetings/new", data=form).location.rpartition("/")[2]
    as_ana.delete_cookie(cookie_name(meeting))
    as_ana.post("/meetings/new", data=form)

    assert number_of(SeatRow) == 1
    assert as_ana.get(f"/room/{meeting}").status_code == 200


def test_who_presses_join_twice_has_the_seat_that_the_first_press_took(
    app: Flask, client: FlaskClient
) -> None:
    with app.app_context(), database.session() as session:
        meeting, link, _ = service.create_meeting(session, None, a_meeting())
    form = Page(client.get(f"/join/{link}").text).values("main form") | {"name": ["Ben"]}
    client.post(f"/join/{link}", data=form)
    client.delete_cookie(cookie_name(meeting))
    answer = client.post(f"/join/{link}", data=form)

    assert (answer.status_code, answer.location) == (303, f"/room/{meeting}")
    assert number_of(SeatRow) == 2


def test_a_token_that_was_revoked_does_not_come_back(as_ana: FlaskClient) -> None:
    form = form_on(as_ana.get("/account").text, "/account/tokens") | {"name": "a program"}
    as_ana.post("/account/tokens", data=form)
    with database.read() as session:
        token = session.scalars(select(ApiToken.id)).one()
    as_ana.post(f"/account/tokens/{token}/revoke")

    assert as_ana.post("/account/tokens", data=form).status_code == 200
    assert number_of(ApiToken) == 0


def test_it_is_noted_for_some_days(as_ana: FlaskClient) -> None:
    as_ana.post("/account/tokens", data={"name": "a program"})
    with database.session() as session:
        session.scalars(select(SubmissionRow)).one().at = clock.now() - (KEPT_DAYS + 1) * DAY_MS
    as_ana.post("/account/tokens", data={"name": "another"})

    assert number_of(SubmissionRow) == 1
