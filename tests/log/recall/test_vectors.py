"""Vectors come and go with the texts that they are made of, on both databases, whoever writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest
from fixtures.at_once import Second
from fixtures.held import Held
from flask import Flask
from log.rows import count
from log.search.conftest import Log
from numpy.typing import NDArray
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from facilitator import database, serving_worker
from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import Entry
from facilitator.log.recall import indexing, meaning
from facilitator.log.recall.meaning import Meaning
from facilitator.log.recall.vectors import store as vectors
from facilitator.log.recall.vectors.store import Texts
from facilitator.log.recall.vectors.tables import EntryVector
from facilitator.log.revisions import sharing, store
from facilitator.log.search.searched_fields import NAMES
from facilitator.log.search.tables import SearchText
from facilitator.room.retention import delete_meeting

MakeMeaning = Callable[..., Meaning]


@pytest.fixture
def app(either: Flask) -> Flask:
    return either


@pytest.fixture
def log(app: Flask, ana: Account, cleo: Account) -> Log:
    return Log(ana.id, cleo.id)


@pytest.fixture
def words(by_words: MakeMeaning) -> Meaning:
    return by_words()


def make_vectors(found: Meaning) -> int:
    return indexing.index_missing(found, stops=lambda: False)


def ids_in(found: Meaning) -> list[str]:
    """The entries whose vectors a process has in memory, once for each vector."""
    with database.read() as session:
        return [str(each) for each in found.matrix.refreshed(session).entries]


def kept() -> set[tuple[str, int, bytes]]:
    with database.read() as session:
        rows = session.execute(select(EntryVector.entry_id, EntryVector.pos, EntryVector.vector))
        return {(row[0], row[1], row[2]) for row in rows}


def change(entry_id: str, **columns: str) -> None:
    with database.session() as session:
        entry = session.get_one(Entry, entry_id)
        for name, value in columns.items():
            setattr(entry, name, value)
        store.reindex(session, entry)


def test_they_come_and_go_with_the_texts(log: Log, words: Meaning) -> None:
    long, short = log.write("Castings", happened=" ".join(map(str, range(350)))), log.write("A choir")
    log.write("Not finished", draft=True)
    assert make_vectors(words) == 2
    assert make_vectors(words) == 0
    assert sorted(ids_in(words)) == sorted([long] * 4 + [short])

    before = kept()
    change(short, outcome="went well")
    assert kept() == before  # Not a text of the index.
    change(long, happened="All went well.")
    assert ids_in(words) == [short]
    assert make_vectors(words) == 1
    assert sorted(ids_in(words)) == sorted([long, short])
    assert kept() & before == {each for each in before if each[0] == short}

    with database.session() as session:
        store.delete_entry(session, long)
    assert ids_in(words) == [short]
    assert count(EntryVector) == 1


def test_they_go_with_each_of_the_texts_that_they_are_made_of(log: Log, words: Meaning) -> None:
    entry_id = log.write("Castings")
    here, stay = SearchText.c.entry_id == entry_id, []
    for name in NAMES:
        make_vectors(words)
        with database.session() as session:
            session.execute(update(SearchText).where(here).values({name: "Other words"}))
        stay += [name] * count(EntryVector)
    assert stay == []


@pytest.mark.parametrize("either", ["SQLite"], indirect=True)
def test_whoever_makes_them_hears_of_texts_that_are_saved(log: Log) -> None:
    def write_and_fail() -> None:
        with database.session() as session:
            store.reindex(session, session.get_one(Entry, entry_id))
            assert not indexing._indexed.is_set()
            raise ValueError("undone")

    indexing._indexed.clear()
    entry_id = log.write("Castings")
    assert indexing._indexed.is_set()
    indexing.wait_for_texts(60)
    with pytest.raises(ValueError, match="undone"):
        write_and_fail()
    assert not indexing._indexed.is_set()


def test_they_go_with_their_meeting(held: Held, words: Meaning) -> None:
    assert make_vectors(words) == 1
    delete_meeting(held.meeting)

    assert count(EntryVector) == 0
    assert ids_in(words) == []


def test_sharing_without_drivers_takes_what_was_made_of_them(held: Held, words: Meaning) -> None:
    """What everybody is offered must not depend on what only those who were there may read."""
    with database.session() as session:
        entry = session.scalars(select(Entry).where(Entry.meeting_id == held.meeting)).one()
        assert entry.drove
        first = session.execute(select(SearchText).where(SearchText.c.entry_id == entry.id)).one()
    make_vectors(words)
    before = kept()
    with database.session() as session:
        entry = session.get_one(Entry, entry.id)
        sharing.share(session, entry, names="no", agreed="yes", by=None)
    with database.read() as session:
        [texts] = vectors.missing(session, "words", "", None, 9)

    assert first.drove
    assert texts.by_name["drove"] == texts.by_name["rest"] == ""
    make_vectors(words)
    assert not kept() & before


def test_each_process_sees_what_others_do(log: Log, by_words: MakeMeaning) -> None:
    one, other = by_words(), by_words()
    first, second = log.write("One"), log.write("Two")
    make_vectors(one)
    assert ids_in(one) == ids_in(other) == sorted([first, second], key=ids_in(one).index)

    with database.session() as session:
        store.delete_entry(session, first)
    third = log.write("Three")
    make_vectors(other)
    assert set(ids_in(one)) == set(ids_in(other)) == {second, third}


def test_who_has_an_older_view_sets_nobody_back(log: Log, words: Meaning) -> None:
    first = log.write("One")
    make_vectors(words)
    with database.snapshot() as older:
        assert len(words.matrix.refreshed(older).ids) == 1
        second = log.write("Two")
        make_vectors(words)
        assert set(ids_in(words)) == {first, second}
        assert len(words.matrix.refreshed(older).ids) == 1
        assert len(words.matrix._now.ids) == 2
    with database.session() as session:
        store.delete_entry(session, second)
    assert [ids_in(words) for _ in range(2)] == [[first]] * 2
    assert len(words.matrix._now.ids) == 1


def test_what_was_written_earlier_and_committed_later_is_seen(log: Log, words: Meaning) -> None:
    """As on Postgres, where several write at once: its ids are below those that are known."""
    first, second = log.write("One"), log.write("Two")
    make_vectors(words)
    with database.session() as session:
        row = session.execute(select(EntryVector).where(EntryVector.entry_id == first)).scalar_one()
        late = {"id": row.id, "entry_id": first, "model": "words", "pos": 0, "vector": row.vector}
        session.delete(row)
    assert ids_in(words) == [second]
    with database.session() as session:
        session.execute(insert(EntryVector), [late])

    assert set(ids_in(words)) == {first, second}


def test_a_text_that_changes_while_its_vectors_are_made_keeps_none_of_the_old(
    log: Log, words: Meaning
) -> None:
    entry_id = log.write("Castings")
    with database.read() as session:
        [texts] = vectors.missing(session, "words", "", None, 9)
    change(entry_id, happened="They came late.")

    with database.session() as session:
        assert not vectors.put(session, "words", texts, [b"old"])
    assert make_vectors(words) == 1
    with database.read() as session:
        [now] = session.execute(select(SearchText).where(SearchText.c.entry_id == entry_id)).mappings()
    with database.session() as session:
        again = Texts(entry_id, {name: now[name] for name in texts.by_name})
        assert not vectors.put(session, "words", again, [b"twice"])


@pytest.mark.parametrize("either", ["Postgres"], indirect=True)
def test_who_is_changing_a_text_waits_for_no_vectors_and_they_for_nobody(log: Log, second: Second) -> None:
    entry_id = log.write("Castings")
    with database.read() as session:
        [texts] = vectors.missing(session, "words", "", None, 9)
    with database.session() as changing:
        changing.execute(update(SearchText).values(happened="They came late."))
        with database.session() as session:
            assert not vectors.put(session, "words", texts, [b"old"])
    with database.read() as session:
        [texts] = vectors.missing(session, "words", "", None, 9)

    def change_it(session: Session) -> None:
        session.execute(update(SearchText).values(happened="They came in May."))

    with database.session() as session:
        assert vectors.put(session, "words", texts, [b"old"])
        changed = second(change_it)
    changed.result(10)
    assert kept() == set()
    assert entry_id == texts.entry_id


@pytest.fixture
def used(words: Meaning, monkeypatch: pytest.MonkeyPatch, unloaded: None) -> Meaning:
    """The model of this process."""
    monkeypatch.setattr(meaning._slot, "meaning", words)
    return words


def test_vectors_of_another_model_go_once_all_entries_have_ours_and_one_that_fails_stops_no_other(
    log: Log,
    used: Meaning,
    by_words: MakeMeaning,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def make(texts: Iterable[str]) -> list[NDArray[np.int8]]:
        asked.extend(texts)
        if asked[-1] == "Pelican":
            raise RuntimeError(f"cannot read: {asked[-1]}")
        return works(asked[-1:])

    asked: list[str] = []
    works = used.model.vectors
    log.write_many(map(str, range(9)))
    entry_id, other = log.write("Pelican"), by_words("other")
    make_vectors(other)
    monkeypatch.setattr(used.model, "vectors", make)
    indexer = indexing.Indexer(used, lambda: False)
    for _ in range(2):
        indexer.run()
    assert len(ids_in(used)) == 9
    assert len(ids_in(other)) == 10
    assert asked.count("Pelican") == 1
    assert caplog.messages == [
        "the model of recall has failed: RuntimeError",
        f"the entry {entry_id} gets no vectors until the next start",
    ]

    change(entry_id, title="A crane")
    make_vectors(other)
    indexer.run()
    assert len(ids_in(used)) == 10
    assert ids_in(other) == []
    make_vectors(other)
    indexer.run()
    assert len(ids_in(other)) == 10  # Else two processes would take each other's for ever.


@pytest.mark.parametrize("either", ["SQLite"], indirect=True)
def test_a_process_that_gives_its_model_up_makes_no_more_vectors_and_removes_none(
    app: Flask, log: Log, used: Meaning, by_words: MakeMeaning, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(texts: Iterable[str]) -> None:
        asked.extend(texts)
        raise MemoryError

    asked: list[str] = []
    log.write_many(map(str, range(9)))
    make_vectors(by_words("other"))
    monkeypatch.setattr(used.model, "vectors", fail)
    monkeypatch.setattr(meaning, "load_telling", lambda _setting: None)
    serving_worker._recall_by_meaning(app, "")

    assert len(asked) == meaning.FAILURES
    assert len(kept()) == 9


def test_it_stops_in_between_and_goes_on_where_it_was(log: Log, words: Meaning) -> None:
    log.write_many(map(str, range(20)))
    told: list[int] = []
    done = indexing.index_missing(words, stops=lambda: bool(told), tell=told.append)

    assert told == [done]
    assert 0 < done <= indexing.AT_ONCE
    assert make_vectors(words) == 20 - done
    with database.read() as session:
        assert vectors.progress(session, "words") == vectors.Progress(20, 20)


@pytest.mark.parametrize("either", ["SQLite"], indirect=True)
def test_they_leave_the_disk(log: Log, words: Meaning, tmp_path: Path) -> None:
    vector = b"a vector that nobody may ever read"
    entry_id = log.write("Castings")
    with database.read() as session:
        [texts] = vectors.missing(session, "words", "", None, 9)
    with database.session() as session:
        vectors.put(session, "words", texts, [vector])
    assert any(vector in path.read_bytes() for path in tmp_path.glob("*.db*"))
    change(entry_id, happened="They came late.")
    database.forget()

    assert not any(vector in path.read_bytes() for path in tmp_path.glob("*.db*"))
