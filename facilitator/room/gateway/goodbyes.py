"""Disconnecting seats that were removed or moved, and those of deleted meetings and deactivated accounts."""

from __future__ import annotations

from collections.abc import Collection

from facilitator import database
from facilitator.refused import Refused
from facilitator.room import store
from facilitator.room.gateway.connections import Connections, channel
from facilitator.room.gateway.socketio_internals import Sockets
from facilitator.room.presence import seats_here
from facilitator.room.store import Committed


class Goodbyes:
    """Sends goodbye to seats and ends their sockets: here at once, elsewhere at the next heartbeat."""

    def __init__(self, sockets: Sockets, connections: Connections) -> None:
        self._sockets = sockets
        self._connections = connections

    def on_committed(self, _sender: None, committed: Committed) -> None:
        """Disconnect the seats that a command removed, and the old connections of those that it moved."""
        self._dismiss(committed.removed, store.no_seat())
        self._dismiss(committed.moved, store.seat_moved())

    def on_seat_moved(self, _sender: None, seat_id: str) -> None:
        """Disconnect a seat that goes on in another browser."""
        self._dismiss([seat_id], store.seat_moved())

    def on_meeting_deleted(self, _sender: None, seat_ids: Collection[str]) -> None:
        """Disconnect the seats of a meeting that was deleted."""
        self._dismiss(seat_ids, store.no_meeting())

    def on_account_deactivated(self, _sender: None, account_id: str) -> None:
        """Disconnect the seats of an account that was deactivated."""
        with database.read() as session:
            seats = seats_here(session, account_id)
        self._dismiss(seats, store.no_seat())

    def _dismiss(self, seat_ids: Collection[str], reason: Refused) -> None:
        for seat_id in seat_ids:
            goodbye = {"code": reason.code, "message": reason.message}
            self._sockets.send("goodbye", goodbye, channel(seat_id))
        for connection in self._connections.of_seats(seat_ids):
            self._sockets.end(connection.sid)
