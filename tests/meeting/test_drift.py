import pytest
from meeting.table import ANA, BEN, CLEO, FAILURE_MS, MINUTE, refused, table_in

from facilitator.meeting.commands import DeclareDrift, EndDrift, NextStage, Pause
from facilitator.meeting.model import Kind


@pytest.mark.parametrize("kind", ["frame", "reflect", "group", "vote", "discuss", "commit", "celebrate"])
def test_anybody_says_that_we_are_back_on_the_failure(kind: Kind) -> None:
    table = table_in(kind)
    table.do(BEN, DeclareDrift())
    assert (table.shared["clock"]["focus"], table.shared["clock"]["drift"]) == ("failure", True)


def test_drift_spends_the_failure_budget() -> None:
    table = table_in("discuss")
    table.wait(MINUTE)
    table.do(BEN, DeclareDrift())
    table.wait(2 * MINUTE)
    table.do(CLEO, EndDrift())
    table.wait(MINUTE)
    table.do(ANA, Pause())
    assert table.spent("discuss") == (2 * MINUTE, 2 * MINUTE)
    assert table.shared["ledger"]["budget_ms"] == FAILURE_MS - 2 * MINUTE


def test_there_is_no_drift_in_the_failure_stage() -> None:
    table = table_in("recount")
    assert not table.can(BEN, "declare_drift")
    with refused("wrong_stage"):
        table.do(BEN, DeclareDrift())


def test_it_is_said_once() -> None:
    table = table_in("discuss")
    table.do(BEN, DeclareDrift())
    with refused("drifting"):
        table.do(CLEO, DeclareDrift())


def test_there_must_be_drift_to_end() -> None:
    with refused("not_drifting"):
        table_in("discuss").do(BEN, EndDrift())


def test_the_next_stage_begins_without_drift() -> None:
    table = table_in("discuss")
    table.do(BEN, DeclareDrift())
    table.do(ANA, NextStage())
    assert table.shared["clock"]["drift"] is False


def test_it_is_not_declared_in_a_pause_but_can_end_there() -> None:
    table = table_in("discuss")
    table.do(BEN, DeclareDrift())
    table.do(ANA, Pause())
    table.do(BEN, EndDrift())
    with refused("paused"):
        table.do(BEN, DeclareDrift())
