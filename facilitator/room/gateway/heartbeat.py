"""The task that runs every ten seconds in a process with sockets.

It renews presence, shows words that came late, and ends connections.
"""

from __future__ import annotations

from flask_socketio import SocketIO

from facilitator import database
from facilitator.room import access, service
from facilitator.room.gateway.broadcast import Broadcast
from facilitator.room.gateway.connections import Connections
from facilitator.room.gateway.refusals import as_refused
from facilitator.room.gateway.socketio_internals import Sockets
from facilitator.room.presence import BEAT_SECONDS, Presence
from facilitator.room.tables import SeatRow


class Heartbeat:
    """The periodic task. It starts with the first WebSocket, because only such a process has presence."""

    def __init__(
        self,
        socketio: SocketIO,
        sockets: Sockets,
        presence: Presence,
        connections: Connections,
        broadcast: Broadcast,
    ) -> None:
        self._io = socketio
        self._sockets = sockets
        self._presence = presence
        self._connections = connections
        self._broadcast = broadcast
        self._outside: set[str] = set()
        self._beating = False

    def start(self) -> None:
        if not self._beating:
            self._beating = True
            self._sockets.later(self._run)

    def _run(self) -> None:
        while True:
            try:
                self._end_outside()
                self._presence.beat()
                service.show_late_words()
                self._end_unseated()
                self._broadcast.forget_empty_rooms()
            except Exception as error:
                as_refused(error, "heartbeat")
            self._io.sleep(BEAT_SECONDS)

    def _end_unseated(self) -> None:
        """End connections whose seat another process has removed, or whose account it has deactivated."""
        with database.read() as session:
            for connection in self._connections:
                if not access.seat_is_valid(session, session.get(SeatRow, connection.seat_id)):
                    self._sockets.end(connection.sid)

    def _end_outside(self) -> None:
        """End connections that have not joined the namespace of the rooms for a whole heartbeat."""
        outside = self._sockets.outside()
        for eio_sid in outside & self._outside:
            self._sockets.end_transport(eio_sid)
        self._outside = outside
