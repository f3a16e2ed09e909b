"""In a large log, a search looks at no more than some of what it finds, and says so."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from html_page import Page, words
from log.search.conftest import ON_POSTGRES, ON_SQLITE, Log
from log.search.test_readers import ranking_in, statements_of
from sqlalchemy import delete, text

from facilitator import database
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.pages import entries, filters
from facilitator.log.search import attempts, newest, rarities
from facilitator.log.search.find import find
from facilitator.log.search.paging import PAGE
from facilitator.log.search.query import Query
from facilitator.refused import Refused

MOST_COUNTED, MOST_RARE = 50, 10
MANY = MOST_COUNTED + 2 * PAGE


@pytest.fixture(autouse=True)
def _few_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a log be large with fewer entries."""
    for module in (attempts, newest, rarities, entries):
        monkeypatch.setattr(module, "MOST_COUNTED", MOST_COUNTED)
    monkeypatch.setattr(rarities, "MOST_RARE", MOST_RARE)


@pytest.fixture
def many(log: Log) -> Log:
    """A log in which the common word is everywhere, with one entry of 2019 that has a rare word, too."""
    log.write("Customer pelican", date=date(2019, 5, 1), category="incident")
    log.write_many(f"Customer {n}" for n in range(MANY))
    return log


def test_a_common_word_is_listed_to_the_end_what_was_written_last_first(many: Log) -> None:
    page = many.find("customer ")
    titles = [row.entry.title for row in page.rows]
    while page.older:
        page = many.find("customer ", after=page.older)
        titles += [row.entry.title for row in page.rows]

    assert page.order == "written"
    assert titles == [*(f"Customer {n}" for n in reversed(range(MANY))), "Customer pelican"]


def test_there_is_no_page_after_an_entry_of_somebody_else(many: Log) -> None:
    """Else who knows its id would learn that it is still there."""
    kept = many.write("Customer", by="cleo", visibility="private")

    for cursor in (f"written~{kept}~{kept}", "written~nothing~nothing", kept):
        with pytest.raises(Refused, match="no such page"):
            many.find("customer ", after=cursor)


def test_when_the_order_has_changed_meanwhile_no_page_follows(log: Log) -> None:
    """Else entries would be skipped, or come twice."""
    log.write_many(f"Customer {n}" for n in range(PAGE + 1))
    first = log.find("customer ")
    log.write_many(f"Customer {n}" for n in range(MANY))
    grown = log.find("customer ")

    assert (first.order, grown.order) == ("rank", "written")
    for q, cursor in (("customer ", first.older), ('"customer 1"', grown.older)):
        with pytest.raises(Refused, match="no such page"):
            log.find(q, after=cursor)


