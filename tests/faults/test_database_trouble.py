"""A database in trouble answers with what is worth trying again, keeps what was typed, and happens once."""

import logging
from typing import Any

import pytest
from cast import a_meeting
from fixtures.trouble import FULL, READ_ONLY, commits_that_say_they_failed, trouble
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from facilitator import database
from facilitator.database_errors import RETRY_SECONDS, Unavailable, unavailable
from facilitator.meeting.commands import EditRecount, RenameSeat
from facilitator.room import service
from facilitator.room.access import seat_in
from facilitator.room.gateway.refusals import as_refused
from facilitator.room.tables import JournalRow
from facilitator.tokens import new_id

LONG = "words " * 5_000


@pytest.fixture(params=[FULL, READ_ONLY])
def in_trouble(request: pytest.FixtureRequest, app: Flask) -> str:
    """What the database suffers from."""
    if not database.is_sqlite():
        pytest.skip("the trouble is made with SQLite's pragmas")
    return str(request.param)


@pytest.fixture
def seat(bound: Flask) -> tuple[str, str]:
    """A meeting, and Ana's seat in it."""
    with database.session() as session:
        meeting, _, token = service.create_meeting(session, None, a_meeting())
        return meeting, seat_in(session, meeting, token).id


def rows_of(meeting: str, command_id: str) -> int:
    with database.read() as session:
        mine = JournalRow.meeting_id == meeting, JournalRow.command_id == command_id
        return session.scalar(select(func.count()).where(*mine)) or 0


def test_a_command_is_answered_with_what_clients_send_again(seat: tuple[str, str], in_trouble: str) -> None:
    command_id = new_id()
    with trouble(in_trouble), pytest.raises(Unavailable) as away:
        service.act(*seat, command_id, EditRecount("happened", was="", text=LONG[:4000]))
    assert as_refused(away.value, "command").code == "unavailable"
    service.act(*seat, command_id, RenameSeat("Anna"))
    assert rows_of(seat[0], command_id) == 1


def test_a_commit_of_which_nobody_knows_happens_once(seat: tuple[str, str]) -> None:
    command_id = new_id()
    with commits_that_say_they_failed(), pytest.raises(Unavailable):
        service.act(*seat, command_id, RenameSeat("Anna"))
    assert service.act(*seat, command_id, RenameSeat("Anna")).again
    assert rows_of(seat[0], command_id) == 1


def test_a_mistake_in_a_statement_is_no_trouble_of_the_database(bound: Flask) -> None:
    with (
        pytest.raises(Exception, match=r"no such table|does not exist") as mistake,
        database.read() as session,
    ):
        session.execute(text("SELECT 1 FROM nowhere"))
    assert not isinstance(mistake.value, Unavailable)
    assert as_refused(mistake.value, "command").code == "internal"


def test_the_cause_is_told_in_the_databases_words(
    seat: tuple[str, str], in_trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    with trouble(in_trouble), pytest.raises(Unavailable) as away:
        database.write_probe(1)
    with caplog.at_level(logging.ERROR):
        as_refused(away.value, "command")
    [record] = caplog.records
    words = {FULL: "database or disk is full", READ_ONLY: "attempt to write a readonly database"}
    assert record.__dict__["cause"] == words[in_trouble]


def test_a_page_keeps_what_was_typed_and_sends_it_again(as_ana: FlaskClient, in_trouble: str) -> None:
    typed = {"title": "A sale that did not happen", "learned": f"{LONG}\n\nmore", "date": "2026-02-03"}
    with trouble(in_trouble):
        answer = as_ana.post("/log/new", data=typed)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == str(RETRY_SECONDS)
    kept = Page(answer.text).values("main form")
    assert {name: value for name, [value] in kept.items() if name in typed} == typed
    again = as_ana.post("/log/new", data={name: value for name, [value] in kept.items()})
    assert again.status_code == 303


def test_who_only_looks_is_not_told_of_a_connection_that_was_cut(
    as_ana: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = iter([gone])

    def once(*given: Any, **named: Any) -> Session:
        return next(failures, Session)(*given, **named)

    monkeypatch.setattr(database, "Session", once)
    assert as_ana.get("/log").status_code == 200


def test_a_page_that_was_only_looked_at_loads_itself_again(as_ana: FlaskClient) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("facilitator.database.Session", gone)
        answer = as_ana.get("/log")
    assert (answer.status_code, answer.headers["Refresh"]) == (503, str(RETRY_SECONDS))
    assert "Not just now" in answer.text


def test_programs_are_told_when_to_come_back(app: Flask, token: str, in_trouble: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    data = {"title": "A sale", "learned": [LONG[:600]] * 15}
    with trouble(in_trouble):
        answer = app.test_client().post("/api/v1/entries", json=data, headers=headers)
    assert answer.headers["Retry-After"] == str(RETRY_SECONDS)
    assert (answer.status_code, answer.get_json()["code"]) == (503, "unavailable")


def test_no_page_shows_a_password_again(client: FlaskClient, in_trouble: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("facilitator.database.Session", gone)
        answer = client.post("/sign-in", data={"email": "ana@example.org", "password": "correct horse"})
    assert answer.status_code == 503
    assert "correct horse" not in answer.text


def gone(*_given: object, **_named: object) -> Session:
    raise unavailable("the server closed the connection unexpectedly")
