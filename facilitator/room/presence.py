"""Presence. A seat is here while it has a connection in any server process.

A process has its own connections in memory, and one database row for each seat that has some. It renews these
rows every four seconds. The rows of a process that died become stale; any other process then lets those seats
leave. Instants are those of the database's clock, which all processes follow.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial

from facilitator import clock, database
from facilitator.meeting.commands import Arrive, Leave
from facilitator.refused import Refused
from facilitator.room import service, statements
from facilitator.room.change import Change
from facilitator.room.one_meeting import Failed, by_itself, raised
from facilitator.tokens import new_id

ARRIVING_SECONDS = 0.2
"""Those who arrive within this time are one change for the others."""
LEAVING_SECONDS = 2.0
"""Whoever is back within this time has not been away: a page that is loaded anew, a connection that was cut."""
BEAT_SECONDS = 4
STALE_MS = 12_000
MOST_TABS = 8


class Presence:
    """The connections of this process, and its presence rows.

    :param after: does some work after so many seconds, and returns at once.
    """

    def __init__(self, after: Callable[[float, Callable[[], None]], object]) -> None:
        self.process_id = new_id()
        self._after = after
        self._tabs: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        """By meeting and seat, its open connections. A seat without one has just lost the last."""
        self._waiting: set[str] = set()
        self._is_stopping = False
        self._beaten_at = 0
        self._may_judge_from = float("inf")

    def on_stopping(self, _sender: None) -> None:
        """Let nobody leave any more: who is cut off now comes back at once, to the next process."""
        self._is_stopping = True

    def connect(self, meeting_id: str, seat_id: str, sid: str) -> None:
        """Add a connection. The first one of a seat lets it arrive in the meeting soon.

        :raises Refused: ``too_many_tabs``.
        """
        is_new = seat_id not in self._tabs[meeting_id]
        tabs = self._tabs[meeting_id][seat_id]
        if len(tabs) >= MOST_TABS:
            raise Refused("too_many_tabs", "The room is open in many tabs here. Close some of them.", 429)
        tabs.add(sid)
        if is_new and meeting_id not in self._waiting:
            self._waiting.add(meeting_id)
            self._after(ARRIVING_SECONDS, partial(self._let_arrive, meeting_id))

    def disconnect(self, meeting_id: str, seat_id: str, sid: str) -> None:
        """Remove a connection. After the last one of a seat, it leaves the meeting if none comes soon."""
        tabs = self._tabs[meeting_id][seat_id]
        tabs.discard(sid)
        if not tabs:
            self._after(LEAVING_SECONDS, partial(self._let_leave, meeting_id, seat_id))

    def arrive_first(self, seat_id: str, change: Change) -> None:
        """In the transaction of a command of a connected seat: let it arrive before, if it has not yet.

        Whether anonymous words wait depends on who has arrived. Words that came before their writer's arrival
        would be shown at once, and the arrival a moment later: then all would know who wrote them.
        """
        seat = change.state.seats.get(seat_id)
        if seat is not None and not seat.here:
            self._reconcile(change)

    def beat(self, failed: Failed = raised) -> None:
        """Renew this process's rows, and mend what differs from who is connected, here and in processes that died.

        :param failed: hears of the meetings in which that fails
        """
        if self._is_stopping:
            return
        now = clock.now()
        # A transaction of its own, which waits for no meeting: whoever does not renew is taken for dead.
        with database.transaction() as connection:
            statements.RENEW_PRESENCE.execute(connection, {"of_process": self.process_id, "at": now})
        self._note_beat(now)
        for meeting_id in self._to_reconcile(now):
            with by_itself(meeting_id, failed):
                self.reconcile(meeting_id, patiently=False)

    def reconcile(self, meeting_id: str, *, patiently: bool = True) -> None:
        """Bring this process's rows to who is connected to it, and the meeting to the rows of all processes.

        :param patiently: whether to wait for a process that has locked the meeting. Else this does nothing then.
        """
        if self._is_stopping:
            return
        # If there is no such meeting, it was deleted, and its rows with it.
        with contextlib.suppress(Refused):
            service.changed(meeting_id, self._reconcile, patiently=patiently)

    def _let_arrive(self, meeting_id: str) -> None:
        self._waiting.discard(meeting_id)
        self.reconcile(meeting_id)

    def _let_leave(self, meeting_id: str, seat_id: str) -> None:
        seats = self._tabs[meeting_id]
        if seats[seat_id]:
            return
        del seats[seat_id]
        if not seats:
            del self._tabs[meeting_id]
        self.reconcile(meeting_id)

    def _note_beat(self, now: int) -> None:
        """Judge no other process before this one has renewed its own rows for long enough without a gap.

        While the database was away, nobody could renew anything. A gap is also a clock that was set.
        """
        if not 0 <= now - self._beaten_at <= 2 * BEAT_SECONDS * 1000:
            self._may_judge_from = now + STALE_MS
        self._beaten_at = now

    def _stale_before(self, now: int) -> int:
        """Rows of other processes that were renewed before this instant are stale."""
        return now - STALE_MS if now >= self._may_judge_from else 0

    def _to_reconcile(self, now: int) -> set[str]:
        """The ids of the meetings in which the rows differ from who is connected, or some are stale."""
        asked = {"of_process": self.process_id, "before": self._stale_before(now)}
        with database.read() as session:
            rows = statements.OWN_AND_STALE_PRESENCE.all(database.connection_of(session), asked)
        stale = {row.meeting_id for row in rows if row.process_id != self.process_id}
        written: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows:
            if row.process_id == self.process_id:
                written[row.meeting_id].add(row.seat_id)
        connected = {meeting_id: set(seats) for meeting_id, seats in self._tabs.items()}
        return stale | {key for key in written.keys() | connected if written.get(key) != connected.get(key)}

    def _reconcile(self, change: Change) -> None:
        now = clock.now()
        connected = self._tabs.get(change.meeting_id, {}).keys() & change.state.seats.keys()
        last_seen = self._delete_stale(change, now)
        here = self._write_rows(change, connected, now)
        if change.state.status != "closed":  # Its state is final.
            _arrive_and_leave(change, here, last_seen, now)

    def _delete_stale(self, change: Change, now: int) -> dict[str, int]:
        """Delete the stale rows of other processes. When each seat of them was last seen, by its id."""
        asked = {
            "meeting": change.meeting_id,
            "of_process": self.process_id,
            "before": self._stale_before(now),
        }
        stale = statements.STALE_PRESENCE.all(change.connection, asked)
        for row in stale:
            statements.DELETE_PRESENCE.execute(change.connection, _key(row.seat_id, row.process_id))
        return {row.seat_id: row.seen_at for row in stale}

    def _write_rows(self, change: Change, connected: set[str], now: int) -> set[str]:
        """Bring this process's rows to who is connected to it. The seats that have a row then, of any process."""
        rows = statements.PRESENT.all(change.connection, {"meeting": change.meeting_id})
        mine = {row.seat_id for row in rows if row.process_id == self.process_id}
        elsewhere = {row.seat_id for row in rows if row.process_id != self.process_id}
        for seat_id in connected - mine:
            statements.PRESENCE.execute(change.connection, _key(seat_id, self.process_id) | {"at": now})
        for seat_id in mine - connected:
            statements.DELETE_PRESENCE.execute(change.connection, _key(seat_id, self.process_id))
        return connected | elsewhere


def _arrive_and_leave(change: Change, here: set[str], last_seen: Mapping[str, int], now: int) -> None:
    """Let seats arrive and leave, so that those are here. Whose process died left when it was last seen."""
    for seat_id, seat in change.state.seats.items():
        if seat.here and seat_id not in here:
            change.take(Leave(), seat_id, last_seen.get(seat_id, now))
        elif not seat.here and seat_id in here:
            change.take(Arrive(), seat_id, now)


def _key(seat_id: str, process_id: str) -> dict[str, object]:
    return {"of_seat": seat_id, "of_process": process_id}
