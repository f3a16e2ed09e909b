"""The database underneath: safe settings, one writer, whole transactions."""

import threading

import pytest
from flask import Flask
from sqlalchemy import text

from facilitator import database
from facilitator.room.tables import MeetingRow
from facilitator.tokens import new_id


def a_row() -> MeetingRow:
    return MeetingRow(
        id=new_id(),
        seq=0,
        state="{}",
        title="T",
        status="draft",
        join_hash=new_id(),
        link_version=1,
        created_at=1,
    )


@pytest.mark.parametrize(
    ("setting", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_every_connection_has_the_safe_settings(bound: Flask, setting: str, value: object) -> None:
    with database.read() as session:
        assert session.scalar(text(f"PRAGMA {setting}")) == value


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 4), (3, 50, 7), (3, 44, 6), (4, 0, 0)])
def test_repaired_versions_write_ahead(version: tuple[int, int, int]) -> None:
    assert database.wal_is_safe(version)


@pytest.mark.parametrize("version", [(3, 51, 2), (3, 50, 6), (3, 45, 9), (3, 44, 5), (3, 40, 1)])
def test_versions_that_can_lose_a_commit_do_not(version: tuple[int, int, int]) -> None:
    assert not database.wal_is_safe(version)


def test_what_raises_changes_nothing(bound: Flask) -> None:
    def fail() -> None:
        with database.session() as session:
            session.add(a_row())
            session.flush()
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        fail()
    with database.read() as session:
        assert session.query(MeetingRow).count() == 0


def test_looking_changes_nothing(bound: Flask) -> None:
    with database.read() as session:
        session.add(a_row())
        session.flush()
    with database.read() as session:
        assert session.query(MeetingRow).count() == 0


def test_writers_take_turns_and_lose_nothing(bound: Flask) -> None:
    def write() -> None:
        for _ in range(5):
            with database.session() as session:
                session.add(a_row())

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with database.read() as session:
        assert session.query(MeetingRow).count() == 20
