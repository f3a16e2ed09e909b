import pytest
from meeting.table import ANA, BEN, CLEO, DAN, SECOND, Table, refused, table_in

from facilitator.meeting.commands import (
    Arrive,
    Ask,
    ClearQuestion,
    Command,
    Leave,
    LowerHand,
    NameAsker,
    NextStage,
    PreviousStage,
    RaiseHand,
)


def test_hands_are_numbered_in_the_order_they_go_up() -> None:
    table = table_in("discuss")
    table.do(CLEO, RaiseHand())
    table.do(BEN, RaiseHand())
    assert [table.shared["seats"][seat]["hand"] for seat in (CLEO, BEN)] == [1, 2]
    assert table.do(BEN, RaiseHand()).events == ()


def test_a_hand_goes_down_by_its_owner_or_a_facilitator() -> None:
    table = table_in("discuss")
    for seat, lower in ((BEN, LowerHand()), (ANA, LowerHand(BEN))):
        table.do(BEN, RaiseHand())
        table.do(seat, lower)
        assert "hand" not in table.shared["seats"][BEN]
    assert table.do(BEN, LowerHand()).events == ()


def test_nobody_else_lowers_it() -> None:
    table = table_in("discuss")
    table.do(BEN, RaiseHand())
    with refused("facilitator_only"):
        table.do(CLEO, LowerHand(BEN))
    with refused("not_found"):
        table.do(ANA, LowerHand("eve"))


def test_a_lost_connection_keeps_the_place_in_the_row() -> None:
    table = table_in("discuss")
    table.do(BEN, RaiseHand())
    table.do(BEN, Leave())
    table.do(CLEO, RaiseHand())
    assert "hand" not in table.shared["seats"][BEN]
    table.do(BEN, Arrive())
    assert [table.shared["seats"][seat]["hand"] for seat in (BEN, CLEO)] == [1, 2]


@pytest.mark.parametrize("leave", [NextStage(), PreviousStage()])
def test_a_hand_goes_down_when_the_stage_is_left(leave: Command) -> None:
    table = table_in("discuss")
    table.do(BEN, RaiseHand())
    table.do(ANA, leave)
    assert "hand" not in table.shared["seats"][BEN]
    table.do(CLEO, RaiseHand())
    assert table.shared["seats"][CLEO]["hand"] == 1


def test_a_hand_does_not_wait_for_whoever_has_gone() -> None:
    table = table_in("discuss")
    table.do(BEN, RaiseHand())
    table.do(BEN, Leave())
    table.wait(120 * SECOND)
    table.do(BEN, Arrive())
    assert "hand" not in table.shared["seats"][BEN]


def test_an_asker_puts_a_question_before_the_room() -> None:
    table = table_in("discuss")
    table.do(ANA, NameAsker(BEN))
    table.do(BEN, Ask("What made it sensible?"))
    assert table.shared["question"] == {"text": "What made it sensible?"}
    table.do(BEN, ClearQuestion())
    assert "question" not in table.shared
    assert table.do(BEN, ClearQuestion()).events == ()


def test_others_do_not_ask() -> None:
    table = table_in("discuss")
    for command in (Ask("Why?"), ClearQuestion()):
        with refused("asker_only"):
            table.do(BEN, command)


def test_a_question_goes_with_its_stage() -> None:
    table = table_in("group")
    table.do(ANA, Ask("Which two belong together?"))
    table.do(ANA, NextStage())
    assert "question" not in table.shared


def test_there_are_three_askers_at_most() -> None:
    table = Table(ANA, BEN, CLEO, DAN)
    for seat in (BEN, CLEO, DAN):
        table.do(ANA, NameAsker(seat))
    with refused("too_many_askers"):
        table.do(ANA, NameAsker(ANA))
    table.do(ANA, NameAsker(BEN, asker=False))
    table.do(ANA, NameAsker(ANA))
    assert table.do(ANA, NameAsker(ANA)).events == ()


def test_a_facilitator_names_people_who_are_there() -> None:
    table = Table(ANA, BEN)
    with refused("facilitator_only"):
        table.do(BEN, NameAsker(BEN))
    with refused("not_found"):
        table.do(ANA, NameAsker("eve"))