def test_when_fewer_of_the_words_count_meanwhile_no_page_follows(log: Log) -> None:
    log.write_many(f"Heron customer {n}" for n in range(MOST_COUNTED // 2))
    log.write_many(f"Customer {n}" for n in range(MOST_COUNTED // 2))
    q = "customer heron zebra "
    first = log.find(q)
    second = log.find(q, after=first.older)
    log.write("Customer 25")

    assert (first.order, len(second.rows), log.find(q).order) == ("rank", PAGE, "rank")
    with pytest.raises(Refused, match="no such page"):
        log.find(q, after=first.older)


def test_a_log_is_browsed_to_the_end(many: Log) -> None:
    page, number = many.find(), 0
    while page.older:
        number += len(page.rows)
        page = many.find(after=page.older)

    assert number + len(page.rows) == MANY + 1
    assert page.rows[-1].entry.title == "Customer pelican"


@pytest.mark.parametrize(("number", "order"), [(MOST_COUNTED, "rank"), (MANY, "written")])
def test_pages_go_on_when_the_last_entry_of_one_is_deleted(log: Log, number: int, order: str) -> None:
    log.write_many(f"Customer {n}" for n in range(number))
    first = log.find("customer ")
    before = log.titles("customer ", after=first.older)
    with database.session() as session:
        session.execute(delete(Entry).where(Entry.id == first.rows[-1].entry.id))

    assert first.order == order
    assert log.titles("customer ", after=first.older) == before


@pytest.mark.parametrize("q", ["", "customer "])
def test_what_is_counted_in_part_is_said_to_be(many: Log, q: str) -> None:
    found = many.find(q)

    assert (found.total, found.facets.more) == (MOST_COUNTED, True)
    assert filters.result_summary(Query(q), found) == f"More than {MOST_COUNTED} entries"
    assert found.facets.of("category") == {"other": MOST_COUNTED}


@pytest.mark.parametrize(
    ("q", "which", "button"),
    [
        ("", "the newest 50 entries.", "Show older entries"),
        ("customer ", "the 50 entries that were written last.", "Show more"),
    ],
)
def test_the_page_says_which_are_counted(
    many: Log, as_ana: FlaskClient, q: str, which: str, button: str
) -> None:
    page = Page(as_ana.get("/log", query_string={"q": q, "year": "2026"}).text)

    assert words(page.one(".log-filters .small")) == f"The numbers count only {which}"
    assert words(page.one(".log-results .button")) == button


def test_a_value_that_all_counted_ones_have_is_offered(many: Log) -> None:
    """Others may have another one."""
    query = Query("customer ")
    groups = {group.heading: group for group in filters.filter_groups(query, many.find("customer ").facets)}

    assert [option.words for option in groups["Kind"].options] == ["Other"]


@pytest.mark.parametrize("q", ["", "customer "])
def test_years_that_are_not_counted_are_offered_all_the_same(many: Log, q: str) -> None:
    years = many.find(q).facets.of("year")

    assert (list(years)[-1], years["2026"], years["2019"]) == ("2019", MOST_COUNTED, 0)


def test_only_years_of_entries_are_offered(many: Log) -> None:
    many.write("A day that was mistyped", date=date(202, 1, 5))

    assert list(many.find("customer ").facets.of("year")) == ["2026", "2019", "202"]


@pytest.mark.parametrize("some", [{"year": 2019}, {"category": "incident"}])
def test_a_filter_finds_what_is_not_among_the_newest(many: Log, some: dict[str, Any]) -> None:
    found = many.find("customer ", **some)

    assert [row.entry.title for row in found.rows] == ["Customer pelican"]
    assert (found.total, found.facets.more) == (1, False)


def test_rare_words_are_ranked_among_common_ones(many: Log) -> None:
    many.write("About a host", happened="A pelican of the customer")

    assert many.titles("customer pelican ") == ["Customer pelican", "About a host"]
    assert many.find("pelican ").order == "rank"


def test_when_no_entry_has_all_words_the_rare_ones_count(many: Log) -> None:
    query = Query("customer pelican zebra ")
    found = many.find(query.q)

    assert [row.entry.title for row in found.rows] == ["Customer pelican"]
    said = "No entry has all of these words. 1 entry has some of the rarer ones."
    assert filters.result_summary(query, found) == said


def test_words_that_nothing_has_are_not_left_out(many: Log) -> None:
    query = Query("customer zebra ")
    said = f"No entry has all of these words. More than {MOST_COUNTED} entries have some of them."

    assert filters.result_summary(query, many.find(query.q)) == said


def test_when_nothing_has_the_rare_words_with_the_filters_common_ones_do(many: Log) -> None:
    found = many.find("customer pelican zebra ", year=2026)

    assert (found.some, found.rarer, found.facets.more) == (True, False, True)


@pytest.mark.parametrize(
    "q", ["", "customer ", "pelican ", "customer pelican ", "customer pelican heron zebra "]
)
def test_many_entries_of_others_change_nothing(log: Log, q: str) -> None:
    """Each of the words is rare for Ana, and beyond all limits among what Cleo keeps."""
    log.write_many((f"Customer {n}" for n in range(MOST_RARE - 1)), date=date(2019, 5, 1))
    log.write_many(["A pelican", "A pelican of the customer", "A heron"])
    before = log.find(q)
    theirs = ["Customer", "Pelican", "Heron", "Customer pelican heron zebra"]
    log.write_many(theirs * (MOST_COUNTED + 1), by="cleo", visibility="private", date=date(2024, 5, 1))

    assert log.find(q) == before


def test_many_entries_of_others_leave_no_word_out(many: Log) -> None:
    many.write("A heron")
    q = "customer pelican heron zebra "
    before = many.find(q)
    many.write_many(["Pelican", "Heron"] * (MOST_COUNTED + 1), by="cleo", visibility="private")

    assert before.rarer
    assert many.find(q) == before


def test_what_the_filters_leave_out_is_counted_in_part_too(many: Log) -> None:
    query = Query("customer ", category="hiring")
    said = filters.unfiltered_summary(query, many.find("customer ", category="hiring"))

    assert said == f"More than {MOST_COUNTED} entries have these words, but not with these filters."


def test_numbers_of_a_filter_that_is_on_are_said_to_be_in_part_too(many: Log) -> None:
    counts = many.find("customer ", category="incident").facets

    assert (counts.total, counts.more, counts.in_part) == (1, False, True)
    assert counts.of("category") == {"other": MOST_COUNTED}


def test_a_common_word_is_not_ranked(many: Log) -> None:
    """To rank a row, the index counts all rows that have the word."""
    assert not ranking_in(statements_of(lambda: many.find("customer ")))


@ON_POSTGRES
def test_postgres_plans_each_search_by_its_words(log: Log) -> None:
    """Else it would come to read every row for a rare word, after some searches for common ones."""
    with database.snapshot() as session:
        find(session, Reader(log.ana, {}), Query("pelican "))
        assert session.scalar(text("SHOW plan_cache_mode")) == "force_custom_plan"


@pytest.mark.parametrize(
    ("q", "most"), [("", 3), ("customer ", 3), ("pelican ", 3), ("customer pelican ", 5)]
)
def test_an_answer_takes_few_statements(many: Log, q: str, most: int) -> None:
    """Each costs about as much as reading a hundred rows."""
    planning = 0 if database.is_sqlite() or not q else 1

    assert len(statements_of(lambda: many.find(q))) - planning <= most


def steps_of(act: Callable[[], object]) -> int:
    """How many steps SQLite takes meanwhile."""
    taken: list[None] = []
    with database.read() as session:
        driver: Any = database.connection_of(session).connection.driver_connection
        driver.set_progress_handler(lambda: taken.append(None), 1)
    act()
    driver.set_progress_handler(None, 0)
    return len(taken)


@pytest.mark.parametrize(
    ("q", "some"),
    [
        *((q, {}) for q in ("", "customer ", "cust", "customer trouble ", '"customer trouble"')),
        *((q, {name: True}) for q in ("", "customer ") for name in ("mine", "open")),
        *((q, {"category": "incident", "year": 2026}) for q in ("", "customer ")),
    ],
)
@ON_SQLITE
def test_twice_as_many_entries_are_no_more_work(log: Log, q: str, some: dict[str, Any]) -> None:
    def write() -> None:
        log.write_many(["Customer trouble"] * MANY, category="incident", actions=("Restore",))

    write()
    before = steps_of(lambda: log.find(q, **some))
    write()

    assert before
    # Where a row stands in its page makes some difference.
    assert steps_of(lambda: log.find(q, **some)) < 1.2 * before


@ON_SQLITE
def test_what_has_the_words_is_not_compared_with_each_entry_of_a_driver(log: Log) -> None:
    """Else the work grows with the product of the two."""

    def steps() -> int:
        return steps_of(lambda: log.find("customer ", driver="pressure", category="hiring"))

    log.write_many(["Customer trouble"] * MANY, drove="Pressure")
    before = steps()
    log.write_many(["Customer trouble"] * MANY, drove="Pressure")

    assert steps() < 2.2 * before


@pytest.mark.parametrize("q", ["", "customer "])
@pytest.mark.parametrize(
    ("name", "theirs", "nobodys"),
    [
        ("category", "incident", "hiring"),
        ("outcome", "worked", "partly"),
        ("tag", "night", "light"),
        ("quarter", 1, 2),
        ("steps", "undated", "dropped"),
    ],
)
@ON_SQLITE
def test_the_work_of_a_filter_does_not_tell_of_what_others_keep(
    log: Log, q: str, name: str, theirs: Any, nobodys: Any
) -> None:
    said: dict[str, Any] = {"category": "incident", "outcome": "worked", "tags": ("night",)}
    titles = ["A customer"] * MANY
    log.write_many(titles, by="cleo", visibility="private", actions=("Restore",), **said)
    log.write("A customer", date=date(2025, 12, 1))

    def steps(value: Any) -> int:
        return steps_of(lambda: log.find(q, **{name: value}))

    # The first one reads the schema.
    steps(theirs)
    assert steps(theirs) == steps(nobodys)
