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
from facilitator.room.gateway.connections import Connection, Connections, channel
from facilitator.room.gateway.socketio_internals import Sockets
from facilitator.room.keeper import Known
from facilitator.room.one_meeting import Failed, by_itself, raised


@dataclass
class Shown:
    """What the clients of this process have of a meeting. ``private`` is by seat id."""

    seq: int
    state: Meeting
    ballots: Ballots
    shared: view.View
    private: dict[str, view.View]
    memo: ViewMemo = field(repr=False)


class Broadcast:
    """Sends what changes in each meeting to the seats that are connected to this process."""

    def __init__(self, sockets: Sockets, connections: Connections) -> None:
        self._sockets = sockets
        self._connections = connections
        self._shown: dict[str, Shown] = {}
        self._turn = threading.RLock()

    def on_committed(self, _sender: None, committed: Committed) -> None:
        """Send the changes of a command of this process."""
        self._show(committed.meeting_id, committed.seq, committed.after, committed.ballots_after)

    def catch_up(self, seqs: Mapping[str, int], failed: Failed = raised) -> None:
        """Send what other processes have changed.

        :param seqs: the present `seq` of meetings, by id.
        :param failed: hears of the meetings in which that fails.
        """
        for meeting_id, seq in seqs.items():
            shown = self._shown.get(meeting_id)
            if shown is not None and shown.seq < seq:
                with by_itself(meeting_id, failed):
                    self._load_and_show(meeting_id)

    def look(self, failed: Failed = raised) -> None:
        """Look in the database whether other processes have changed something, and send it."""
        if self._shown:
            with database.read() as session:
                asked = {"meetings": list(self._shown)}
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
            shown = self._show_first(connection.meeting_id, known) if known else None
            if shown is None or connection.seat_id not in shown.state.seats:
                self._sockets.end(connection.sid)
                return
            me = view.me_view(shown.state, connection.seat_id, shown.ballots)
            shown.private[connection.seat_id] = me
            whole = {"seq": shown.seq, "now": clock.now(), "shared": shown.shared, "me": me}
            self._sockets.join(connection.sid, channel(connection.seat_id))
            self._sockets.send("view", whole, connection.sid)

    def forget_empty_rooms(self) -> None:
        """Drop what was stored of meetings to which nobody is connected in this process."""
        with self._turn:
            open_now = self._connections.by_meeting()
            self._shown = {key: shown for key, shown in self._shown.items() if key in open_now}

    def _load_and_show(self, meeting_id: str) -> None:
        with database.read() as session:
            known = store.load(session, meeting_id)
        self._show(meeting_id, known.seq, known.state, known.ballots)

    def _show_first(self, meeting_id: str, known: Known) -> Shown:
        """What the clients have, with at least what is known. The first client begins with that."""
        if meeting_id not in self._shown:
            memo = ViewMemo()
            shared = memo.shared(known.state)
            self._shown[meeting_id] = Shown(known.seq, known.state, known.ballots, shared, {}, memo)
        self._show(meeting_id, known.seq, known.state, known.ballots)
        return self._shown[meeting_id]

    def _show(self, meeting_id: str, seq: int, state: Meeting, ballots: Ballots) -> None:
        """Send what differs from what the clients have: the shared part to all, each private view to its seat.

        Without clients there is nothing to send, nor if they have it already.
        """
        with self._turn:
            shown = self._shown.get(meeting_id)
            if shown is None or seq <= shown.seq:
                return
            # The seats of the new state: removed ones get nothing more.
            seats = self._connections.seats(meeting_id) & state.seats.keys()
            shared = shown.memo.shared(state)
            private = shown.memo.private(state, ballots, seats)
            change = {
                "base": shown.seq,
                "seq": seq,
                "now": clock.now(),
                "shared": patch.diff(shown.shared, shared),
            }
            self._shown[meeting_id] = Shown(seq, state, ballots, shared, private, shown.memo)
            if not private:
                return
            self._sockets.send("patch", change, [channel(seat_id) for seat_id in private])
            for seat_id, me in private.items():
                old = shown.private.get(seat_id)
                if me is not old and me != old:
                    self._sockets.send("me", {"seq": seq, "me": me}, channel(seat_id))
