"""Whose meeting it is: can't be put out, and can come back to the chair at any time."""

import pytest
from meeting.table import ANA, BEN, CLEO, SECOND, Table, refused

from facilitator.meeting.commands import (
    Arrive,
    CloseMeeting,
    HandOver,
    Join,
    Leave,
    LockRoom,
    MakeFacilitator,
    Pause,
    RemoveSeat,
    RenameSeat,
    Start,
    TakeChair,
)

AGAIN = "ana-again"


@pytest.fixture
def table() -> Table:
    """Ana's own meeting, with Ben and Cleo."""
    made = Table()
    made.do(ANA, Join("Ana", "facilitator", owner=True))
    made.do(ANA, Arrive())
    for seat in (BEN, CLEO):
        made.seat(seat)
    made.do(ANA, Start())
    return made


@pytest.fixture
def taken(table: Table) -> Table:
    """Ana was gone for half a minute, and Ben has taken her chair."""
    table.do(ANA, Leave())
    table.wait(31 * SECOND)
    table.do(BEN, TakeChair())
    table.do(ANA, Arrive())
    return table


def roles(table: Table) -> set[str]:
    return {key for key, seat in table.state.seats.items() if seat.role == "facilitator"}


def appointed(table: Table) -> set[str]:
    return {key for key, seat in table.state.seats.items() if seat.appointed}


def test_the_room_knows_whose_meeting_it_is(table: Table) -> None:
    seats = table.shared["seats"]
    assert (seats[ANA]["owner"], "owner" in seats[BEN]) == (True, False)
    assert "appointed" not in str(seats)


def test_nobody_removes_whose_meeting_it_is(taken: Table) -> None:
    with refused("owner_stays"):
        taken.do(BEN, RemoveSeat(ANA))
    taken.do(BEN, RemoveSeat(CLEO))


def test_they_take_the_chair_whoever_sits_there(taken: Table) -> None:
    assert taken.can(ANA, "take_chair")
    assert not taken.can(CLEO, "take_chair")
    taken.do(ANA, TakeChair())
    assert roles(taken) == {ANA}
    taken.do(ANA, Pause())


def test_who_leads_already_has_no_chair_to_take(table: Table) -> None:
    assert not table.can(ANA, "take_chair")
    with refused("chair_taken"):
        table.do(ANA, TakeChair())


def test_before_the_start_too() -> None:
    table = Table()
    table.do(ANA, Join("Ana", "facilitator", owner=True))
    table.seat(BEN)
    table.do(ANA, HandOver(BEN))
    table.do(ANA, TakeChair())
    assert roles(table) == {ANA}


def test_not_after_the_close(taken: Table) -> None:
    taken.do(BEN, CloseMeeting(sure=True))
    assert not taken.can(ANA, "take_chair")
    with refused("meeting_closed"):
        taken.do(ANA, TakeChair())


def test_they_get_into_a_locked_and_full_room_under_a_name_that_was_taken() -> None:
    table = Table(BEN, CLEO, capacity=2)
    table.do(CLEO, RenameSeat("Ana"))
    table.do(BEN, LockRoom())
    with refused("room_locked"):
        table.do("dan", Join("Dan"))
    table.do(AGAIN, Join("Ana", owner=True))
    assert (table.state.seats[AGAIN].name, table.state.seats[AGAIN].owner) == ("Ana 2", True)
    table.do(AGAIN, TakeChair())
    assert roles(table) == {AGAIN}


def test_whom_they_made_a_facilitator_is_appointed(table: Table) -> None:
    table.do(ANA, MakeFacilitator(BEN))
    table.do(BEN, MakeFacilitator(CLEO))
    assert appointed(table) == {BEN}
    table.do(ANA, HandOver(BEN))
    assert appointed(table) == {BEN}


def test_whoever_took_the_chair_is_not_and_stays_so_after_it_is_taken_back(taken: Table) -> None:
    taken.do(BEN, MakeFacilitator(CLEO))
    assert appointed(taken) == set()
    taken.do(ANA, TakeChair())
    taken.do(ANA, HandOver(BEN))
    taken.do(ANA, TakeChair())
    assert appointed(taken) == set()
