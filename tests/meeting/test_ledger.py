from meeting.table import ANA, BEN, CLEO, DAN, FAILURE_MS, MINUTE, NOON, Table, table_in

from facilitator.meeting.commands import (
    Arrive,
    CloseMeeting,
    DeclareDrift,
    EndDueStage,
    Leave,
    Pause,
    Resume,
)
from facilitator.meeting.ledger import due_at


def test_before_the_start_all_goes_as_planned() -> None:
    assert Table(ANA).shared["ledger"] == {
        "planned_learning_ms": 54 * MINUTE,
        "planned_failure_ms": 6 * MINUTE,
        "learning_ms": 0,
        "failure_ms": 0,
        "budget_ms": 6 * MINUTE,
        "forecast_share": 90.0,
    }


def test_time_goes_to_the_focus_of_its_stage() -> None:
    table = table_in("frame")
    table.wait(MINUTE)
    table.go_to("recount")
    table.wait(2 * MINUTE)
    table.go_to("reflect")
    ledger = table.shared["ledger"]
    assert (ledger["learning_ms"], ledger["failure_ms"]) == (MINUTE, 2 * MINUTE)


def test_the_forecast_takes_what_is_left_as_planned() -> None:
    table = table_in("discuss")
    assert table.shared["ledger"]["forecast_share"] == 100.0
    table.do(BEN, DeclareDrift())
    table.wait(4 * MINUTE)
    table.do(ANA, Pause())
    assert table.shared["ledger"]["forecast_share"] == 88.9  # 4 of 36 minutes went to the failure


def test_overtime_counts_and_leaves_nothing_over() -> None:
    table = table_in("celebrate")
    table.wait(10 * MINUTE)
    table.do(ANA, Pause())
    assert table.spent("celebrate") == (10 * MINUTE, 0)
    assert table.state.current is not None
    assert table.state.current.left_ms == 0


def test_after_the_close_the_forecast_is_what_was() -> None:
    table = table_in("recount")
    table.wait(MINUTE)
    table.go_to("reflect")
    table.wait(3 * MINUTE)
    table.do(ANA, CloseMeeting(sure=True))
    assert table.shared["ledger"]["forecast_share"] == 75.0


def test_a_pause_puts_the_end_of_the_failure_off() -> None:
    table = table_in("recount")
    assert due_at(table.state) == NOON + FAILURE_MS
    table.wait(MINUTE)
    table.do(ANA, Pause())
    assert due_at(table.state) is None
    table.wait(MINUTE)
    table.do(ANA, Resume())
    assert due_at(table.state) == NOON + FAILURE_MS + MINUTE


def test_an_empty_room_counts_no_time() -> None:
    table = table_in("recount")
    table.wait(MINUTE)
    table.everybody_leaves()
    table.wait(8 * 60 * MINUTE)
    table.do(BEN, Arrive())
    assert (table.state.status, table.stage) == ("paused", "recount")
    assert table.spent("recount") == (0, MINUTE)


def test_who_comes_back_to_an_empty_room_learns_why_it_is_paused() -> None:
    table = table_in("recount")
    table.everybody_leaves()
    table.wait(8 * 60 * MINUTE)
    table.do(BEN, Arrive())
    assert table.shared["clock"]["emptied"] is True
    table.do(ANA, Arrive())
    table.do(ANA, Resume())
    assert "emptied" not in table.shared["clock"]
    table.do(ANA, Pause())
    assert "emptied" not in table.shared["clock"]


def test_a_short_loss_of_everybodys_connection_pauses_nothing() -> None:
    table = table_in("recount")
    table.everybody_leaves()
    table.wait(MINUTE)
    table.do(BEN, Arrive())
    assert table.state.status == "running"


def test_time_with_one_person_there_counts() -> None:
    table = table_in("reflect")
    for seat in (ANA, BEN, CLEO):
        table.do(seat, Leave())
    table.wait(8 * MINUTE)
    table.do(BEN, Arrive())
    assert table.state.status == "running"
    table.do(DAN, Leave())


def test_a_theme_has_its_own_time() -> None:
    table = table_in("group")
    table.themes("alarms")
    table.go_to("discuss")
    table.wait(MINUTE)
    table.go_to("commit")
    table.wait(MINUTE)
    table.do(ANA, Pause())
    assert table.shared["themes"]["alarms"]["spent_ms"] == MINUTE


def test_a_failure_that_ends_itself_spends_exactly_its_tenth() -> None:
    table = table_in("recount")
    table.wait(FAILURE_MS + 123)
    table.do(DAN, EndDueStage("recount"))
    assert table.shared["ledger"]["budget_ms"] == 0
