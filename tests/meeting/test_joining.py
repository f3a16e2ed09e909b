import pytest
from meeting.table import ANA, BEN, CLEO, MINUTE, Table, refused, table_in

from facilitator.meeting.commands import (
    AnswerSafety,
    Arrive,
    CloseMeeting,
    Join,
    Leave,
    LockRoom,
    MarkDone,
    RaiseHand,
    RemoveSeat,
    RenameSeat,
)


def test_who_joins_gets_a_participants_seat() -> None:
    table = Table(ANA)
    table.do(BEN, Join("Ben"))
    assert table.shared["seats"][BEN] == {
        "name": "Ben", "role": "participant", "pos": 1, "asker": False, "here": False,
    }  # fmt: skip


def test_a_late_joiner_comes_in_at_any_stage() -> None:
    table = Table(ANA, BEN)
    table.go_to("commit")
    table.seat(CLEO)
    assert table.shared["seats"][CLEO]["here"]


def test_a_full_room_says_so() -> None:
    table = Table(ANA, BEN, capacity=2)
    with refused("room_full"):
        table.do(CLEO, Join("Cleo"))


def test_a_locked_room_lets_nobody_in_until_it_is_opened() -> None:
    table = Table(ANA)
    table.do(ANA, LockRoom())
    with refused("room_locked"):
        table.do(BEN, Join("Ben"))
    table.do(ANA, LockRoom(locked=False))
    table.do(BEN, Join("Ben"))


def test_a_participant_locks_nothing() -> None:
    with refused("facilitator_only"):
        Table(ANA, BEN).do(BEN, LockRoom())


def test_two_people_have_two_names() -> None:
    table = Table(ANA, BEN)
    with refused("name_taken"):
        table.do(CLEO, Join("BEN"))
    with refused("name_taken"):
        table.do(BEN, RenameSeat("ana"))
    table.do(BEN, RenameSeat("BEN"))
    assert table.shared["seats"][BEN]["name"] == "BEN"


@pytest.mark.parametrize("name", ["Аna", "Ana\u200b", "\u202eAna", "ANA"])
def test_a_name_that_looks_like_another_is_taken(name: str) -> None:
    table = Table(ANA, BEN)
    with refused("name_taken"):
        table.do(CLEO, Join(name))
    with refused("name_taken"):
        table.do(BEN, RenameSeat(name))


def test_nobody_joins_a_closed_meeting() -> None:
    table = table_in("commit")
    table.do(ANA, CloseMeeting())
    with refused("meeting_closed"):
        table.do("eve", Join("Eve"))


def test_who_leaves_keeps_the_seat() -> None:
    table = Table(ANA, BEN)
    table.do(BEN, Leave())
    assert table.shared["seats"][BEN]["gone_at"] == table.now
    table.do(BEN, Arrive())
    assert "gone_at" not in table.shared["seats"][BEN]


def test_arriving_or_leaving_twice_is_once() -> None:
    table = Table(ANA, BEN)
    assert table.do(BEN, Arrive()).events == ()
    table.do(BEN, Leave())
    assert table.do(BEN, Leave()).events == ()


def test_a_removed_seat_is_gone() -> None:
    table = table_in("reflect")
    table.do(ANA, RemoveSeat(BEN))
    assert BEN not in table.shared["seats"]
    with refused("no_seat"):
        table.do(BEN, RenameSeat("Bob"))


def test_only_a_facilitator_removes_somebody() -> None:
    with refused("facilitator_only"):
        table_in("reflect").do(BEN, RemoveSeat(CLEO))


def test_nobody_removes_themselves_or_who_is_not_there() -> None:
    table = Table(ANA)
    with refused("same_seat"):
        table.do(ANA, RemoveSeat(ANA))
    with refused("not_found"):
        table.do(ANA, RemoveSeat("eve"))


def test_a_removed_seat_takes_its_answers_hand_and_mark_along() -> None:
    table = table_in("frame")
    table.do(BEN, AnswerSafety(4))
    table.do(BEN, RaiseHand())
    table.do(ANA, RemoveSeat(BEN))
    assert (table.ballots, table.shared["polls"]["safety"]["answered"]) == ({}, 0)
    table = table_in("reflect")
    table.do(BEN, MarkDone())
    table.wait(MINUTE)
    table.do(ANA, RemoveSeat(BEN))
    assert table.shared["writing"] == {"done": 0, "of": 3}
