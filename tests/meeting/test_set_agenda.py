from meeting.table import ANA, BEN, FAILURE_MS, MINUTE, SECOND, Table, refused, table_in

from facilitator.meeting.commands import (
    AgendaItem,
    CloseMeeting,
    EndDueStage,
    ExtendStage,
    NextStage,
    SetAgenda,
)
from facilitator.meeting.model import Kind


def agenda(**seconds: int) -> SetAgenda:
    kinds: dict[str, Kind] = {stage.kind: stage.kind for stage in Table().state.stages}
    return SetAgenda(tuple(AgendaItem(kinds[kind], length) for kind, length in seconds.items()))


def test_stages_are_dropped_moved_and_renamed_before_the_start() -> None:
    table = Table(ANA)
    items = (AgendaItem("discuss", 900, "Talk"), AgendaItem("recount", 60), AgendaItem("commit", 300))
    table.do(ANA, SetAgenda(items))
    shown = {key: (stage["title"], stage["seconds"]) for key, stage in table.shared["stages"].items()}
    assert shown == {"discuss": ("Talk", 900), "recount": ("What happened", 60), "commit": ("Decide", 300)}
    assert table.shared["meeting"]["minutes"] == 21


def test_a_participant_does_not_set_it() -> None:
    with refused("facilitator_only"):
        table_in("frame").do(BEN, agenda(discuss=900))


def test_too_much_failure_is_refused() -> None:
    table = table_in("frame")
    with refused("bad_agenda"):
        table.do(ANA, agenda(frame=300, recount=600, discuss=900))


def test_the_room_can_always_leave_the_failure() -> None:
    with refused("bad_agenda"):
        Table(ANA).do(ANA, agenda(frame=900, discuss=900, recount=120))


def test_what_was_measured_stays() -> None:
    table = table_in("frame")
    table.do(ANA, ExtendStage())
    table.wait(MINUTE)
    table.do(ANA, NextStage())
    table.do(ANA, agenda(frame=120, recount=240, discuss=3000))
    shown = table.shared["stages"]["frame"]
    assert (shown["learning_ms"], shown["seconds"], shown["extra_seconds"]) == (MINUTE, 120, 60)
    assert table.stage == "recount"


def test_planned_time_follows_the_agenda() -> None:
    table = table_in("frame")
    table.do(ANA, agenda(frame=120, recount=240, discuss=3000))
    ledger = table.shared["ledger"]
    assert (ledger["planned_learning_ms"], ledger["planned_failure_ms"]) == (3_120_000, 240_000)


def test_a_stage_that_has_begun_stays() -> None:
    table = table_in("frame")
    table.wait(MINUTE)
    table.do(ANA, NextStage())
    for kept in (agenda(recount=120, discuss=3000), agenda(frame=120, discuss=3000)):
        with refused("stage_begun"):
            table.do(ANA, kept)


def test_a_failure_stage_cut_short_is_due_now_and_not_in_the_past() -> None:
    table = table_in("recount")
    table.wait(5 * MINUTE)
    table.do(ANA, agenda(frame=180, recount=120, reflect=600, discuss=1200))
    table.wait(SECOND)
    table.do(BEN, EndDueStage("recount"))
    assert table.spent("recount") == (0, 5 * MINUTE)
    assert table.state.since == table.now - SECOND


def test_a_longer_failure_stage_ends_later() -> None:
    table = table_in("recount")
    table.do(ANA, agenda(frame=180, recount=420, reflect=600, discuss=3000))
    table.wait(FAILURE_MS)
    with refused("not_due"):
        table.do(BEN, EndDueStage("recount"))


def test_a_stage_added_behind_the_current_one_comes_next() -> None:
    table = Table(ANA, BEN)
    table.do(ANA, agenda(discuss=900, celebrate=300))
    table.go_to("discuss")
    table.do(ANA, agenda(discuss=900, commit=300, celebrate=300))
    table.do(ANA, NextStage())
    assert table.stage == "commit"


def test_a_closed_meeting_keeps_its_agenda() -> None:
    table = table_in("commit")
    table.do(ANA, CloseMeeting())
    with refused("meeting_closed"):
        table.do(ANA, agenda(discuss=900))
