"""The index is kept in step with the entries, and leaves nothing behind."""

from pathlib import Path

from fixtures.held import Held
from flask import Flask
from log.rows import count
from log.search.conftest import Log, WriteTitles
from sqlalchemy import delete

from facilitator import database
from facilitator.log.revisions import store
from facilitator.log.search import choose_backend, index
from facilitator.log.search.tables import SearchText
from facilitator.room.retention import delete_meeting


def test_entries_from_before_the_index_are_indexed_once(log: Log, entries: WriteTitles) -> None:
    entries("A pelican", "A heron")
    with database.session() as session:
        session.execute(delete(SearchText))
    assert log.titles("pelican") == []

    with database.session() as session:
        assert index.index_missing(session) == 2
        assert index.index_missing(session) == 0
    assert log.titles("pelican") == ["A pelican"]


def test_a_deleted_meeting_takes_its_words_along(log: Log, held: Held) -> None:
    assert count(SearchText) == 1
    delete_meeting(held.meeting)

    assert count(SearchText) == 0


def test_it_says_how_large_it_is(log: Log, entries: WriteTitles) -> None:
    entries("A pelican")
    with database.read() as session:
        assert choose_backend.backend_of(session).size(session) > 0


def test_deleted_words_are_not_left_on_disk(app: Flask, log: Log, tmp_path: Path) -> None:
    entry_id = log.write("Wombatology")
    with database.session() as session:
        store.delete_entry(session, entry_id)
    database.forget()

    # Postgres keeps its files elsewhere, and cleans them in its own time.
    for path in tmp_path.glob("*.db*"):
        assert b"wombatolog" not in path.read_bytes().lower()
