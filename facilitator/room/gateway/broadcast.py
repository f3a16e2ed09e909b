"""Sending views to the clients of this process: differences after a change, and whole views on demand.

What a client gets of a meeting is never older than what it got before, whichever process made the change.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from facilitator import clock, database
from facilitator.meeting import patch, view
from facilitator.meeting.model import Ballots, Meeting
from facilitator.meeting.view_memo import ViewMemo
from facilitator.room import access, statements, store
from facilitator.room.change import Committed
from facilitator.room.gateway.connections import Connection, Connections, channel, screen_channel
from facilitator.room.gateway.socketio_internals import Sockets
from facilitator.room.keeper import Known
from facilitator.room.one_meeting import Failed, by_itself, raised


@dataclass
class Sent:
    """What the clients of this process have of a meeting. ``private`` is by seat id."""

    seq: int
    state: Meeting
    ballots: Ballots
    shared: view.View
    private: dict[str, view.View]
    memo: ViewMemo = field(repr=False)


class Broadcast:
    """Sends what changes in each meeting to the seats and shared screens that are connected to this process."""

    def __init__(self, sockets: Sockets, connections: Connections) -> None:
        self._sockets = sockets
        self._connections = connections
        self._sent: dict[str, Sent] = {}
        self._turn = threading.RLock()

    def on_committed(self, _sender: None, committed: Committed) -> None:
        """Send what a transaction of this process has changed."""
        self._send_newer(committed.meeting_id, committed)

    def catch_up(self, seqs: Mapping[str, int], failed: Failed = raised) -> None:
        """Send what other processes have changed.

        :param seqs: the present `seq` of meetings, by id.
        :param failed: hears of the meetings in which that fails.
        """
        for meeting_id, seq in seqs.items():
            sent = self._sent.get(meeting_id)
            if sent is not None and sent.seq < seq:
                with by_itself(meeting_id, failed):
                    self._load_and_send(meeting_id)

    def look(self, failed: Failed = raised) -> None:
        """Look in the database whether other processes have changed something, and send it."""
        if self._sent:
            with database.read() as session:
                asked = {"meetings": list(self._sent)}
                rows = database.connection_of(session).execute(statements.SEQS, asked)
                seqs = dict(rows.tuples().all())
            self.catch_up(seqs, failed)

    def send_view(self, connection: Connection) -> None:
        """Send the whole view to one socket, and what changes from then on.

        If its token opens the seat no longer, disconnect it.
        """
        with database.read() as session:
            seated = access.may_act(session, connection.meeting_id, connection.seat_id, connection.token_hash)
            known = store.load(session, connection.meeting_id) if seated else None
        with self._turn:
            if connection not in self._connections:
                return
            sent = self._brought_to(connection.meeting_id, known) if known else None
            if sent is None or connection.seat_id not in sent.state.seats:
                self._sockets.end(connection.sid)
                return
            whole = {"seq": sent.seq, "now": clock.now(), "shared": sent.shared}
            if connection.is_screen:
                self._sockets.join(connection.sid, screen_channel(connection.seat_id))
            else:
                me = view.me_view(sent.state, connection.seat_id, sent.ballots)
                sent.private[connection.seat_id] = whole["me"] = me
                self._sockets.join(connection.sid, channel(connection.seat_id))
            self._sockets.send("view", whole, connection.sid)

    def forget_empty_rooms(self) -> None:
        """Drop what was stored of meetings to which nobody is connected in this process."""
        with self._turn:
            open_now = self._connections.by_meeting()
            self._sent = {key: sent for key, sent in self._sent.items() if key in open_now}

    def _load_and_send(self, meeting_id: str) -> None:
        with database.read() as session:
            known = store.load(session, meeting_id)
        self._send_newer(meeting_id, known)

    def _brought_to(self, meeting_id: str, known: Known) -> Sent | None:
        """What the clients have once they have at least this."""
        self._send_newer(meeting_id, known)
        return self._sent.get(meeting_id)

    def _send_newer(self, meeting_id: str, now: Committed | Known) -> None:
        """Send the difference, if this is newer than what the clients have. The first ones begin with it.

        So a change that is made while the first view of a room is being loaded is not lost.
        """
        with self._turn:
            seats = self._connections.seats(meeting_id) & now.state.seats.keys()
            sent = self._sent.get(meeting_id)
            if sent is not None and now.seq <= sent.seq:
                return
            if not seats and not self._connections.screens(meeting_id):
                return
            memo = sent.memo if sent is not None else ViewMemo()
            private = memo.private(now.state, now.ballots, seats)
            newer = Sent(now.seq, now.state, now.ballots, memo.shared(now.state), private, memo)
            self._sent[meeting_id] = newer
            if sent is not None:
                self._send_difference(sent, newer)

    def _send_difference(self, before: Sent, after: Sent) -> None:
        """Send the shared difference to all, and each private view that has changed to its seat.

        To the seats of the new state: those that were removed get nothing more.
        """
        shared = patch.diff(before.shared, after.shared)
        change = {"base": before.seq, "seq": after.seq, "now": clock.now(), "shared": shared}
        screens = set(self._connections.screens(after.state.id)) & after.state.seats.keys()
        channels = [*map(channel, after.private), *map(screen_channel, screens)]
        self._sockets.send("patch", change, channels)
        for seat_id, me in after.private.items():
            old = before.private.get(seat_id)
            if me is not old and me != old:
                self._sockets.send("me", {"seq": after.seq, "me": me}, channel(seat_id))
