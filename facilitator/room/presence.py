"""Presence. A seat is here while it has a connection in any server process.

A process has its own connections in memory, and one database row for each seat that has some. It renews these
rows every ten seconds. The rows of a process that died become stale; any other process then lets those seats
leave.
"""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from facilitator import clock, database
from facilitator.group_commit import together
from facilitator.meeting.commands import Arrive, Leave
from facilitator.refused import Refused
from facilitator.room import service, statements
from facilitator.room.access import require_may_act
from facilitator.room.change import Change, begin_change
from facilitator.room.one_meeting import Failed, by_itself, raised
from facilitator.room.tables import PresenceRow, SeatRow
from facilitator.tokens import new_id

BEAT_SECONDS = 10
STALE_MS = 30_000
MOST_TABS = 8


class Presence:
    """The connections of this process, and its presence rows.

    :param alone: whether no other process serves this database. If so, rows of other processes are always
        stale, even if they were renewed just now.
    """

    def __init__(self, *, alone: bool) -> None:
        self.process_id = new_id()
        self._alone = alone
        self._open: defaultdict[str, set[str]] = defaultdict(set)
        self._is_stopping = False

    def on_stopping(self, _sender: None) -> None:
        """Let nobody leave any more: who is cut off now comes back at once, to the next process."""
        self._is_stopping = True

    def connect(self, meeting_id: str, seat_id: str, sid: str) -> None:
        """Add a connection. The first one of a seat lets it arrive in the meeting.

        :raises Refused: ``no_seat``, ``no_meeting``, ``too_many_tabs``.
        """
        if len(self._open[seat_id]) >= MOST_TABS:
            raise Refused("too_many_tabs", "The room is open in many tabs here. Close some of them.", 429)
        self._open[seat_id].add(sid)
        try:
            self._arrive(meeting_id, seat_id)
        except BaseException:
            self._close(seat_id, sid)
            raise

    def disconnect(self, meeting_id: str, seat_id: str, sid: str) -> None:
        """Remove a connection. When the last one of a seat is removed, the seat leaves the meeting."""
        self._close(seat_id, sid)
        if not self.is_open(seat_id) and not self._is_stopping:
            self._depart(meeting_id, seat_id)

    def is_open(self, seat_id: str) -> bool:
        """Whether the seat has a connection in this process."""
        return bool(self._open.get(seat_id))

    def beat(self, failed: Failed = raised) -> None:
        """Renew this process's rows, and let seats leave that have no connection any more.

        :param failed: hears of the meetings in which that fails
        """
        if self._is_stopping:
            return
        now = clock.now()
        mine = PresenceRow.process_id == self.process_id
        renew = update(PresenceRow).where(mine).values(seen_at=now)
        # With all else that changes several of these rows, so that none waits for the other.
        together("", lambda session: session.execute(renew))
        for meeting_id, seat_id, process_id in self._rows(now):
            with by_itself(meeting_id, failed):
                if process_id != self.process_id:
                    self._depart(meeting_id, seat_id, process_id)
                elif not self.is_open(seat_id):
                    self._depart(meeting_id, seat_id)

    def _rows(self, now: int) -> list[tuple[str, str, str]]:
        """The meeting, seat and process ids of this process's rows and of stale rows of other processes."""
        stale = PresenceRow.seen_at < (now + 1 if self._alone else now - STALE_MS)
        wanted = (
            select(SeatRow.meeting_id, SeatRow.id, PresenceRow.process_id)
            .join(PresenceRow, PresenceRow.seat_id == SeatRow.id)
            .where(or_(stale, PresenceRow.process_id == self.process_id))
        )
        with database.read() as session:
            return [(row[0], row[1], row[2]) for row in session.execute(wanted)]

    def _close(self, seat_id: str, sid: str) -> None:
        self._open[seat_id].discard(sid)
        if not self._open[seat_id]:
            del self._open[seat_id]

    def _arrive(self, meeting_id: str, seat_id: str) -> None:
        def carry_out(session: Session) -> Change:
            now = clock.now()
            change = begin_change(session, meeting_id)
            require_may_act(session, meeting_id, seat_id)
            self._note(session, seat_id, now)
            if _may_change(change) and not change.state.seats[seat_id].here:
                change.take(Arrive(), seat_id, now)
            return change

        service.publish(together(meeting_id, carry_out))

    def _note(self, session: Session, seat_id: str, now: int) -> None:
        """Write the row of a seat. The meeting is locked, so nobody else does."""
        row = {"of_seat": seat_id, "of_process": self.process_id, "at": now}
        if not session.connection().execute(statements.RENEW_PRESENCE, row).rowcount:
            session.connection().execute(statements.PRESENCE, row)

    def _depart(self, meeting_id: str, seat_id: str, process_id: str | None = None) -> None:
        """Delete the seat's row of one process. If no row is left, the seat leaves the meeting."""

        def carry_out(session: Session) -> Change:
            change = begin_change(session, meeting_id)
            if process_id is not None or not self.is_open(seat_id):
                self._drop(change, seat_id, process_id or self.process_id)
            return change

        try:
            change = together(meeting_id, carry_out)
        except Refused:
            return  # The meeting was deleted meanwhile, and its rows with it.
        service.publish(change)

    def _drop(self, change: Change, seat_id: str, process_id: str) -> None:
        of_seat = PresenceRow.seat_id == seat_id
        change.session.execute(delete(PresenceRow).where(of_seat, PresenceRow.process_id == process_id))
        elsewhere = change.session.scalar(select(PresenceRow.seat_id).where(of_seat).limit(1))
        seat = change.state.seats.get(seat_id)
        if elsewhere is None and seat is not None and seat.here and _may_change(change):
            change.take(Leave(), seat_id, clock.now())


def _may_change(change: Change) -> bool:
    """Whether the meeting may still change: the state of a closed one is final."""
    return change.state.status != "closed"
