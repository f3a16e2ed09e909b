"""Transactions on one meeting: the only place that changes one.

`changing(meeting_id)` locks the meeting's row until its block ends; `begin_change` until its transaction does.
Each command taken becomes one journal row and one step of `seq`. Ballots, seats and the state are written in the
same transaction. Announce the `Committed` only after the commit.
"""

from __future__ import annotations

import json
import random
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from facilitator import database, signals
from facilitator.meeting import events, hidden
from facilitator.meeting.commands import Command, Start
from facilitator.meeting.decide import BallotChange, decide
from facilitator.meeting.events import Event
from facilitator.meeting.evolve import fold
from facilitator.meeting.hidden import Hidden
from facilitator.meeting.model import Ballot, Meeting, Return
from facilitator.prepared import Prepared
from facilitator.room import keeper, statements, store
from facilitator.room.keeper import Known
from facilitator.room.tables import PresenceRow, SeatRow
from facilitator.tokens import new_id

_MADE_HERE = object()
STATE_EVERY = 20
"""After so many steps of `seq`, the whole state is written to the meeting's row."""


@dataclass(frozen=True)
class Committed:
    """A meeting as the commands of one transaction left it. Only this module can create one."""

    made_by: object = field(repr=False)
    meeting_id: str
    seq: int
    state: Meeting
    ballots: Mapping[tuple[str, str], Ballot] = field(repr=False)

    def __post_init__(self) -> None:
        if self.made_by is not _MADE_HERE:
            raise TypeError("only a commit makes a Committed")


class Change:
    """A meeting whose row this transaction has locked, and the commands taken in it. `changing` makes one.

    ``connection`` is that of the transaction. ``secrets_erased`` is whether ballots were deleted or hidden words
    shown, so that old pages must go too.
    """

    def __init__(self, session: Session, meeting_id: str, account_id: str | None, known: Known) -> None:
        self.session = session
        self.connection = database.connection_of(session)
        self.meeting_id = meeting_id
        self.account_id = account_id
        self.known = known
        self.secrets_erased = False
        self._seq_before = known.seq

    @property
    def state(self) -> Meeting:
        return self.known.state

    @property
    def seq(self) -> int:
        return self.known.seq

    @property
    def committed(self) -> Committed | None:
        """What to announce after the commit; None if no step was made."""
        if self.seq == self._seq_before:
            return None
        return Committed(_MADE_HERE, self.meeting_id, self.seq, self.state, self.known.ballots)

    def seq_after(self, command_id: str) -> int | None:
        """The `seq` after the command with this id, if it was carried out before; None if it is new."""
        given = {"meeting": self.meeting_id, "command": command_id}
        row = statements.JOURNALED.first(self.connection, given)
        return None if row is None else row.seq or self.seq

    def seat(self, seat_id: str) -> SeatRow:
        """The row of a seat in this meeting that was not removed.

        :raises Refused: ``no_seat``.
        """
        seat = self.session.get(SeatRow, seat_id)
        if seat is None or seat.meeting_id != self.meeting_id or seat.removed_at is not None:
            raise store.no_seat()
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
        if isinstance(command, Start):
            signals.meeting_starting.send(None, change=self, seat_id=seat_id, now=now)
        chance = chance or secrets.SystemRandom()
        before = self.known
        decision = decide(before.state, command, seat_id, now, chance, before.ballots, before.hidden)
        self._write_hidden(decision.hidden)
        if not decision.events and not decision.ballots:
            if command_id:
                self._write_journal(command_id, None, None)
            return
        self.known = replace(
            self.known,
            seq=before.seq + 1,
            state=fold(before.state, decision.events),
            command_id=command_id or new_id(),
        )
        self._write_journal(self.known.command_id, now, decision.events)
        self._write_ballots(decision.ballots)
        self._write_seats(before.state, now)
        self._write_state(before.state)
        self._close(before.state, now)

    def _write_state(self, before: Meeting) -> None:
        """Write the state where its row must have it, and after so many steps; the journal has them all."""
        if self.seq - self.known.state_seq < STATE_EVERY and not _is_copied(before, self.state):
            self._save(statements.SAVE_STEP, {"seq": self.seq})
            return
        self.known = replace(self.known, state_seq=self.seq)
        self._save(statements.SAVE, {"seq": self.seq, "state_seq": self.seq, **store.columns_of(self.state)})

    def _save(self, statement: Prepared, columns: Mapping[str, object]) -> None:
        """Write columns of the meeting's row, which gets a new version."""
        self.known = replace(self.known, version=store.new_version())
        row = {"meeting": self.meeting_id, "new_version": self.known.version, **columns}
        statement.execute(self.connection, row)
        self.session.info[self.meeting_id] = self.known

    def _write_journal(self, command_id: str, now: int | None, happened: Iterable[Event] | None) -> None:
        # In an anonymous meeting nothing on disk may say who wrote a card. So no row has the seat or the
        # instant of its command, and one for hidden words has nothing but the command's random id.
        row: dict[str, object] = {"meeting_id": self.meeting_id, "command_id": command_id}
        row |= {"seq": None, "at": None, "events": "[]"}
        if happened is not None:
            anonymous = self.state.secrecy == "anonymous"
            at = (self.state.entered_at or now) if anonymous else now
            row |= {"seq": self.seq, "at": at, "events": events.to_json(happened)}
        statements.JOURNAL.execute(self.connection, row)

    def _write_hidden(self, later: Hidden) -> None:
        if later != self.known.hidden:
            self.secrets_erased |= bool(self.known.hidden.keys() - later.keys())
            self.known = replace(self.known, hidden=later)
            written = {"hidden": _compact(hidden.dump(later)), "show_at": later.show_at}
            self._save(statements.SAVE_HIDDEN, written)

    def _write_ballots(self, changes: tuple[BallotChange, ...]) -> None:
        if not changes:
            return
        before, after = self.known.ballots, dict(self.known.ballots)
        for change in changes:
            self._write_ballot(change)
            for key in [key for key in after if _is_of(change, key)]:
                del after[key]
            if change.seat is not None and change.value is not None:
                after[change.poll, change.seat] = change.value
        self.known = replace(self.known, ballots=after)
        self.secrets_erased |= bool(before.keys() - after.keys())

    def _write_ballot(self, change: BallotChange) -> None:
        poll = {"meeting": self.meeting_id, "of_poll": change.poll}
        if change.seat is None:
            statements.DELETE_BALLOTS.execute(self.connection, poll)
            return
        statements.DELETE_BALLOT.execute(self.connection, {**poll, "of_seat": change.seat})
        if change.value is not None:
            row = {"meeting_id": self.meeting_id, "poll": change.poll, "seat_id": change.seat}
            statements.BALLOT.execute(self.connection, {**row, "value": _compact(change.value)})

    def _write_seats(self, before: Meeting, now: int) -> None:
        """Copy changed names and roles from the state to the seats' rows, and mark seats that were removed.

        Whoever lets a person join writes the row of the new seat.
        """
        if self.state.seats is before.seats and self.state.returns is before.returns:
            return
        for seat_id, seat in self.state.seats.items():
            old = before.seats.get(seat_id)
            if old is not None and (old.name, old.role) != (seat.name, seat.role):
                self._update_seat(seat_id, name=seat.name, role=seat.role)
        for seat_id in before.seats.keys() - self.state.seats.keys():
            self._update_seat(seat_id, removed_at=now, summary_to=None)
            self.session.execute(delete(PresenceRow).where(PresenceRow.seat_id == seat_id))
        for asked in _granted(before, self.state):
            self._update_seat(asked.seat, token_hash=asked.token_hash)

    def _update_seat(self, seat_id: str, **values: object) -> None:
        self.session.execute(update(SeatRow).where(SeatRow.id == seat_id).values(**values))

    def _close(self, before: Meeting, now: int) -> None:
        if before.status != "closed" and self.state.status == "closed":
            # Listeners delete what the seats have kept for the close.
            self.secrets_erased = True
            signals.meeting_closing.send(
                None, session=self.session, state=self.state, account_id=self.account_id, now=now
            )


