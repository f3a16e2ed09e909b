"""Filters, their counts, order, pages and the address of a search."""

from datetime import date
from typing import Any
from urllib.parse import parse_qs

import pytest
from fixtures.held import Held
from log.search.conftest import Log, WriteTitles
from log.search.test_readers import statements_of
from sqlalchemy import update

from facilitator import database
from facilitator.log.entry import action_status
from facilitator.log.entry.tables import Action
from facilitator.log.pages import filters
from facilitator.log.search.paging import PAGE
from facilitator.log.search.query import Query
from facilitator.refused import Refused


@pytest.fixture
def some(log: Log) -> None:
    """Two entries of Ana's and one of Cleo's."""
    log.write(
        "Outage", category="incident", tags=("backup", "night"), outcome="did not work", actions=("Restore",)
    )
    log.write("Launch", category="product launch", tags=("night",), outcome="worked", date=date(2024, 3, 1))
    log.write("Offer", category="sales conversation", by="cleo")


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"category": "incident"}, {"Outage"}),
        ({"tag": "night"}, {"Outage", "Launch"}),
        ({"outcome": "worked"}, {"Launch"}),
        ({"year": 2024}, {"Launch"}),
        ({"mine": True}, {"Outage", "Launch"}),
        ({"open": True}, {"Outage"}),
        ({"meetings": True}, set()),
        ({"tag": "night", "year": 2026}, {"Outage"}),
        ({"category": "no such thing"}, set()),
    ],
)
def test_a_filter_leaves_what_it_names(log: Log, some: None, filters: dict[str, Any], left: set[str]) -> None:
    assert set(log.titles(**filters)) == left


TODAY = date(2026, 6, 1)
YESTERDAY = date(2026, 5, 31)
STEPS: dict[str, dict[str, object]] = {
    "on time": {"due": YESTERDAY, "state": "done", "done_on": YESTERDAY},
    "late": {"due": YESTERDAY, "state": "done", "done_on": TODAY},
    "done": {"state": "done"},
    "coming": {"due": TODAY},
    "overdue": {"due": YESTERDAY},
    "undated": {},
    "dropped": {"due": YESTERDAY, "state": "dropped"},
}
EXPERIMENTS: dict[str, dict[str, object]] = {
    "worked": {"due": YESTERDAY, "state": "worked", "done_on": YESTERDAY},
    "partly": {"state": "partly"},
    "did not work": {"state": "did not work"},
    "coming": {},
    "overdue": {"due": YESTERDAY},
    "dropped": {"state": "dropped"},
}


@pytest.mark.parametrize(("name", "of"), [("steps", STEPS), ("experiments", EXPERIMENTS)])
def test_entries_are_found_by_what_became_of_their_actions(
    log: Log, name: str, of: dict[str, dict[str, object]]
) -> None:
    for fate, values in of.items():
        entry_id = log.write(fate, actions=("Restore",))
        with database.session() as session:
            kind = {"kind": name.removesuffix("s")}
            session.execute(update(Action).where(Action.entry_id == entry_id).values(kind | values))

    assert {fate: log.titles(**{name: fate}, today=TODAY) for fate in of} == {fate: [fate] for fate in of}
    assert list(of) == list(action_status.STATUS_BY_KIND[name.removesuffix("s")])


def test_entries_are_found_by_a_word_of_what_drove_it(log: Log) -> None:
    log.write("First", drove="The pressures of Friday")
    log.write("Second", happened="Nobody felt any pressure.")
    log.write("Third", drove="Pressure", by="cleo", visibility="private")

    found = log.find(driver="pressure")
    assert [row.entry.title for row in found.rows] == ["First"]
    assert found.facets.of("category") == {"other": 1}


def test_quarters_come_newest_first(log: Log) -> None:
    for month in (1, 1, 4, 10):
        log.write(f"Month {month}", date=date(2025, month, 1))

    assert list(log.find(year=2025).facets.of("quarter")) == ["4", "2", "1"]


