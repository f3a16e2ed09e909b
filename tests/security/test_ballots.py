"""What a poll may tell of one person's answer, and how long the answers are kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from cast import a_meeting
from flask import Flask
from meeting.table import ANA, BEN, CLEO, DAN, Table, table_in
from sqlalchemy import select

from facilitator import database
from facilitator.meeting.commands import AgendaItem as Item
from facilitator.meeting.commands import (
    AnswerRoti,
    AnswerSafety,
    Arrive,
    CastVote,
    CloseMeeting,
    ClosePoll,
    Command,
    Leave,
    NextStage,
    NextTheme,
    OpenThumbs,
    PreviousStage,
    RemoveSeat,
    ReopenPoll,
    SetAgenda,
    Start,
    Thumb,
)
from facilitator.meeting.events import SeatArrived, SeatLeft
from facilitator.meeting.model import Kind, PollName
from facilitator.room import service
from facilitator.room.access import seat_in
from facilitator.room.tables import BallotRow
from facilitator.tokens import new_id

HOMES: Mapping[PollName, Kind] = {
    "safety": "frame",
    "vote": "vote",
    "thumb": "discuss",
    "roti": "celebrate",
}
ANSWERS: Mapping[PollName, Command] = {
    "safety": AnswerSafety(2),
    "vote": CastVote("sleep"),
    "thumb": Thumb("more"),
    "roti": AnswerRoti(3),
}
POLLS = tuple(HOMES)


def counted(poll: PollName) -> Table:
    """A meeting in which Ben and Cleo have answered, and the answers were counted."""
    table = table_in("frame")
    if poll != "safety":
        table.go_to("group")
        table.themes("sleep", "alarms")
        table.go_to(HOMES[poll])
    if poll == "thumb":
        table.do(ANA, OpenThumbs())
    for seat in (BEN, CLEO):
        table.do(seat, ANSWERS[poll])
    table.do(ANA, ClosePoll(poll))
    return table


def test_leaving_does_not_tell_whether_one_has_answered() -> None:
    table = table_in("frame")
    table.do(BEN, AnswerSafety(2))
    before = table.shared["polls"]["safety"]
    for seat in (BEN, CLEO):
        assert table.do(seat, Leave()).events == (SeatLeft(table.now, seat),)
        assert table.shared["polls"]["safety"] == {**before, "lost": 1}
        assert table.do(seat, Arrive()).events == (SeatArrived(seat, table.now),)


@pytest.mark.parametrize("poll", POLLS)
def test_every_poll_goes_on_with_its_answers(poll: PollName) -> None:
    table = counted(poll)
    mine = table.ballots[poll, BEN]
    assert table.me(BEN)["ballots"] == {}
    table.do(ANA, ReopenPoll(poll))
    assert table.me(BEN)["ballots"] == {poll: mine}
    table.do(DAN, ANSWERS[poll])
    table.do(ANA, ClosePoll(poll))
    assert table.shared["polls"][poll]["answered"] == 3


@pytest.mark.parametrize("leave", [NextStage(sure=True), PreviousStage(), CloseMeeting(sure=True)])
@pytest.mark.parametrize("poll", POLLS)
def test_counted_answers_go_when_their_stage_is_left(poll: PollName, leave: Command) -> None:
    table = counted(poll)
    if (poll, type(leave)) in {("safety", PreviousStage), ("roti", NextStage)}:
        return  # There is no stage before the first one, and none after the last.
    assert table.ballots
    table.do(ANA, leave)
    assert table.ballots == {}


def test_a_changed_agenda_keeps_them_while_the_room_stays() -> None:
    table = counted("safety")
    table.do(ANA, SetAgenda((Item("frame", 60), Item("recount", 60), Item("discuss", 600))))
    assert len(table.ballots) == 2


def test_a_poll_that_is_counted_elsewhere_keeps_nothing() -> None:
    """The vote stays open while the room goes back to group the cards anew."""
    table = counted("vote")
    table.do(ANA, ReopenPoll("vote"))
    table.do(ANA, PreviousStage())
    assert len(table.ballots) == 2
    table.do(ANA, ClosePoll("vote"))
    assert table.ballots == {}


def test_answers_about_one_theme_do_not_serve_for_the_next() -> None:
    table = counted("thumb")
    table.do(ANA, NextTheme())
    assert table.ballots == {}
    table.do(ANA, OpenThumbs())
    assert table.shared["polls"]["thumb"] == {"open": True, "answered": 0, "of": 4}


def test_asking_for_more_time_twice_is_asking_anew() -> None:
    table = counted("thumb")
    table.do(ANA, OpenThumbs())
    assert (table.ballots, table.shared["polls"]["thumb"]["answered"]) == ({}, 0)


def crowd(poll: PollName, answers: list[int], people: int = 12) -> Table:
    """A meeting in which as many seats as there are answers have answered, and these were counted."""
    table = Table(ANA, *(f"seat{i}" for i in range(people - 1)), capacity=people)
    table.go_to(HOMES[poll])
    for seat, score in zip(table.state.seats, answers, strict=False):
        table.do(seat, AnswerSafety(score) if poll == "safety" else AnswerRoti(score))
    table.do(ANA, ClosePoll(poll))
    return table


def numbers(table: Table, poll: PollName) -> dict[str, Any]:
    shown = table.shared["polls"][poll]
    return {key: shown[key] for key in ("counts", "mean") if key in shown}


@pytest.mark.parametrize("poll", ["safety", "roti"])
@pytest.mark.parametrize("late", [1, 2, 3])
def test_a_second_count_does_not_tell_a_few_late_answers(poll: PollName, late: int) -> None:
    table = crowd(poll, [4, 4, 3, 4])
    before = numbers(table, poll)
    table.do(ANA, ReopenPoll(poll))
    for seat in list(table.state.seats)[4 : 4 + late]:
        table.do(seat, AnswerSafety(1) if poll == "safety" else AnswerRoti(1))
    table.do(ANA, ClosePoll(poll))
    assert numbers(table, poll) == before
    assert (table.shared["polls"][poll]["answered"], table.shared["polls"][poll]["counted"]) == (4 + late, 4)


def test_nor_an_answer_that_was_changed() -> None:
    table = crowd("safety", [4, 4, 3, 4])
    before = table.shared["polls"]["safety"]
    table.do(ANA, ReopenPoll("safety"))
    table.do(ANA, AnswerSafety(1))
    table.do(ANA, ClosePoll("safety"))
    assert table.shared["polls"]["safety"] == before


def test_four_late_answers_are_shown_with_the_others() -> None:
    table = crowd("safety", [4, 4, 3, 4])
    for seat in list(table.state.seats)[4:8]:
        table.do(ANA, ReopenPoll("safety"))
        table.do(seat, AnswerSafety(2))
        table.do(ANA, ClosePoll("safety"))
    expected = {"open": False, "answered": 8, "counts": {"2": 4, "3": 1, "4": 3}}
    assert table.shared["polls"]["safety"] == expected


def test_the_mean_of_three_does_not_tell_the_fourth() -> None:
    table = crowd("roti", [4, 4, 4])
    table.do(ANA, ReopenPoll("roti"))
    table.do("seat5", AnswerRoti(0))
    table.do(ANA, ClosePoll("roti"))
    assert table.shared["polls"]["roti"] == {"open": False, "answered": 4, "counted": 3, "mean": 4.0}


@pytest.mark.parametrize("while_open", [False, True])
def test_removing_somebody_does_not_tell_what_they_answered(while_open: bool) -> None:
    table = counted("vote")
    if while_open:
        table.do(ANA, ReopenPoll("vote"))
    table.do(ANA, RemoveSeat(BEN))
    if not while_open:
        table.do(ANA, ReopenPoll("vote"))
    table.do(ANA, ClosePoll("vote"))
    assert table.shared["themes"]["sleep"]["votes"] == 2


def test_on_disk_too_they_go_with_the_stage(bound: Flask) -> None:
    with database.session() as session:
        meeting, _, token = service.create_meeting(session, None, a_meeting())
        ana = seat_in(session, meeting, token).id

    def kept(command: Command) -> list[str]:
        service.act(meeting, ana, new_id(), command)
        with database.read() as session:
            return list(session.scalars(select(BallotRow.value)))

    for command in (Arrive(), Start(), AnswerSafety(4)):
        kept(command)
    assert kept(ClosePoll("safety")) == ["4"]
    assert kept(NextStage()) == []
    path = database.engine().url.database
    assert Path(f"{path}-wal").stat().st_size == 0
