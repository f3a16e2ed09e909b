"""Transactions on one meeting: the only place that writes a meeting's state.

`changing(meeting_id)` locks the meeting's row until its block ends. Each command taken in the block becomes
one journal row and one step of `seq`. Ballots, seats and the state are written in the same transaction.
Announce the `Committed` objects only after the commit.
"""

from __future__ import annotations

import json
import random
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Delete, delete, select, update
from sqlalchemy.orm import Session

from facilitator import database, signals
from facilitator.meeting import events, hidden, model
from facilitator.meeting.commands import Command
from facilitator.meeting.decide import BallotChange, decide
from facilitator.meeting.evolve import fold
from facilitator.meeting.hidden import Hidden
from facilitator.meeting.model import Ballot, Meeting, Return
from facilitator.refused import Refused
from facilitator.room.tables import BallotRow, JournalRow, MeetingRow, PresenceRow, SeatRow
from facilitator.tokens import new_id

_STORE = object()


@dataclass(frozen=True)
class Committed:
    """The change of one command: state and ballots before and after. Only this module can create one."""

    made_by: object = field(repr=False)
    meeting_id: str
    base: int
    seq: int
    now: int
    before: Meeting
    after: Meeting
    ballots_before: Mapping[tuple[str, str], Ballot] = field(repr=False)
    ballots_after: Mapping[tuple[str, str], Ballot] = field(repr=False)

    def __post_init__(self) -> None:
        if self.made_by is not _STORE:
            raise TypeError("only a commit makes a Committed")


class Change:
    """A meeting whose row this transaction has locked, and the commands taken in it. `changing` makes one.

    ``secrets_erased`` is whether ballots were deleted or hidden words shown, so that old pages must go too.
    """

    def __init__(self, session: Session, row: MeetingRow, state: Meeting) -> None:
        self.session = session
        self.row = row
        self.state = state
        self.ballots = ballots_of(session, row.id)
        self.hidden = hidden.load(json.loads(row.hidden))
        self.secrets_erased = False
        self.committed: list[Committed] = []

    def known(self, command_id: str) -> int | None:
        """The `seq` after the command with this id, if it was carried out before; None if it is new."""
        row = self.session.get(JournalRow, (self.row.id, command_id))
        return None if row is None else row.seq or self.row.seq

    def seat(self, seat_id: str) -> SeatRow:
        """The row of a seat in this meeting that was not removed.

        :raises Refused: ``no_seat``.
        """
        seat = self.session.get(SeatRow, seat_id)
        if seat is None or seat.meeting_id != self.row.id or seat.removed_at is not None:
            raise no_seat()
        return seat

    def take(
        self,
        command: Command,
        seat_id: str,
        now: int,
        *,
        command_id: str | None = None,
        chance: random.Random | None = None,
    ) -> None:
        """Carry out the command for the seat, at `now` (ms since the epoch).

        A command of which nobody may hear is no step of `seq`: hidden words, and what changes nothing.

        :raises Refused: with the code of the rule that refuses it; then nothing is changed.
        """
        before, ballots = self.state, self.ballots
        chance = chance or secrets.SystemRandom()
        decision = decide(before, command, seat_id, now, chance, ballots, self.hidden)
        self._write_hidden(decision.hidden)
        if not decision.events and not decision.ballots:
            if command_id:
                self._write_journal(command_id, None, None)
            return
        self.state = fold(before, decision.events)
        self.row.seq += 1
        self._write_journal(command_id, now, events.dump(decision.events))
        self._write_ballots(decision.ballots)
        self._write_seats(before, now)
        write_state(self.row, self.state)
        self._close(before, now)
        self.committed.append(self._committed(before, ballots, now))

    def _committed(self, before: Meeting, ballots: Mapping[tuple[str, str], Ballot], now: int) -> Committed:
        seq = self.row.seq
        return Committed(_STORE, self.row.id, seq - 1, seq, now, before, self.state, ballots, self.ballots)

    def _write_journal(
        self, command_id: str | None, now: int | None, happened: list[dict[str, object]] | None
    ) -> None:
        # In an anonymous meeting nothing on disk may say who wrote a card. So no row has the seat or the
        # instant of its command, and one for hidden words has nothing but the command's random id.
        row = JournalRow(meeting_id=self.row.id, command_id=command_id or new_id(), events="[]")
        if happened is not None:
            anonymous = self.state.secrecy == "anonymous"
            row.seq, row.events = self.row.seq, compact(happened)
            row.at = (self.state.entered_at or now) if anonymous else now
        self.session.add(row)

    def _write_hidden(self, later: Hidden) -> None:
        if later != self.hidden:
            self.secrets_erased |= bool(self.hidden) and not later
            self.hidden = later
            self.row.hidden, self.row.show_at = compact(hidden.dump(later)), later.show_at

    def _write_ballots(self, changes: tuple[BallotChange, ...]) -> None:
        for change in changes:
            self.session.execute(_matching(self.row.id, change))
            if change.seat is not None and change.value is not None:
                self.session.add(_ballot(self.row.id, change.poll, change.seat, change.value))
        if changes:
            self.session.flush()
            before, self.ballots = self.ballots, ballots_of(self.session, self.row.id)
            self.secrets_erased |= bool(before.keys() - self.ballots.keys())

    def _write_seats(self, before: Meeting, now: int) -> None:
        """Copy names and roles from the state to the seats' rows, and mark seats that were removed."""
        for seat_id, seat in self.state.seats.items():
            old = before.seats.get(seat_id)
            if old is None or (old.name, old.role) != (seat.name, seat.role):
                self._update_seat(seat_id, name=seat.name, role=seat.role)
        for seat_id in before.seats.keys() - self.state.seats.keys():
            self._update_seat(seat_id, removed_at=now)
            self.session.execute(delete(PresenceRow).where(PresenceRow.seat_id == seat_id))
        for asked in _granted(before, self.state):
            self._update_seat(asked.seat, token_hash=asked.token_hash)

    def _update_seat(self, seat_id: str, **values: object) -> None:
        self.session.execute(update(SeatRow).where(SeatRow.id == seat_id).values(**values))

    def _close(self, before: Meeting, now: int) -> None:
        if before.status != "closed" and self.state.status == "closed":
            signals.meeting_closing.send(
                None, session=self.session, state=self.state, account_id=self.row.account_id, now=now
            )