@contextmanager
def changing(meeting_id: str) -> Iterator[Change]:
    """One transaction that locks the meeting. What `committed` gives is saved once the block has ended.

    :raises Refused: ``no_meeting``.
    """
    with database.session() as session:
        change = begin_change(session, meeting_id)
        yield change


def begin_change(session: Session, meeting_id: str, *, patiently: bool = True) -> Change:
    """Lock the meeting's row until the transaction ends.

    :param patiently: whether to wait while another transaction has locked it. Else it counts as not there.
    :raises Refused: ``no_meeting``.
    """
    lock = statements.LOCK if patiently else statements.LOCK_IF_FREE
    head = lock.first(database.connection_of(session), {"meeting": meeting_id})
    if head is None:
        raise store.no_meeting()
    known = _known_here(session, meeting_id, head.version)
    known = known or store.load_version(session, meeting_id, head.version)
    return Change(session, meeting_id, head.account_id, known)


def _known_here(session: Session, meeting_id: str, version: int) -> Known | None:
    """The meeting as an earlier command of this transaction has left it."""
    known: Known | None = session.info.get(meeting_id)
    return known if known is not None and known.version == version else None


def remember(change: Change) -> None:
    """After the commit: keep what is known now, for the next command."""
    keeper.remember(change.meeting_id, change.known)


def _granted(before: Meeting, after: Meeting) -> list[Return]:
    """The questions of people who come back to their seats that got a yes in between."""
    known = before.returns
    return [
        asked
        for key, asked in after.returns.items()
        if asked.answer == "yes" and key in known and known[key].answer is None
    ]


def _compact(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _is_copied(before: Meeting, after: Meeting) -> bool:
    """Whether a column beside the state changes with it, or the meeting is a draft."""
    if after.status == "draft":
        return True
    parts = ("title", "status", "scheduled_at", "closed_at")
    return any(getattr(before, part) != getattr(after, part) for part in parts)


def _is_of(change: BallotChange, key: tuple[str, str]) -> bool:
    """Whether a change replaces or deletes the ballot with this key, (poll, seat id)."""
    return key == (change.poll, change.seat) if change.seat is not None else key[0] == change.poll
