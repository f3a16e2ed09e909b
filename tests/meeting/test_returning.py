"""Who comes back from another device asks; a facilitator answers; the seat goes on there."""

from typing import Any

import pytest
from meeting.table import ANA, BEN, CLEO, MINUTE, Table, refused, table_in

from facilitator.meeting.commands import (
    AnswerReturn,
    AnswerSafety,
    AskToReturn,
    CastVote,
    ClosePoll,
    RemoveSeat,
    ReopenPoll,
    TakeBackVote,
)
from facilitator.meeting.model import waiting_number
from facilitator.refused import Refused

HASHES = [f"{n:064x}" for n in range(5)]


def asked(table: Table, seat: str = BEN, token_hash: str = HASHES[1]) -> dict[str, Any]:
    """The newest question, as the facilitator sees it."""
    table.do(seat, AskToReturn(token_hash))
    question: dict[str, Any] = table.me(ANA)["returns"][-1]
    return question


def test_only_facilitators_hear_the_question() -> None:
    table = Table(ANA, BEN, CLEO)
    before = table.shared, table.me(CLEO), table.me(BEN)
    question = asked(table)
    assert (question["seat"], question["until"]) == (BEN, table.now + 5 * MINUTE)
    assert question["number"] == waiting_number(HASHES[1])
    assert (table.shared, table.me(CLEO), table.me(BEN)) == before
    assert HASHES[1] not in str(table.me(ANA))


def test_an_answer_ends_the_question() -> None:
    table = Table(ANA, BEN)
    for yes in (True, False):
        table.do(ANA, AnswerReturn(yes, asked(table)["id"]))
        assert "returns" not in table.me(ANA)
        assert not table.can(ANA, "answer_return")
    assert [item.answer for item in table.state.returns.values()] == ["yes", "no"]


def test_only_a_facilitator_answers_and_only_once() -> None:
    table = Table(ANA, BEN)
    ask = asked(table)["id"]
    with refused("facilitator_only"):
        table.do(BEN, AnswerReturn(True, ask))
    table.do(ANA, AnswerReturn(False, ask))
    with refused("not_found"):
        table.do(ANA, AnswerReturn(True, ask))


def test_a_question_is_over_after_five_minutes() -> None:
    table = Table(ANA, BEN)
    ask = asked(table)["id"]
    table.wait(5 * MINUTE)
    with refused("not_found"):
        table.do(ANA, AnswerReturn(True, ask))


def test_the_question_for_a_removed_seat_is_over() -> None:
    table = Table(ANA, BEN)
    ask = asked(table)["id"]
    table.do(ANA, RemoveSeat(BEN))
    assert "returns" not in table.me(ANA)
    with refused("not_found"):
        table.do(ANA, AnswerReturn(True, ask))


def test_the_answers_of_a_seat_do_not_come_along() -> None:
    """Else a facilitator could ask, say yes, and read them."""
    table = table_in("frame")
    table.do(BEN, AnswerSafety(2))
    table.do(ANA, AnswerReturn(True, asked(table)["id"]))
    assert (table.me(BEN)["ballots"], table.shared["polls"]["safety"]["answered"]) == ({}, 0)
    table.do(BEN, AnswerSafety(3))


def test_a_counted_answer_stays_out_of_sight_there() -> None:
    table = table_in("vote")
    table.themes("Alarms", "Rehearsal")
    table.do(BEN, CastVote("Alarms"))
    table.do(ANA, ClosePoll("vote"))
    table.do(ANA, AnswerReturn(True, asked(table)["id"]))
    table.do(ANA, ReopenPoll("vote"))
    assert (table.me(BEN)["ballots"], table.me(BEN)["votes_left"]) == ({}, 0)
    for command in (CastVote("Rehearsal"), TakeBackVote("Alarms"), TakeBackVote("Rehearsal")):
        with refused("answer_stays"):
            table.do(BEN, command)
    table.do(CLEO, CastVote("Alarms"))
    table.do(ANA, ClosePoll("vote"))
    assert table.shared["themes"]["Alarms"]["votes"] == 2


def test_a_room_is_not_asked_too_often() -> None:
    table = Table(ANA, BEN, CLEO)
    for token_hash in HASHES[:3]:
        table.do(ANA, AnswerReturn(False, asked(table, BEN, token_hash)["id"]))
    with pytest.raises(Refused) as refusal:
        table.do(CLEO, AskToReturn(HASHES[3]))
    assert refusal.value.headers == {"Retry-After": "300"}
    assert "Try again in 5 minutes." in refusal.value.message
    table.wait(5 * MINUTE)
    asked(table, CLEO, HASHES[3])
    assert len(table.state.returns) == 1
