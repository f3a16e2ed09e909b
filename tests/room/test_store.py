"""One transaction a command: journal, state, ballots and seats move together or not at all."""

import json
from dataclasses import dataclass

import pytest
from cast import a_meeting
from flask import Flask
from sqlalchemy import select

from facilitator import database, signals
from facilitator.meeting import commands as c
from facilitator.meeting import events
from facilitator.meeting.commands import Command
from facilitator.meeting.evolve import fold
from facilitator.meeting.model import Meeting, from_json
from facilitator.refused import Refused
from facilitator.room import service
from facilitator.room.access import meeting_at, seat_in
from facilitator.room.change import STATE_EVERY, Committed
from facilitator.room.store import read_state
from facilitator.room.tables import BallotRow, JournalRow, MeetingRow, SeatRow
from facilitator.tokens import new_id


@dataclass
class Room:
    """A meeting with Ana and Ben, acted on in this process."""

    first: Meeting
    ana: str
    ben: str

    def act(self, seat: str, command: Command, command_id: str | None = None) -> service.Acknowledged:
        return service.act(self.first.id, seat, command_id or new_id(), command)

    def state(self) -> Meeting:
        with database.read() as session:
            return read_state(session, self.first.id)

    def journal(self) -> list[JournalRow]:
        with database.read() as session:
            mine = select(JournalRow).where(JournalRow.meeting_id == self.first.id, JournalRow.seq > 0)
            return list(session.scalars(mine.order_by(JournalRow.seq)))


@pytest.fixture
def room(bound: Flask) -> Room:
    first = a_meeting()
    with database.session() as session:
        _, link, token = service.create_meeting(session, None, first)
        ana = seat_in(session, first.id, token).id
    made = Room(first, ana, service.join(link, "Ben").seat_id)
    made.act(ana, c.Start())
    return made


def test_the_row_has_the_whole_state_every_twentieth_time_and_reading_is_always_right(room: Room) -> None:
    written = set()
    for number in range(STATE_EVERY + 3):
        room.act(room.ben, c.Park(item=new_id(), text=str(number)))
        with database.read() as session:
            row = meeting_at(session, room.first.id)
            written.add(row.state_seq)
            assert len(from_json(row.state).parked) <= number + 1
            assert 0 <= row.seq - row.state_seq < STATE_EVERY
        assert [item.text for item in room.state().parked.values()] == [
            str(each) for each in range(number + 1)
        ]
    assert len(written) == 2


@pytest.mark.parametrize("command", [c.Pause(), c.EditDetails(title="Another"), c.CloseMeeting(sure=True)])
def test_a_change_of_what_lists_show_writes_the_whole_state(room: Room, command: Command) -> None:
    room.act(room.ben, c.Park(item=new_id(), text="one"))
    room.act(room.ana, command)
    with database.read() as session:
        row = meeting_at(session, room.first.id)
    assert row.state_seq == row.seq
    assert from_json(row.state) == room.state()


def test_the_journal_folds_to_the_state(room: Room) -> None:
    room.act(room.ben, c.AnswerSafety(score=4))
    room.act(room.ben, c.AddTimelineRow(row=new_id(), at="9:10", what="The first alarm"))
    happened = [event for row in room.journal() for event in events.load(json.loads(row.events))]
    assert fold(room.first, happened) == room.state()


def test_each_command_is_one_step_of_seq(room: Room) -> None:
    room.act(room.ben, c.RaiseHand())
    assert [row.seq for row in room.journal()] == [1, 2, 3, 4]


def test_what_changes_nothing_is_no_step_and_happens_once_too(room: Room) -> None:
    room.act(room.ben, c.RaiseHand())
    once = new_id()
    assert room.act(room.ben, c.RaiseHand(), once) == service.Acknowledged(4)
    room.act(room.ben, c.LowerHand())
    assert room.act(room.ben, c.RaiseHand(), once) == service.Acknowledged(5, again=True)
    assert [row.seq for row in room.journal()] == [1, 2, 3, 4, 5]


def test_a_command_id_happens_once(room: Room) -> None:
    once = new_id()
    first = room.act(room.ben, c.AddTimelineRow(row=new_id(), at="9:10", what="The first alarm"), once)
    again = room.act(room.ben, c.AddTimelineRow(row=new_id(), at="9:10", what="The first alarm"), once)
    assert again == service.Acknowledged(first.seq, again=True)
    assert len(room.state().timeline) == 1


def test_a_refused_command_leaves_nothing(room: Room) -> None:
    with pytest.raises(Refused, match="Only a facilitator"):
        room.act(room.ben, c.CloseMeeting(sure=True))
    assert len(room.journal()) == 3


def test_a_stranger_has_no_seat(room: Room) -> None:
    with pytest.raises(Refused) as refusal:
        room.act(new_id(), c.RaiseHand())
    assert refusal.value.code == "no_seat"


def test_a_removed_seat_acts_no_more(room: Room) -> None:
    room.act(room.ana, c.RemoveSeat(seat=room.ben))
    with pytest.raises(Refused) as refusal:
        room.act(room.ben, c.RaiseHand())
    assert refusal.value.code == "no_seat"


def test_the_seats_row_follows_the_role(room: Room) -> None:
    room.act(room.ana, c.HandOver(seat=room.ben))
    with database.read() as session:
        assert session.get_one(SeatRow, room.ben).role == "facilitator"
        assert session.get_one(SeatRow, room.ana).role == "participant"


def test_ballots_are_gone_after_their_stage(room: Room) -> None:
    room.act(room.ben, c.AnswerSafety(score=4))
    room.act(room.ana, c.NextStage())
    with database.read() as session:
        assert list(session.scalars(select(BallotRow))) == []


def test_a_ballot_is_kept_until_then_and_never_journaled(room: Room) -> None:
    room.act(room.ben, c.AnswerSafety(score=4))
    with database.read() as session:
        assert session.scalars(select(BallotRow)).one().value == "4"
    assert "4" not in room.journal()[-1].events.replace("safety", "")
    assert room.ben not in room.journal()[-1].events


def test_closing_and_its_entry_are_one_transaction(room: Room) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    signals.meeting_closing.connect(fail)
    with pytest.raises(OSError, match="full"):
        room.act(room.ana, c.CloseMeeting(sure=True))
    signals.meeting_closing.disconnect(fail)
    assert room.state().status == "running"
    room.act(room.ana, c.CloseMeeting(sure=True))
    with database.read() as session:
        assert session.get_one(MeetingRow, room.first.id).status == "closed"


def test_only_a_commit_makes_a_committed(room: Room) -> None:
    with pytest.raises(TypeError, match="only a commit"):
        Committed(object(), room.first.id, 1, room.first, {})


def test_people_are_told_after_the_commit_and_not_before(room: Room) -> None:
    seen: list[int] = []

    def hear(_: None, committed: Committed) -> None:
        seen.append(len(room.journal()) - committed.seq)

    with signals.meeting_committed.connected_to(hear):
        room.act(room.ben, c.RaiseHand())
    assert seen == [0]


def test_failing_to_tell_refuses_nothing(room: Room) -> None:
    def fail(_: None, committed: Committed) -> None:
        raise OSError("no Redis")

    with signals.meeting_committed.connected_to(fail):
        room.act(room.ben, c.RaiseHand())
