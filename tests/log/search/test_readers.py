"""What is not for a reader leaves no trace in their search."""

from fixtures.held import Held
from log.search.conftest import Log

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.reader import Reader
from facilitator.log.search.find import find
from facilitator.log.search.query import Query


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
    with database.read() as session:
        found = find(session, Reader(dana.id, {}), Query("replication"))

    assert found.total == 1
    assert log.find("replication", by="cleo").total == 0


def test_what_only_the_meeting_knows_is_found_too(log: Log, held: Held) -> None:
    assert log.find('"which host"').total == 1


def test_somebody_without_an_account_finds_nothing(log: Log) -> None:
    log.write("A pelican")

    with database.read() as session:
        assert find(session, Reader(None, {}), Query("pelican")).total == 0
