"""Patterns: counted over what the reader may see, each bar leading to the entries behind it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Protocol

import pytest
from fixtures.held import Held
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry import action_status
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.rows import action_rows
from facilitator.log.entry.schemas import ContentSchema
from facilitator.log.patterns import bars, counting
from facilitator.log.patterns.bars import Bar
from facilitator.log.patterns.counting import Patterns
from facilitator.log.patterns.quarter import Quarter
from facilitator.log.revisions import store
from facilitator.log.search import drivers

TODAY = datetime.date(2026, 6, 1)


class Write(Protocol):
    """Writes an entry with these fields, Ana's unless another account's id is given; the entry's id."""

    def __call__(
        self, visibility: str = "everyone", account: str | None = None, draft: bool = False, **said: object
    ) -> str: ...


@pytest.fixture
def write(ana: Account) -> Write:
    def write(
        visibility: str = "everyone", account: str | None = None, draft: bool = False, **said: object
    ) -> str:
        content = ContentSchema().load({"title": "An entry", "date": "2026-05-02"} | said)
        with database.session() as session:
            entry = store.new_entry(account or ana.id, 1_000, visibility=visibility)
            entry.draft = draft
            store.save(session, entry, content, 1_000)
        return entry.id

    return write


def seen_by(account: Account) -> Patterns:
    with database.read() as session:
        return counting.count_patterns(session, Reader(account.id, {}), TODAY)


def lengths(bars: Iterable[Bar]) -> dict[str, int]:
    return {bar.words: bar.total for bar in bars}


def test_entries_are_counted_by_outcome_and_quarter(write: Write, ana: Account) -> None:
    for outcome in ("worked", "worked", "did not work", ""):
        write(outcome=outcome)
    write(date="2026-03-31", outcome="partly")

    newest, older = seen_by(ana).by_outcome
    assert (newest.words, older.words) == ("2026 Q2", "2026 Q1")
    assert [newest.count(kind) for kind in counting.OUTCOME_WORDS] == [2, 0, 1, 1]
    assert older.count("partly") == 1


def test_and_by_category(write: Write, ana: Account) -> None:
    for category in ("incident", "incident", "project"):
        write(category=category)

    found = seen_by(ana).by_category
    assert list(found) == ["incident", "project"]
    assert found["incident"][Quarter(2026, 2)] == 2


def test_what_is_not_for_the_reader_counts_nowhere(write: Write, ana: Account, cleo: Account) -> None:
    write(visibility="private", tags=["secret"], drove="hidden pressure", actions=[{"what": "x"}])
    write(visibility="private", tags=["secret"], drove="hidden pressure", actions=[{"what": "x"}])
    write(draft=True, tags=["secret"])
    write()

    found = seen_by(cleo)
    assert (found.entries, found.tags, found.drivers, found.steps) == (1, [], [], [])
    assert lengths(seen_by(ana).tags) == {"secret": 3}


def test_the_page_says_nothing_of_it_either(write: Write, as_ana: FlaskClient, cleo: Account) -> None:
    write(visibility="private", account=cleo.id, tags=["secret"])
    write(visibility="private", account=cleo.id, tags=["secret"])

    page = as_ana.get("/log/patterns")
    assert "Nothing to count yet" in page.text
    assert "secret" not in page.text


def test_nobody_reads_it_without_an_account(client: FlaskClient, app: Flask) -> None:
    assert client.get("/log/patterns").status_code == 302


def test_drivers_come_back_whatever_their_ending(write: Write, ana: Account) -> None:
    write(drove="The alert went to a list. Nobody read the list.")
    write(drove="Two lists, and pressure")
    write(drove="Weather")

    assert lengths(seen_by(ana).drivers) == {"list": 2}


def test_a_plural_in_es_counts_with_its_singular(write: Write, ana: Account, as_ana: FlaskClient) -> None:
    write(drove="The process was unclear")
    write(drove="Unclear processes")
    write(drove="Processing orders twice")

    assert drivers.count_drivers(["The process was unclear", "Unclear processes"]) == {
        "process": 2,
        "unclear": 2,
    }
    assert lengths(seen_by(ana).drivers) == {"process": 3, "unclear": 2}
    assert Page(as_ana.get("/log/patterns").text).all('[aria-label="process: 3 entries"]')
    assert len(Page(as_ana.get("/log?driver=process").text).all(".log-row")) == 3


def test_steps_are_sorted_by_whether_they_came_in_time(write: Write, ana: Account) -> None:
    due = datetime.date(2026, 5, 10)
    step = {"what": "x", "due": due.isoformat()}
    late = {**step, "due": "2026-12-01"}
    entry = write(actions=[step | {"state": "done"}, step | {"state": "done"}, step, late, {"what": "y"}])
    with database.session() as session:
        done = [action for action in action_rows(session, entry) if action.state == "done"]
        done[0].done_on, done[1].done_on = due, due + datetime.timedelta(days=1)

    found = lengths(seen_by(ana).steps)
    assert found == {
        action_status.STEP_STATUS[kind]: 1 for kind in ("on time", "late", "coming", "overdue", "undated")
    }


def test_experiments_are_sorted_by_what_they_showed(write: Write, ana: Account) -> None:
    trial = {"kind": "experiment", "hypothesis": "x"}
    write(actions=[trial | {"state": "worked"}, trial | {"state": "did not work"}, trial])

    assert lengths(seen_by(ana).experiments) == {"It worked": 1, "It did not work": 1, "Running": 1}


def test_meetings_show_their_plan_and_their_clock(held: Held, ana: Account) -> None:
    (meeting,) = seen_by(ana).meetings

    assert meeting.planned == 90
    assert 80 < meeting.actual < 90
    assert meeting.title in held.ana.get("/log/patterns").text


def test_each_bar_leads_to_the_entries_behind_it(write: Write, as_ana: FlaskClient) -> None:
    trial = {"kind": "experiment", "what": "x", "state": "partly"}
    for outcome in ("worked", "worked", "did not work", ""):
        write(outcome=outcome, tags=["rota"], drove="Pressures", actions=[{"what": "x"}, {"what": "y"}])
    write(date="2026-02-03", outcome="worked", happened="No pressure at all", actions=[trial])
    write(draft=True, tags=["rota"])

    bars = Page(as_ana.get("/log/patterns").text).all(".chart-bar a")
    assert len(bars) == 8
    for bar in bars:
        address, label = bar.attrs.sget("href"), bar.attrs.sget("aria-label")
        [count] = re.findall(r"(\d+) entr", label)
        assert len(Page(as_ana.get(address).text).all(".log-row")) == int(count), address


def test_what_people_typed_is_text(write: Write, as_ana: FlaskClient) -> None:
    for _ in range(2):
        write(tags=["<b>&"], title="<script>", actions=[{"what": "<i>"}])

    page = as_ana.get("/log/patterns").text
    assert "<script>" not in page
    assert "<b>&" not in page
    assert "<i>" not in page


def test_the_longest_bar_is_the_width_of_the_chart() -> None:
    long, short = bars.scaled(bars.single_bar("a", "tag", count, str(count), "/a") for count in (4, 1))

    assert (long.segments[0].left, long.segments[0].width) == (0, 100)
    assert short.segments[0].width == 25


def test_a_part_without_anything_is_not_drawn(write: Write, ana: Account) -> None:
    write(outcome="partly")
    (bar,) = seen_by(ana).by_outcome

    assert [(part.kind, part.width) for part in bar.segments] == [("partly", 100)]
