"""The events of a room's socket, from connect to disconnect."""

from __future__ import annotations

import logging
import time
from functools import partial
from typing import Any

from flask import request
from flask_socketio import Namespace
from socketio.exceptions import ConnectionRefusedError

from facilitator import database
from facilitator.meeting.commands import React
from facilitator.networks import network_of
from facilitator.refused import Refused
from facilitator.room import schemas, service, store
from facilitator.room.access import require_may_act
from facilitator.room.gateway.admission import admit
from facilitator.room.gateway.broadcast import Broadcast
from facilitator.room.gateway.connections import Connection, Connections
from facilitator.room.gateway.limits import REFUSAL_PAUSE_SECONDS, TOO_MANY_REACTIONS, Limits
from facilitator.room.gateway.packets import NAMESPACE, read_packet
from facilitator.room.gateway.refusals import as_refused
from facilitator.room.gateway.socketio_internals import Sockets
from facilitator.room.presence import Presence

MOST_SCREENS = 3
"""Shared screens of a seat in one process."""

log = logging.getLogger("facilitator.room")


class RoomNamespace(Namespace):
    """The handlers of namespace `/room`. Every event gets an answer."""

    def __init__(
        self,
        sockets: Sockets,
        presence: Presence,
        connections: Connections,
        broadcast: Broadcast,
        limits: Limits,
    ) -> None:
        super().__init__(NAMESPACE)
        self._sockets = sockets
        self._presence = presence
        self._connections = connections
        self._broadcast = broadcast
        self._limits = limits
        self._events = {"command": self._command, "check": self._check}

    def trigger_event(self, event: str, *args: Any) -> Any:
        """Pass every event except connect and disconnect to `on_event`.

        That has no request of Flask, which would take as long to make as reading and checking the event.
        """
        if event in ("connect", "disconnect"):
            return super().trigger_event(event, *args)
        sid, *given = args
        return self.on_event(sid, event, given)

    def on_connect(self, auth: Any) -> None:
        try:
            connection = self._admitted(auth)
            self._limits.views.count(connection.seat_id)
            self._arrive(connection)
        except Exception as error:
            refused = as_refused(error, "connect")
            raise ConnectionRefusedError(refused.message, {"code": refused.code}) from None
        self._connections.add(connection)
        request.environ["gunicorn.socket"].settle()
        # It runs after this handler, so that the client is connected when its view arrives.
        self._sockets.later(self._send_first_view, connection)

    def _arrive(self, connection: Connection) -> None:
        """Let the seat arrive with this connection, but not with a shared screen.

        :raises Refused: ``too_many_tabs``
        """
        if not connection.is_screen:
            self._presence.connect(connection.meeting_id, connection.seat_id, connection.sid)
        elif self._connections.screens(connection.meeting_id).count(connection.seat_id) >= MOST_SCREENS:
            raise Refused("too_many_tabs", "The shared screen is open many times. Close some of them.", 429)

    def _send_first_view(self, connection: Connection) -> None:
        """Send the view with which a connection begins, and from then on what changes in it.

        A client without a view could do nothing but wait.
        """
        try:
            self._broadcast.send_view(connection)
        except Exception as error:
            as_refused(error, "the first view", connection.meeting_id)
            self._sockets.cut(connection.sid)

    def _admitted(self, auth: Any) -> Connection:
        """The connection of a client to its seat. Where many were refused, it has to wait before it is looked at.

        So a stranger who tries tokens is slow, and whoever has a right one gets in all the same.

        :raises Refused: those of `admit`.
        """
        network = network_of(request.remote_addr or "")
        if self._limits.refusals.is_spent(network):
            time.sleep(REFUSAL_PAUSE_SECONDS)
        try:
            return admit(auth, _sid())
        except Refused:
            self._limits.refusals.spend(network)
            raise

    def on_disconnect(self, _reason: str) -> None:
        connection = self._connections.remove(_sid())
        if connection is None or connection.is_screen:
            return
        self._presence.disconnect(connection.meeting_id, connection.seat_id, connection.sid)

    def on_event(self, sid: str, name: str, given: list[Any]) -> dict[str, Any]:
        """Check and handle one event. The client gets an answer in any case, also after an error."""
        meeting_id = ""
        try:
            connection = self._connections.of(sid)
            meeting_id = connection.meeting_id
            self._limits.events.count(connection.seat_id)
            if name not in self._events:
                raise Refused("unknown_event", "There is no such event. Send `command` or `check`.")
            if len(given) != 1:
                raise Refused("invalid", "Send exactly one object with this event.", 422)
            return {"ok": True, "seq": self._events[name](connection, given[0])}
        except Exception as error:
            known = name if name in self._events else "unknown event"
            refused = as_refused(error, known, meeting_id)
            return {"ok": False, "code": refused.code, "message": refused.message}

    def _command(self, connection: Connection, given: Any) -> int:
        if connection.is_screen:
            raise Refused("screen_only", "A shared screen only shows the room. Act in the room itself.", 403)
        envelope = schemas.envelope(given)
        command = schemas.command(envelope.name, envelope.data)
        if isinstance(command, React) and command.on and not self._limits.reactions.spend(connection.seat_id):
            raise TOO_MANY_REACTIONS
        done = service.act(
            connection.meeting_id,
            connection.seat_id,
            envelope.id,
            command,
            token_hash=connection.token_hash,
            before=partial(self._presence.arrive_first, connection.seat_id),
        )
        if done.again:
            self._send_view(connection)
        return done.seq

    def _check(self, connection: Connection, given: Any) -> int:
        held = schemas.load(schemas.CheckSchema, given)["seq"]
        with database.read() as session:
            seq = store.seq_of(session, connection.meeting_id)
            require_may_act(session, connection.meeting_id, connection.seat_id, connection.token_hash)
        if held != seq:
            self._send_view(connection)
        return seq

    def _send_view(self, connection: Connection) -> None:
        self._limits.views.count(connection.seat_id)
        self._broadcast.send_view(connection)

    def on_raw_message(self, eio_sid: str, data: Any) -> None:
        """Handle one Engine.IO message. An invalid one ends the connection, so that its client notices."""
        sid = self._sockets.sid_of(eio_sid)
        try:
            packet = read_packet(data, is_connected=sid is not None)
            self._sockets.handle(eio_sid, packet, data)
        except Exception as error:
            log.info("a message that is no packet ended its connection: %s", type(error).__name__)
            if sid is not None:
                goodbye = {"code": "bad_message", "message": "That was no message we can read."}
                self._sockets.send("goodbye", goodbye, sid)
            self._sockets.end_transport(eio_sid)


def _sid() -> str:
    """The id of the socket that connects or disconnects."""
    sid: str = request.sid  # type: ignore[attr-defined]
    return sid
