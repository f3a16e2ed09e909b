"""What is not for a reader leaves no trace in their search."""

from facilitator import database
from facilitator.log.access import Reader
from facilitator.log.search.find import find
from facilitator.log.search.query import Query


def test_a_private_entry_is_found_by_its_author_alone(log):
    log.write("A pelican", visibility="private", category="incident", tags=("bird",))

    assert log.titles("pelican") == ["A pelican"]
    assert log.titles("pelican", by="cleo") == []


def test_a_private_entry_counts_for_nobody_else(log):
    log.write("A pelican", visibility="private", category="incident", tags=("bird",))
    nothing = log.find(by="cleo")

    assert nothing.total == 0
    assert not any(nothing.facets.values.values())


def test_a_draft_is_its_authors_alone_whatever_it_says(log):
    log.write("A pelican", visibility="everyone", draft=True)

    assert log.find("pelican").total == 1
    assert log.find("pelican", by="cleo").total == 0


def test_the_order_does_not_tell_of_what_others_keep_to_themselves(log):
    log.write("One heron", happened="A pelican came by.")
    log.write("One pelican", happened="A heron came by.")
    before = log.titles("pelican")
    for n in range(5):
        log.write(f"Pelican {n}", visibility="private", by="cleo")

    assert log.titles("pelican") == before


def test_those_who_were_there_find_their_meetings_entry(log, held, dana):
    with database.read() as session:
        found = find(session, Reader(dana.id, {}), Query("replication"))

    assert found.total == 1
    assert log.find("replication", by="cleo").total == 0


def test_what_only_the_meeting_knows_is_found_too(log, held):
    assert log.find('"which host"').total == 1


def test_somebody_without_an_account_finds_nothing(log):
    log.write("A pelican")

    with database.read() as session:
        assert find(session, Reader(None, {}), Query("pelican")).total == 0
