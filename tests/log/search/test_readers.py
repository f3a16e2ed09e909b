"""What is not for a reader leaves no trace in their search."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest
from fixtures.held import Held
from flask.testing import FlaskClient
from log.search.conftest import ON_POSTGRES, Log
from sqlalchemy import event, select, text

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.access import visible_to
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.recall.offers import offers_for
from facilitator.log.search import choose_backend
from facilitator.log.search.find import find
from facilitator.log.search.query import Query
from facilitator.log.search.tables import SearchText


def test_a_private_entry_is_found_by_its_author_alone(log: Log) -> None:
    log.write("A pelican", visibility="private", category="incident", tags=("bird",))

    assert log.titles("pelican") == ["A pelican"]
    assert log.titles("pelican", by="cleo") == []


def test_a_private_entry_counts_for_nobody_else(log: Log) -> None:
    log.write("A pelican", visibility="private", category="incident", tags=("bird",))
    nothing = log.find(by="cleo")

    assert nothing.total == 0
    assert not any(nothing.facets.values.values())


def test_a_draft_is_its_authors_alone_whatever_it_says(log: Log) -> None:
    log.write("A pelican", visibility="everyone", draft=True)

    assert log.find("pelican").total == 1
    assert log.find("pelican", by="cleo").total == 0


def test_the_order_does_not_tell_of_what_others_keep_to_themselves(log: Log) -> None:
    for name in ("Alpha", "Beta", "Gamma", "Delta"):
        log.write(name, happened="Nothing much came by, as on any other day.")
    log.write("One heron", happened="It came by.")
    log.write("One pelican", happened="It came by.")
    before = log.titles("pelican heron zebra")
    for n in range(8):
        log.write(f"Pelican {n}", visibility="private", by="cleo", happened="It came by.")
        log.write(f"Heron {n}", visibility="private", by="cleo") if n % 2 else None

    assert sorted(before) == ["One heron", "One pelican"]
    assert log.titles("pelican heron zebra") == before


def test_no_address_of_a_page_tells_of_what_others_keep_to_themselves(log: Log) -> None:
    for n in range(25):
        log.write(f"Pelican {n}")
    before = log.find("pelican").older
    log.write("Pelican", visibility="private", by="cleo")

    assert log.find("pelican").older == before


def test_what_is_written_meanwhile_takes_no_entry_off_the_next_page(log: Log) -> None:
    wanted = {f"Pelican {n}" for n in range(25)}
    for title in sorted(wanted):
        log.write(title)
    first = log.find("pelican")
    for n in range(5):
        log.write(f"Heron {n}")
    second = log.find("pelican", after=first.older)

    assert {row.entry.title for row in (*first.rows, *second.rows)} == wanted


def test_those_who_were_there_find_their_meetings_entry(log: Log, held: Held, dana: Account) -> None:
    with database.snapshot() as session:
        found = find(session, Reader(dana.id, {}), Query("replication"))

    assert found.total == 1
    assert log.find("replication", by="cleo").total == 0


def test_what_only_the_meeting_knows_is_found_too(log: Log, held: Held) -> None:
    assert log.find('"which host"').total == 1


def test_somebody_without_an_account_finds_nothing(log: Log) -> None:
    log.write("A pelican")

    with database.snapshot() as session:
        assert find(session, Reader(None, {}), Query("pelican")).total == 0


def statements_of(act: Callable[[], object]) -> list[str]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(database.engine(), "before_cursor_execute", hear)
    act()
    event.remove(database.engine(), "before_cursor_execute", hear)
    return asked


@pytest.mark.parametrize("words", ["{}", "{} by the lake", '"{} came"'])
def test_a_search_for_what_others_keep_asks_the_same_as_for_what_nobody_wrote(log: Log, words: str) -> None:
    """Work that depends on it would show in the time that the answer takes."""
    log.write("A heron", happened="It came by the lake.")
    log.write("A pelican", visibility="private", by="cleo", happened="A pelican came by the lake.")
    kept, never = (words.format(word) for word in ("pelican", "ostrich"))

    assert statements_of(lambda: log.find(kept)) == statements_of(lambda: log.find(never))


def test_recall_asks_the_same_too(log: Log) -> None:
    log.write("A pelican", visibility="private", by="cleo", happened="A pelican came by.")

    def recall(text: str) -> list[str]:
        return statements_of(lambda: offers_for(Reader(log.ana, {}), text))

    assert recall("The pelican flew") == recall("The ostrich flew")


@pytest.mark.parametrize("words", ["pelican", "pelican lake", '"a pelican"'])
def test_what_others_keep_is_not_even_ranked(log: Log, words: str) -> None:
    log.write("A pelican by the lake", visibility="private", by="cleo")

    assert not ranking_in(statements_of(lambda: log.find(words)))
    assert ranking_in(statements_of(lambda: log.find(words, by="cleo")))


def ranking_in(asked: list[str]) -> list[str]:
    """The statements that score rows."""
    return [statement for statement in asked if "bm25(" in statement or "ts_rank(" in statement]


def test_recall_weighs_nothing_of_what_others_keep(log: Log) -> None:
    log.write("A pelican", visibility="private", by="cleo")
    theirs = visible_to(Reader(log.ana, {}))
    with database.read() as session:
        seen = select(SearchText.c.id).join(Entry, Entry.id == SearchText.c.entry_id).where(theirs)
        assert choose_backend.backend_of(session).weights(session, "pelican", seen) == {}


ITS_TEXTS = "FROM search_text WHERE entry_id = :entry"
CHANGES = {
    "deleted": ["DELETE FROM entry WHERE id = :entry"],
    "rewritten": [f"UPDATE search_words SET words = '' WHERE id = (SELECT id {ITS_TEXTS})"],
    "kept to oneself": [
        "UPDATE entry SET visibility = 'private', title = 'A secret' WHERE id = :entry",
        "UPDATE search_text SET title = 'A secret' WHERE entry_id = :entry",
    ],
}


RANKING, LISTING = "ts_rank(", "entry.id IN ("


@pytest.mark.parametrize(
    ("address", "before"),
    [
        ("/log?q=pelican", RANKING),
        ("/log?q=pelican", LISTING),
        ("/log", LISTING),
        ("/api/v1/entries?q=pelican", LISTING),
    ],
)
@pytest.mark.parametrize("change", CHANGES)
@ON_POSTGRES
def test_what_changes_during_a_search_is_found_as_it_was(
    log: Log, as_ana: FlaskClient, token: str, address: str, change: str, before: str
) -> None:
    """On SQLite, a transaction has one view of the database anyway."""
    entry_id = log.write("A pelican", by="cleo")
    log.write("Another pelican")

    with changed_before(before, CHANGES[change], entry_id):
        answer = as_ana.get(address, headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 200
    assert "A secret" not in answer.text
    assert (answer.text.count("Another"), entry_id in answer.text) == (1, True)


@contextmanager
def changed_before(named: str, changes: Sequence[str], entry_id: str) -> Iterator[None]:
    """Somebody else changes an entry just before a statement."""
    left = list(changes)

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if named in statement:
            with database.transaction() as other:
                while left:
                    other.execute(text(left.pop(0)), {"entry": entry_id})

    event.listen(database.engine(), "before_cursor_execute", hear)
    yield
    event.remove(database.engine(), "before_cursor_execute", hear)
    assert not left