def test_each_filter_says_what_it_would_leave(log: Log, some: None) -> None:
    counts = log.find(tag="night").facets

    assert counts.of("category") == {"incident": 1, "product launch": 1}
    assert counts.of("outcome") == {"did not work": 1, "worked": 1}
    assert list(counts.of("year").items()) == [("2026", 1), ("2024", 1)]
    assert counts.of("tag") == {"night": 2, "backup": 1}
    assert counts.of("mine") == {"yes": 2}
    assert counts.of("open") == {"yes": 1}


def test_a_filter_counts_its_own_other_values_too(log: Log, some: None) -> None:
    counts = log.find(category="incident").facets

    assert counts.of("category") == {"incident": 1, "product launch": 1, "sales conversation": 1}
    assert counts.of("outcome") == {"did not work": 1}


def test_counts_are_of_what_has_the_words(log: Log, some: None) -> None:
    assert log.find("outage").facets.of("category") == {"incident": 1}


def test_punctuation_counts_nothing_whatever_the_filters(log: Log, some: None) -> None:
    for on in ({}, {"category": "incident"}, {"mine": True}):
        found = log.find("!!!", **on)

        assert (found.total, found.facets.in_part) == (0, False)
        assert not any(found.facets.values.values())


def test_a_meetings_entry_is_among_those_from_meetings(log: Log, held: Held) -> None:
    log.write("Alone")

    assert log.titles(meetings=True) == ["The primary database was emptied during a replication repair"]
    assert log.find().facets.of("meetings") == {"yes": 1}


def test_a_driver_of_many_entries_is_one_parameter(log: Log) -> None:
    """A database has a limit for the number of parameters."""
    log.write("First", drove="Pressure")
    one = statements_of(lambda: log.find(driver="pressure", year=1999))
    log.write("Second", drove="Pressure")

    assert statements_of(lambda: log.find(driver="pressure", year=1999)) == one


def test_without_words_the_newest_comes_first(log: Log, some: None) -> None:
    assert log.titles()[-1] == "Launch"


def test_by_date_the_newest_comes_first_whatever_fits_best(log: Log) -> None:
    log.write("A pelican", date=date(2020, 1, 1))
    log.write("Another thing", happened="It was near a pelican.", date=date(2021, 1, 1))

    assert log.titles("pelican") == ["A pelican", "Another thing"]
    assert log.titles("pelican", sort="date") == ["Another thing", "A pelican"]


@pytest.mark.parametrize("sort", ["relevance", "date"])
def test_pages_follow_each_other_without_loss(log: Log, sort: str) -> None:
    for n in range(PAGE + 5):
        log.write(f"Pelican {n}", happened="pelican " * (n % 3), date=date(2020, 1, 1 + n % 7))
    first = log.find("pelican", sort=sort)
    second = log.find("pelican", sort=sort, after=first.older)

    titles = [row.entry.title for row in (*first.rows, *second.rows)]
    assert len(titles) == len(set(titles)) == first.total == second.total == PAGE + 5
    assert second.older is None


def test_a_cursor_that_no_page_gave_is_refused(log: Log, entries: WriteTitles) -> None:
    entries("A pelican")

    for cursor in ("x", "1", "9~", "2026-99-99~1~abc", "nan~abc", "1.5~a'b", "0000000g~a~a", "00000000~a~a"):
        for q in ("", "pelican"):
            with pytest.raises(Refused, match="no such page"):
                log.find(q, after=cursor)


def test_an_address_says_all_of_a_search() -> None:
    query = Query("a pelican", tag="night", year=2024, mine=True, sort="date")

    said = {name: value for name, [value] in parse_qs(query.address()).items()}
    assert Query.read(said) == query
    assert "after" not in query.address(mine=False)


def test_nonsense_in_an_address_filters_nothing() -> None:
    assert Query.read({"year": "MMXX", "sort": "x", "mine": "1", "other": "y"}) == Query()


def test_a_filter_is_offered_when_some_of_what_was_found_lacks_it(log: Log) -> None:
    log.write("A pelican", outcome="worked", tags=("bird",))
    log.write("A heron")
    offered = filters.filter_groups(Query(), log.find().facets)

    words = {group.heading: [option.words for option in group.options] for group in offered}
    assert words["Tags"] == ["bird"]
    assert words["How it came out"] == ["It worked"]
    assert "Kind" not in words
