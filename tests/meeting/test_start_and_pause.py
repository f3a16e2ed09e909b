from meeting.table import ANA, BEN, MINUTE, NOON, Table, refused, table_in

from facilitator.meeting.commands import NextStage, Pause, RaiseHand, Resume, Start


def test_the_facilitator_starts_in_the_first_stage() -> None:
    table = Table(ANA, BEN)
    table.do(ANA, Start())
    assert (table.state.status, table.stage, table.state.started_at) == ("running", "frame", NOON)
    assert table.shared["clock"] == {
        "stage": "frame", "focus": "learning", "drift": False, "running": True, "since": NOON, "warn_seconds": 20,
    }  # fmt: skip


def test_a_participant_does_not_start() -> None:
    with refused("facilitator_only"):
        Table(ANA, BEN).do(BEN, Start())


def test_it_starts_once() -> None:
    table = table_in("frame")
    with refused("already_started"):
        table.do(ANA, Start())


def test_nobody_acts_without_a_seat() -> None:
    with refused("no_seat"):
        Table(ANA).do("stranger", Start())


def test_the_rest_waits_for_the_start() -> None:
    table = Table(ANA, BEN)
    for command in (Pause(), NextStage(), RaiseHand()):
        with refused("not_started"):
            table.do(ANA, command)


def test_a_pause_counts_nowhere() -> None:
    table = table_in("frame")
    table.wait(MINUTE)
    table.do(ANA, Pause())
    table.wait(10 * MINUTE)
    table.do(ANA, Resume())
    table.wait(MINUTE)
    table.do(ANA, Pause())
    assert table.spent("frame") == (2 * MINUTE, 0)


def test_it_pauses_once() -> None:
    table = table_in("frame")
    table.do(ANA, Pause())
    assert table.shared["clock"]["running"] is False
    with refused("paused"):
        table.do(ANA, Pause())


def test_only_a_pause_is_resumed() -> None:
    with refused("not_paused"):
        table_in("frame").do(ANA, Resume())


def test_a_participant_neither_pauses_nor_resumes() -> None:
    table = table_in("frame")
    for command in (Pause(), Resume()):
        with refused("facilitator_only"):
            table.do(BEN, command)


def test_the_room_goes_on_while_paused() -> None:
    table = table_in("frame")
    table.do(ANA, Pause())
    table.do(ANA, NextStage())
    assert (table.stage, table.state.status) == ("recount", "paused")


def test_a_clock_that_goes_back_takes_no_time_away() -> None:
    table = table_in("frame")
    table.wait(MINUTE)
    table.do(ANA, NextStage())
    table.wait(-30_000)
    table.do(ANA, Pause())
    assert table.spent("frame") == (MINUTE, 0)
    assert table.spent("recount") == (0, 0)
