from meeting.table import ANA, BEN, CLEO, SECOND, Table, refused, table_in

from facilitator.meeting.commands import (
    Arrive,
    HandOver,
    Leave,
    MakeFacilitator,
    Pause,
    StepDown,
    TakeChair,
)


def roles(table: Table) -> str:
    """The initials of those who facilitate."""
    seats = table.shared["seats"]
    return "".join(key[0] for key in sorted(seats) if seats[key]["role"] == "facilitator")


def test_a_facilitator_makes_another_one() -> None:
    table = Table(ANA, BEN)
    table.do(ANA, MakeFacilitator(BEN))
    assert roles(table) == "ab"


def test_handing_over_leaves_one() -> None:
    table = Table(ANA, BEN)
    table.do(ANA, HandOver(BEN))
    assert roles(table) == "b"


def test_only_a_facilitator_gives_the_chair_away() -> None:
    table = Table(ANA, BEN, CLEO)
    for command in (MakeFacilitator(BEN), HandOver(CLEO), StepDown()):
        with refused("facilitator_only"):
            table.do(BEN, command)


def test_it_goes_to_somebody_else_who_is_in_the_meeting() -> None:
    table = Table(ANA, BEN)
    with refused("same_seat"):
        table.do(ANA, HandOver(ANA))
    for command in (HandOver("eve"), MakeFacilitator("eve")):
        with refused("not_found"):
            table.do(ANA, command)


def test_one_of_two_steps_down_but_not_the_last() -> None:
    table = Table(ANA, BEN)
    table.do(ANA, MakeFacilitator(BEN))
    table.do(ANA, StepDown())
    assert roles(table) == "b"
    with refused("last_facilitator"):
        table.do(BEN, StepDown())


def test_after_thirty_seconds_anybody_takes_the_chair() -> None:
    table = table_in("recount")
    table.do(ANA, Leave())
    assert table.shared["chair"] == {"vacant_since": table.now}
    table.wait(30 * SECOND)
    table.do(BEN, TakeChair())
    assert (roles(table), table.shared["chair"]) == ("b", {})
    table.do(BEN, Pause())


def test_not_before() -> None:
    table = table_in("recount")
    table.do(ANA, Leave())
    table.wait(30 * SECOND - 1)
    with refused("chair_taken"):
        table.do(BEN, TakeChair())


def test_not_while_a_facilitator_is_here() -> None:
    table = table_in("recount")
    table.do(ANA, MakeFacilitator(CLEO))
    table.do(ANA, Leave())
    table.wait(60 * SECOND)
    assert not table.can(BEN, "take_chair")
    with refused("chair_taken"):
        table.do(BEN, TakeChair())


def test_of_two_who_reach_for_it_one_gets_it() -> None:
    table = table_in("recount")
    table.do(ANA, Leave())
    table.wait(30 * SECOND)
    table.do(BEN, TakeChair())
    with refused("chair_taken"):
        table.do(CLEO, TakeChair())


def test_who_led_comes_back_as_participant_and_can_be_handed_the_chair() -> None:
    table = table_in("recount")
    table.do(ANA, Leave())
    table.wait(30 * SECOND)
    table.do(BEN, TakeChair())
    table.do(ANA, Arrive())
    assert table.me(ANA)["role"] == "participant"
    table.do(BEN, HandOver(ANA))
    assert roles(table) == "a"


def test_who_comes_back_in_time_still_leads() -> None:
    table = table_in("recount")
    table.do(ANA, Leave())
    table.wait(20 * SECOND)
    table.do(ANA, Arrive())
    assert (roles(table), table.shared["chair"]) == ("a", {})


def test_a_chair_handed_to_somebody_absent_becomes_free() -> None:
    table = table_in("recount")
    table.do(BEN, Leave())
    table.do(ANA, HandOver(BEN))
    table.wait(30 * SECOND)
    table.do(CLEO, TakeChair())
    assert roles(table) == "c"


def test_a_draft_has_no_chair_to_take() -> None:
    table = Table(ANA, BEN)
    table.do(ANA, Leave())
    table.wait(60 * SECOND)
    with refused("not_started"):
        table.do(BEN, TakeChair())


def test_the_room_goes_on_when_all_were_gone() -> None:
    table = table_in("recount")
    table.everybody_leaves()
    table.wait(40 * SECOND)
    table.do(BEN, Arrive())
    table.do(BEN, TakeChair())
    assert roles(table) == "b"
