"""Disconnecting clients whose access has ended, and all of them when the server stops."""

from __future__ import annotations

import time

from sqlalchemy.orm import Session

from facilitator import database
from facilitator.refused import Refused
from facilitator.room import access, store
from facilitator.room.gateway.connections import Connection, Connections
from facilitator.room.gateway.socketio_internals import Sockets
from facilitator.room.tables import SeatRow

LOOK_SECONDS = 0.3
MEETINGS_AT_ONCE = 10

SIGNED_OUT = Refused("no_seat", "You were signed out here. Sign in again to come back to the meeting.", 403)
RESTARTING = Refused("restarting", "The server starts anew. You are back in a moment.", 503)


class Goodbyes:
    """Looks for connections of this process whose token opens their seat no longer, and ends them.

    Each process looks in the database for itself, so it does not matter what ended the access, or where: a
    seat that was removed or taken to another browser, a sign-in or API token that ended, an account that was
    deactivated, a meeting that was deleted.
    """

    def __init__(self, sockets: Sockets, connections: Connections) -> None:
        self._sockets = sockets
        self._connections = connections

    def look(self) -> None:
        """Say goodbye to everybody whose access has ended since the last look, a few meetings at a time."""
        of_meetings = list(self._connections.by_meeting().values())
        for start in range(0, len(of_meetings), MEETINGS_AT_ONCE):
            self._look_at([each for one in of_meetings[start : start + MEETINGS_AT_ONCE] for each in one])
            time.sleep(0)  # A command should not have to wait until all rooms are looked at.

    def _look_at(self, here: list[Connection]) -> None:
        with database.read() as session:
            opened = access.open_seats(session, {connection.meeting_id for connection in here})
            ended = [each for each in here if (each.seat_id, each.token_hash) not in opened]
            goodbyes = [(each, _reason(session, each)) for each in ended]
        for connection, reason in goodbyes:
            self._say(connection, reason)
            self._sockets.end(connection.sid)

    def on_stopping(self, _sender: None) -> None:
        """Ask everybody who is connected to this process to come back at once, and cut the connections."""
        for connection in self._connections:
            self._say(connection, RESTARTING)
            self._sockets.cut(connection.sid)

    def _say(self, connection: Connection, reason: Refused) -> None:
        goodbye = {"code": reason.code, "message": reason.message}
        self._sockets.send("goodbye", goodbye, connection.sid)


def _reason(session: Session, connection: Connection) -> Refused:
    seat = session.get(SeatRow, connection.seat_id)
    if seat is None:
        return store.no_meeting()
    if not access.may_act(session, seat.meeting_id, seat.id):
        return store.no_seat()
    return SIGNED_OUT if seat.token_hash == connection.token_hash else store.seat_moved()
