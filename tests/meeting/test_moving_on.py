from meeting.table import ANA, BEN, CLEO, DAN, FAILURE_MS, MINUTE, SECOND, Table, refused, table_in

from facilitator.meeting.commands import (
    AddCard,
    AgendaItem,
    CreateTheme,
    EndDueStage,
    ExtendStage,
    MarkDone,
    NextStage,
    Pause,
    PreviousStage,
    SetAgenda,
)


def test_next_goes_through_all_stages_in_order() -> None:
    table = table_in("frame")
    passed = [table.stage]
    while table.can(ANA, "next_stage"):
        table.do(ANA, NextStage(sure=True))
        passed.append(table.stage)
    assert passed == ["frame", "recount", "reflect", "group", "vote", "discuss", "commit", "celebrate"]


def test_there_is_nothing_after_the_last_stage() -> None:
    with refused("no_stage"):
        table_in("celebrate").do(ANA, NextStage())


def test_there_is_nothing_before_the_first_stage() -> None:
    table = table_in("frame")
    assert not table.can(ANA, "previous_stage")
    with refused("no_stage"):
        table.do(ANA, PreviousStage())


def test_only_a_facilitator_moves_the_room() -> None:
    table = table_in("recount")
    for command in (NextStage(), PreviousStage(), ExtendStage()):
        with refused("facilitator_only"):
            table.do(BEN, command)


def test_it_asks_before_it_goes_on_while_people_write() -> None:
    table = table_in("reflect")
    table.do(BEN, MarkDone())
    with refused("still_writing"):
        table.do(ANA, NextStage())
    table.do(ANA, NextStage(sure=True))
    assert table.stage == "group"


def test_it_goes_on_unasked_when_all_others_are_done() -> None:
    table = table_in("reflect")
    for seat in (BEN, CLEO, DAN):
        table.do(seat, MarkDone())
    table.do(ANA, NextStage())
    assert table.stage == "group"


def test_two_who_go_on_at_the_same_time_go_on_once() -> None:
    table = table_in("recount")
    table.do(ANA, NextStage(stage="recount"))
    for command in (NextStage(stage="recount"), PreviousStage("recount"), ExtendStage("recount")):
        with refused("wrong_stage"):
            table.do(ANA, command)
    assert table.stage == "reflect"


def test_any_stage_is_extended_by_a_minute() -> None:
    table = table_in("frame")
    while True:
        before = table.shared["stages"][table.stage]["extra_seconds"]
        table.do(ANA, ExtendStage())
        assert table.shared["stages"][table.stage]["extra_seconds"] == before + 60
        if not table.can(ANA, "next_stage"):
            break
        table.do(ANA, NextStage(sure=True))


def test_an_extension_of_the_failure_is_paid_from_its_budget() -> None:
    table = table_in("recount")
    table.do(ANA, ExtendStage())
    table.wait(FAILURE_MS + MINUTE)
    table.do(BEN, EndDueStage("recount"))
    assert table.spent("recount") == (0, FAILURE_MS + MINUTE)
    assert table.shared["ledger"]["planned_failure_ms"] == FAILURE_MS
    assert table.shared["ledger"]["budget_ms"] == -MINUTE


def test_anybody_ends_the_failure_when_it_is_due() -> None:
    table = table_in("recount")
    table.wait(FAILURE_MS)
    table.do(BEN, EndDueStage("recount"))
    assert table.stage == "reflect"


def test_it_does_not_end_before_it_is_due() -> None:
    table = table_in("recount")
    table.wait(FAILURE_MS - 1)
    with refused("not_due"):
        table.do(BEN, EndDueStage("recount"))


def test_an_extension_puts_the_end_off() -> None:
    table = table_in("recount")
    table.wait(FAILURE_MS - SECOND)
    table.do(ANA, ExtendStage())
    table.wait(SECOND)
    with refused("not_due"):
        table.do(BEN, EndDueStage("recount"))


def test_a_late_end_is_booked_to_the_instant_it_was_due() -> None:
    table = table_in("recount")
    table.wait(FAILURE_MS + 40 * SECOND)
    table.do(BEN, EndDueStage("recount"))
    table.do(ANA, Pause())
    assert table.spent("recount") == (0, FAILURE_MS)
    assert table.spent("reflect") == (40 * SECOND, 0)


def test_the_second_who_says_it_is_due_is_late() -> None:
    table = table_in("recount")
    table.wait(FAILURE_MS)
    table.do(BEN, EndDueStage("recount"))
    with refused("wrong_stage"):
        table.do(CLEO, EndDueStage("recount"))


def test_a_learning_stage_never_ends_by_itself() -> None:
    table = table_in("reflect")
    table.wait(60 * MINUTE)
    with refused("not_due"):
        table.do(BEN, EndDueStage("reflect"))


def test_a_paused_failure_stage_does_not_end() -> None:
    table = table_in("recount")
    table.wait(FAILURE_MS)
    table.do(ANA, Pause())
    with refused("paused"):
        table.do(BEN, EndDueStage("recount"))


def test_back_to_a_used_up_failure_stage_gives_it_a_minute() -> None:
    table = table_in("recount")
    table.wait(FAILURE_MS)
    table.do(BEN, EndDueStage("recount"))
    table.do(ANA, PreviousStage())
    with refused("not_due"):
        table.do(BEN, EndDueStage("recount"))
    assert table.shared["stages"]["recount"]["extra_seconds"] == 60


def test_a_short_failure_stage_gets_no_minute_at_its_first_turn() -> None:
    table = Table(ANA, BEN)
    stages = (AgendaItem("frame", 300), AgendaItem("recount", 15), AgendaItem("discuss", 300))
    table.do(ANA, SetAgenda(stages))
    table.go_to("recount")
    assert table.shared["stages"]["recount"]["extra_seconds"] == 0


def test_back_from_anywhere_loses_nothing() -> None:
    table = table_in("reflect")
    table.cards("tired", "no alarm")
    table.go_to("group")
    table.do(BEN, CreateTheme("night", "Night", ("tired", "no alarm")))
    table.go_to("celebrate")
    themes, cards = table.state.themes, table.state.cards
    for _ in range(7):
        table.do(ANA, PreviousStage())
    assert (table.stage, table.state.themes, table.state.cards) == ("frame", themes, cards)


def test_what_is_written_on_a_second_round_is_hidden_again() -> None:
    table = table_in("reflect")
    table.cards("tired")
    table.go_to("group")
    table.do(ANA, PreviousStage())
    table.do(BEN, AddCard("driver", "second", "key", "second thought"))
    assert list(table.shared["cards"]) == ["tired"]
    table.do(ANA, NextStage(sure=True))
    assert list(table.shared["cards"]) == ["tired", "second"]
