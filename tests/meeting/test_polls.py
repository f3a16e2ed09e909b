import pytest
from meeting.table import ANA, BEN, CLEO, DAN, SECOND, Table, refused, table_in

from facilitator.meeting.commands import (
    AnswerRoti,
    AnswerSafety,
    Arrive,
    ClosePoll,
    Leave,
    NextStage,
    PreviousStage,
    RemoveSeat,
    ReopenPoll,
)
from facilitator.meeting.decide import BallotChange
from facilitator.meeting.events import AnswerCounted, PollClosed
from facilitator.refused import Refused


def answer_safety(table: Table, **scores: int) -> None:
    for seat, score in scores.items():
        table.do(seat, AnswerSafety(score))


def test_the_room_learns_only_how_many_have_answered() -> None:
    table = table_in("frame")
    decision = table.do(BEN, AnswerSafety(2))
    assert decision.events == (AnswerCounted("safety", 1),)
    assert decision.ballots == (BallotChange("safety", BEN, 2),)
    assert table.shared["polls"]["safety"] == {"open": True, "answered": 1, "of": 4}


def test_an_answer_can_be_changed_until_the_tally() -> None:
    table = table_in("frame")
    table.do(BEN, AnswerSafety(2))
    assert table.do(BEN, AnswerSafety(4)).events == ()
    assert table.me(BEN)["ballots"] == {"safety": 4}


def test_four_answers_leave_a_histogram() -> None:
    table = table_in("frame")
    answer_safety(table, ana=5, ben=2, cleo=4, dan=4)
    table.do(ANA, ClosePoll("safety"))
    expected = {"open": False, "answered": 4, "counts": {"2": 1, "4": 2, "5": 1}}
    assert table.shared["polls"]["safety"] == expected


def test_three_answers_leave_nothing_but_their_number() -> None:
    table = table_in("frame")
    answer_safety(table, ana=5, ben=2, cleo=4)
    table.do(ANA, ClosePoll("safety"))
    assert table.journal[-1] == PollClosed("safety", 3)
    assert table.shared["polls"]["safety"] == {"open": False, "answered": 3}


def test_going_on_counts_the_answers() -> None:
    table = table_in("frame")
    answer_safety(table, ana=5, ben=2)
    table.do(ANA, NextStage())
    assert table.shared["polls"]["safety"]["open"] is False
    assert table.ballots == {}


def test_going_on_waits_for_whoever_has_just_lost_the_connection() -> None:
    table = table_in("frame")
    answer_safety(table, ana=5, cleo=2, dan=4)
    table.do(BEN, Leave())
    with refused("still_answering"):
        table.do(ANA, NextStage())
    table.do(ANA, NextStage(sure=True))
    assert table.shared["polls"]["safety"] == {"open": False, "answered": 3, "final": True}


def test_but_not_for_whoever_went_long_ago_or_when_all_have_answered() -> None:
    for answers, later in (({"ana": 5}, 120 * SECOND), ({"ana": 5, "ben": 1, "cleo": 2, "dan": 4}, 0)):
        table = table_in("frame")
        answer_safety(table, **answers)
        table.do(BEN, Leave())
        table.wait(later)
        table.do(ANA, NextStage())
        assert table.state.is_in("recount")


def test_only_a_facilitator_closes_and_opens_a_poll() -> None:
    table = table_in("frame")
    for command in (ClosePoll("safety"), ReopenPoll("safety")):
        with refused("facilitator_only"):
            table.do(BEN, command)


def test_a_closed_poll_takes_no_answers() -> None:
    table = table_in("frame")
    table.do(ANA, ClosePoll("safety"))
    for seat, command in ((BEN, AnswerSafety(3)), (BEN, AnswerRoti(3)), (ANA, ClosePoll("safety"))):
        with refused("poll_closed"):
            table.do(seat, command)


def test_who_answers_late_is_told_what_became_of_it() -> None:
    table = table_in("frame")
    table.do(ANA, ClosePoll("safety"))
    with pytest.raises(Refused, match="counted before yours came, so it is not among them"):
        table.do(BEN, AnswerSafety(3))


