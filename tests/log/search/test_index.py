"""The index is kept in step with the entries, and leaves nothing behind."""

from sqlalchemy import delete, text

from facilitator import database
from facilitator.log.revisions import store
from facilitator.log.search import backends, index
from facilitator.log.search.tables import SearchText
from facilitator.room.retention import delete_meeting


def lines():
    with database.read() as session:
        return session.execute(text("SELECT count(*) FROM search_text")).scalar_one()


def test_entries_from_before_the_index_are_indexed_once(log, entries):
    entries("A pelican", "A heron")
    with database.session() as session:
        session.execute(delete(SearchText))
    assert log.titles("pelican") == []

    with database.session() as session:
        assert index.index_missing(session) == 2
        assert index.index_missing(session) == 0
    assert log.titles("pelican") == ["A pelican"]


def test_a_deleted_meeting_takes_its_words_along(log, held):
    assert lines() == 1
    delete_meeting(held.meeting)

    assert lines() == 0


def test_it_says_how_large_it_is(log, entries):
    entries("A pelican")
    with database.read() as session:
        assert backends.backend_of(session).size(session) > 0


def test_deleted_words_are_not_left_on_disk(app, log, tmp_path):
    entry_id = log.write("Wombatology")
    with database.session() as session:
        store.delete_entry(session, entry_id)
    database.forget()

    # Postgres keeps its files elsewhere, and cleans them in its own time.
    for path in tmp_path.glob("*.db*"):
        assert b"wombatolog" not in path.read_bytes().lower()
