"""An earlier entry of the log before the room."""

from dataclasses import replace

import pytest
from meeting.table import ANA, BEN, Table, refused

from facilitator.meeting.commands import MOST, Ask, ClearQuestion, NextStage, Start, UseEntry

REPORT = UseEntry("entry", "The report that nobody could rebuild", "2025-03-09", "", "A job is no proof.")


@pytest.fixture
def table() -> Table:
    made = Table(ANA, BEN)
    made.do(ANA, Start())
    return made


def test_the_facilitator_puts_an_entry_before_the_room(table: Table) -> None:
    table.do(ANA, REPORT)

    assert table.shared["seen_now"] == "entry"
    assert table.shared["seen"]["entry"] == {
        "title": "The report that nobody could rebuild",
        "when": "2025-03-09",
        "learning": "A job is no proof.",
        "pos": 0,
    }


def test_nobody_else_does(table: Table) -> None:
    with refused("facilitator_only"):
        table.do(BEN, REPORT)


def test_it_goes_with_the_question_and_stays_among_those_seen(table: Table) -> None:
    table.do(ANA, Ask("What would have told us?"))
    table.do(ANA, REPORT)
    table.do(ANA, ClearQuestion())

    assert "question" not in table.shared
    assert "seen_now" not in table.shared
    assert list(table.shared["seen"]) == ["entry"]


def test_it_goes_with_the_stage(table: Table) -> None:
    table.do(ANA, REPORT)
    table.do(ANA, NextStage(sure=True))

    assert "seen_now" not in table.shared


def test_the_same_entry_is_seen_once_however_often_it_comes_up(table: Table) -> None:
    table.do(ANA, REPORT)
    table.do(ANA, replace(REPORT, entry="other"))
    table.do(ANA, REPORT)

    assert [item["pos"] for item in table.shared["seen"].values()] == [0, 1]
    assert table.shared["seen_now"] == "entry"


def test_a_meeting_looks_at_so_many_and_no_more(table: Table) -> None:
    for number in range(MOST["seen"]):
        table.do(ANA, replace(REPORT, entry=str(number)))

    with refused("too_many"):
        table.do(ANA, REPORT)
