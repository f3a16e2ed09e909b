"""What was deleted leaves the disk, also while a backup or an export reads an older state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest
from cast import a_meeting, until
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from facilitator import database, health
from facilitator.meeting.commands import AnswerSafety, Arrive, ClosePoll, NextStage, Start
from facilitator.room import service
from facilitator.room.access import seat_in
from facilitator.room.tables import BallotRow
from facilitator.tokens import new_id

SECRET = '"an answer that nobody may ever read"'


@pytest.fixture
def seat(bound: Flask) -> tuple[str, str]:
    """A meeting, and Ana's seat in it."""
    if not database.is_sqlite():
        pytest.skip("only SQLite keeps old pages in a file of ours")
    with database.session() as session:
        meeting, _, token = service.create_meeting(session, None, a_meeting())
        return meeting, seat_in(session, meeting, token).id


@contextmanager
def a_backup() -> Iterator[None]:
    """Somebody who reads the state of this moment, as another process would.

    It must be the same library: the locks of two libraries in one process do not see each other.
    """
    with closing(sqlite.connect(file(), isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM ballot").fetchone()
        yield


def file() -> Path:
    return Path(str(database.engine().url.database))


def on_disk() -> bytes:
    wal = Path(f"{file()}-wal")
    return file().read_bytes() + (wal.read_bytes() if wal.exists() else b"")


def test_an_answer_is_gone_when_the_reader_ends(seat: tuple[str, str]) -> None:
    with database.session() as session:
        session.add(BallotRow(meeting_id=seat[0], poll="roti", seat_id=seat[1], value=SECRET))
    with a_backup():
        with database.session() as session:
            session.execute(delete(BallotRow))
        database.forget()
        assert SECRET.encode() in on_disk()
        assert database.unerased_seconds() > 0
    until(lambda: database.unerased_seconds() == 0)
    assert SECRET.encode() not in on_disk()


def test_the_room_goes_on_meanwhile_and_the_log_is_empty_in_the_end(seat: tuple[str, str]) -> None:
    for command in (Arrive(), Start(), AnswerSafety(4)):
        service.act(*seat, new_id(), command)
    with a_backup():
        service.act(*seat, new_id(), ClosePoll("safety"))
        service.act(*seat, new_id(), NextStage())
        assert database.unerased_seconds() > 0
    until(lambda: Path(f"{file()}-wal").stat().st_size == 0)


def test_two_deletions_wait_for_one_reader(seat: tuple[str, str]) -> None:
    with a_backup():
        for _ in range(3):
            with database.session() as session:
                session.add(BallotRow(meeting_id=seat[0], poll="roti", seat_id=seat[1], value=SECRET))
            with database.session() as session:
                session.execute(delete(BallotRow))
            database.forget()
    until(lambda: database.unerased_seconds() == 0)
    assert SECRET.encode() not in on_disk()


def test_health_says_so_when_it_takes_long(
    seat: tuple[str, str], client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "LATE_SECONDS", 0)
    assert "erased" not in client.get("/readyz").get_json()
    with a_backup():
        with database.session() as session:
            session.add(BallotRow(meeting_id=seat[0], poll="roti", seat_id=seat[1], value=SECRET))
        database.forget()
        answer = client.get("/readyz")
        assert (answer.status_code, answer.get_json()["erased"]) == (200, False)
        assert "# TYPE facilitator_unerased_seconds gauge" in client.get("/metrics").text