def _granted(before: Meeting, after: Meeting) -> list[Return]:
    """The questions of people who come back to their seats that got a yes in between."""
    known = before.returns
    return [
        asked
        for key, asked in after.returns.items()
        if asked.answer == "yes" and key in known and known[key].answer is None
    ]


@contextmanager
def changing(meeting_id: str) -> Iterator[Change]:
    """One transaction that locks the meeting. The objects in `committed` are saved once the block has ended.

    :raises Refused: ``no_meeting``.
    """
    with database.session() as session:
        row = locked(session, meeting_id)
        yield Change(session, row, read_state(row))


def locked(session: Session, meeting_id: str) -> MeetingRow:
    """The meeting's row, locked until the transaction ends.

    :raises Refused: ``no_meeting``.
    """
    row = session.get(MeetingRow, meeting_id, with_for_update=True)
    if row is None:
        raise no_meeting()
    return row


def read_state(row: MeetingRow) -> Meeting:
    return model.load(json.loads(row.state))


def write_state(row: MeetingRow, state: Meeting) -> None:
    """Write the state to its row, and copy the parts that lists need to columns."""
    row.state = compact(model.dump(state))
    row.title, row.status = state.title, state.status
    row.scheduled_at, row.closed_at = state.scheduled_at, state.closed_at


def ballots_of(session: Session, meeting_id: str) -> dict[tuple[str, str], Ballot]:
    """The ballots of a meeting by (poll, seat id)."""
    rows = session.execute(
        select(BallotRow.poll, BallotRow.seat_id, BallotRow.value).where(BallotRow.meeting_id == meeting_id)
    )
    return {(poll, seat_id): json.loads(value) for poll, seat_id, value in rows}


def compact(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def no_meeting() -> Refused:
    return Refused("no_meeting", "This meeting is not here any more. Ask whoever invited you.", 404)


def no_seat() -> Refused:
    return Refused("no_seat", "You have no seat in this meeting. Join it with its link.", 403)


def seat_moved() -> Refused:
    return Refused(
        "seat_moved",
        "You went on on another device, so the room is closed here. Cards that are not shown yet stay in the "
        "meeting, but only this browser could change them.",
        403,
    )


def _matching(meeting_id: str, change: BallotChange) -> Delete:
    found = delete(BallotRow).where(BallotRow.meeting_id == meeting_id, BallotRow.poll == change.poll)
    return found if change.seat is None else found.where(BallotRow.seat_id == change.seat)


def _ballot(meeting_id: str, poll: str, seat_id: str, value: Ballot) -> BallotRow:
    return BallotRow(meeting_id=meeting_id, poll=poll, seat_id=seat_id, value=compact(value))
