"""Sending views to clients: differences after a commit, and whole views on demand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from facilitator import clock, database
from facilitator.meeting import patch, view
from facilitator.meeting.model import Ballots, Meeting
from facilitator.meeting.view_memo import ViewMemo
from facilitator.room import access, store
from facilitator.room.change import Committed
from facilitator.room.gateway.connections import Connection, Connections, channel
from facilitator.room.gateway.socketio_internals import Sockets


@dataclass(frozen=True)
class Views:
    """The views of a meeting: the shared one, and the private ones of the connected seats by seat id."""

    shared: view.View
    private: dict[str, view.View]

    @classmethod
    def of(cls, state: Meeting, ballots: Ballots, memo: ViewMemo) -> Views:
        return cls(memo.shared(state), memo.private(state, ballots))


class Broadcast:
    """Sends the committed changes of each meeting to its connected seats, in all server processes."""

    def __init__(self, sockets: Sockets, connections: Connections) -> None:
        self._sockets = sockets
        self._connections = connections
        self._sent: dict[str, tuple[int, Views]] = {}
        self._memos: defaultdict[str, ViewMemo] = defaultdict(ViewMemo)

    def on_committed(self, _sender: None, committed: Committed) -> None:
        """Send the changes of one command: the shared difference to all, each private view to its seat."""
        if not committed.after.here:
            return
        memo = self._memos[committed.meeting_id]
        before = self._before(committed, memo)
        after = Views.of(committed.after, committed.ballots_after, memo)
        base, seq, now = committed.base, committed.seq, clock.now()
        change = {"base": base, "seq": seq, "now": now, "shared": patch.diff(before.shared, after.shared)}
        self._sent[committed.meeting_id] = (seq, after)
        # Sent to the seats of the new state, so that removed seats get nothing more in any process.
        self._emit("patch", change, [channel(seat_id) for seat_id in after.private])
        for seat_id, me in after.private.items():
            old = before.private.get(seat_id)
            if me is not old and me != old:
                self._emit("me", {"seq": seq, "me": me}, channel(seat_id))

    def _before(self, committed: Committed, memo: ViewMemo) -> Views:
        """The views before the command: those sent last, or new ones if another process has changed it."""
        seq, sent = self._sent.pop(committed.meeting_id, (-1, None))
        if sent is not None and seq == committed.base:
            return sent
        return Views.of(committed.before, committed.ballots_before, memo)

    def send_view(self, connection: Connection) -> None:
        """Send the whole view to one socket, or disconnect it if its token opens the seat no longer."""
        with database.read() as session:
            seated = access.may_act(session, connection.meeting_id, connection.seat_id, connection.token_hash)
            known = store.load(session, connection.meeting_id) if seated else None
        if known is None or connection.seat_id not in known.state.seats:
            self._sockets.end(connection.sid)
            return
        whole = {
            "seq": known.seq,
            "now": clock.now(),
            "shared": self._memos[connection.meeting_id].shared(known.state),
            "me": view.me_view(known.state, connection.seat_id, known.ballots),
        }
        self._sockets.send_here("view", whole, connection.sid)

    def forget_empty_rooms(self) -> None:
        """Drop the stored views of meetings to which nobody is connected in this process."""
        open_now = self._connections.by_meeting()
        self._sent = {key: sent for key, sent in self._sent.items() if key in open_now}
        for key in self._memos.keys() - open_now.keys():
            del self._memos[key]

    def _emit(self, event: str, data: dict[str, Any], to: str | list[str]) -> None:
        self._sockets.send(event, data, to)
