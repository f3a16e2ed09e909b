"""The index is kept in step with the entries, and leaves nothing behind."""

import itertools
from pathlib import Path

import pytest
from fixtures.held import Held
from flask import Flask
from log.rows import count
from log.search.conftest import Log, WriteTitles
from sqlalchemy import delete
from sqlalchemy.orm import Session

from facilitator import database
from facilitator.cli.database import open_upgraded
from facilitator.log.entry.tables import Entry
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
        assert index.index_batch(session) == 2
        assert index.index_batch(session) == 0
    assert log.titles("pelican") == ["A pelican"]


def test_an_upgrade_that_is_cut_off_goes_on_where_it_was(
    log: Log, entries: WriteTitles, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It commits in between, so that nobody has to wait for the whole log."""

    def index_some(session: Session, entry: Entry) -> None:
        if next(number) == 4:
            raise ZeroDivisionError
        index_entry(session, entry)

    number, index_entry = itertools.count(1), index.index_entry
    entries(*(f"Pelican {each}" for each in "abcde"))
    with database.session() as session:
        session.execute(delete(SearchText))
    monkeypatch.setenv("FACILITATOR_DATA_DIR", str(tmp_path))
    url = database.engine().url
    plain = url.set(drivername=url.get_backend_name()).render_as_string(hide_password=False)
    monkeypatch.setenv("DATABASE_URL", plain)
    monkeypatch.setattr(index, "BATCH", 2)
    monkeypatch.setattr(index, "index_entry", index_some)
    with pytest.raises(ZeroDivisionError):
        open_upgraded()
    assert count(SearchText) == 2
    open_upgraded()
    assert count(SearchText) == 5


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