def test_a_reopened_poll_keeps_its_answers() -> None:
    table = table_in("frame")
    answer_safety(table, ana=5, ben=2, cleo=4)
    table.do(DAN, Leave())
    table.do(ANA, ClosePoll("safety"))
    assert table.me(BEN)["ballots"] == {}
    table.do(ANA, ReopenPoll("safety"))
    assert table.me(BEN)["ballots"] == {"safety": 2}
    again = {"open": True, "answered": 3, "of": 4, "lost": 1, "again": True}
    assert table.shared["polls"]["safety"] == again
    with refused("poll_open"):
        table.do(ANA, ReopenPoll("safety"))


def test_the_late_answer_is_counted_with_the_others() -> None:
    table = table_in("frame")
    answer_safety(table, ana=5, ben=2, cleo=4)
    for command in (ClosePoll("safety"), ReopenPoll("safety")):
        table.do(ANA, command)
    answer_safety(table, dan=4)
    table.do(ANA, ClosePoll("safety"))
    expected = {"open": False, "answered": 4, "counts": {"2": 1, "4": 2, "5": 1}}
    assert table.shared["polls"]["safety"] == expected


def test_it_can_be_asked_anew() -> None:
    table = table_in("frame")
    answer_safety(table, ana=5, ben=2, cleo=4, dan=4)
    for command in (ClosePoll("safety"), ReopenPoll("safety", anew=True)):
        table.do(ANA, command)
    assert table.shared["polls"]["safety"] == {"open": True, "answered": 0, "of": 4}
    assert table.ballots == {}


def test_it_is_reopened_in_its_own_stage() -> None:
    table = table_in("recount")
    with refused("wrong_stage"):
        table.do(ANA, ReopenPoll("safety"))
    table.do(ANA, PreviousStage())
    assert table.shared["polls"]["safety"]["open"] is False
    table.do(ANA, ReopenPoll("safety"))
    assert table.shared["polls"]["safety"] == {"open": True, "answered": 0, "of": 4}


def test_who_drops_off_while_it_is_open_is_still_asked() -> None:
    table = table_in("frame")
    answer_safety(table, ana=5, cleo=2, dan=4)
    table.do(BEN, Leave())
    assert table.shared["polls"]["safety"] == {"open": True, "answered": 3, "of": 4, "lost": 1}
    table.do(BEN, Arrive())
    assert table.shared["polls"]["safety"] == {"open": True, "answered": 3, "of": 4}
    table.do(BEN, AnswerSafety(2))
    assert table.shared["polls"]["safety"] == {"open": True, "answered": 4, "of": 4}


def test_who_was_not_here_while_it_was_open_is_not_asked() -> None:
    table = table_in("recount")
    table.do(BEN, Leave())
    table.go_to("vote")
    assert table.shared["polls"]["vote"] == {"open": True, "answered": 0, "of": 3}
    table.do(BEN, Arrive())
    assert table.shared["polls"]["vote"] == {"open": True, "answered": 0, "of": 4}


def test_the_facilitator_counts_without_whoever_is_gone() -> None:
    table = table_in("frame")
    table.do(BEN, Leave())
    answer_safety(table, ana=5, cleo=2, dan=4)
    table.do(ANA, ClosePoll("safety"))
    assert table.shared["polls"]["safety"] == {"open": False, "answered": 3}


def test_the_answer_of_a_removed_seat_is_taken_back() -> None:
    table = table_in("frame")
    answer_safety(table, ben=2, cleo=4)
    table.do(BEN, Leave())
    table.do(ANA, RemoveSeat(BEN))
    assert table.shared["polls"]["safety"] == {"open": True, "answered": 1, "of": 3}


def test_the_return_on_time_has_a_mean_from_three_answers_on() -> None:
    table = table_in("celebrate")
    for seat, score in ((ANA, 4), (BEN, 3), (CLEO, 3)):
        table.do(seat, AnswerRoti(score))
    table.do(ANA, ClosePoll("roti"))
    assert table.shared["polls"]["roti"] == {"open": False, "answered": 3, "mean": 3.3}


def test_two_answers_have_no_mean() -> None:
    table = table_in("celebrate")
    for seat in (ANA, DAN):
        table.do(seat, AnswerRoti(4))
    table.do(ANA, ClosePoll("roti"))
    assert table.shared["polls"]["roti"] == {"open": False, "answered": 2}


def test_nobody_sees_anothers_answer() -> None:
    table = table_in("frame")
    table.do(BEN, AnswerSafety(2))
    assert table.me(ANA)["ballots"] == {}
