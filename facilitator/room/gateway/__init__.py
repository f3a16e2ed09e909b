"""The sockets of the room: who may connect, what an event comes to, and who is told what.

docs/wire.md describes this from a client's side. Everything that comes in is answered with
``{ok: true, …}`` or ``{ok: false, code, message}``; what is no Socket.IO message at all ends its
connection.
"""

from __future__ import annotations

import logging
import time
import traceback
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Flask, request
from flask_socketio import Namespace, SocketIO
from flask_wtf.csrf import validate_csrf
from socketio.exceptions import ConnectionRefusedError
from socketio.packet import ACK, BINARY_ACK, BINARY_EVENT, EVENT, Packet
from wtforms import ValidationError  # type: ignore[import-untyped]

from facilitator import database
from facilitator.accounts import administration
from facilitator.config import Settings, settings
from facilitator.meeting import patch, view
from facilitator.meeting.model import Ballots, Meeting
from facilitator.refused import Refused
from facilitator.room import schemas, service, store
from facilitator.room.gateway.websocket import MESSAGE_BYTES, Transport
from facilitator.room.presence import BEAT_SECONDS, Presence, seats_here
from facilitator.room.service import Known
from facilitator.room.store import Committed
from facilitator.room.tables import MeetingRow, SeatRow

log = logging.getLogger("facilitator.room")

ROOM = "/room"
EVENTS_A_SECOND = 30
EVENTS_AT_ONCE = 60
INTERNAL = Refused("internal", "Something went wrong on our side. Try again in a moment.", 500)


def init_app(app: Flask, config: Settings) -> SocketIO:
    """Open the room's sockets on `app`; the meeting's changes are told through them."""
    options: dict[str, Any] = {
        "async_mode": "gevent",
        "async_handlers": False,
        "message_queue": config.redis_url or None,
        "channel": "facilitator",
        "namespaces": [ROOM],
        "serializer": RoomPacket,
        "transports": ["websocket"],
        "allow_upgrades": False,
        "ping_interval": 10,
        "ping_timeout": 8,
        "max_http_buffer_size": MESSAGE_BYTES,
        # Origins are checked at connect, where a refusal can say what to do.
        "cors_allowed_origins": [],
    }
    socketio = SocketIO(app, **options)
    room = Room(socketio, Presence(alone=not config.redis_url))
    socketio.on_namespace(room)
    engine = room.server.eio
    engine._async = {**engine._async, "websocket": Transport}
    engine.on("message", room.take_message)
    service.told[:] = [room.tell]
    service.told_of_end[:] = [room.tell_end]
    administration.told_of_deactivated[:] = [room.tell_deactivated]
    return socketio


class RoomPacket(Packet):  # type: ignore[misc]
    """A Socket.IO packet of JSON only, and of the shape that the server's handlers rely on."""

    uses_binary_events = False

    def decode(self, encoded_packet: Any) -> int:
        """:raises ValueError: for what no client of ours sends."""
        attachments = super().decode(encoded_packet)
        if attachments or self.packet_type in (BINARY_EVENT, BINARY_ACK):
            raise ValueError("binary packets are not taken")
        if self.packet_type == EVENT and not _is_event(self.data):
            raise ValueError("an event is a list that starts with its name")
        return 0


def _is_event(data: Any) -> bool:
    # Taken as events, these two would call the handlers that only the server calls.
    reserved = ("connect", "disconnect")
    return isinstance(data, list) and bool(data) and isinstance(data[0], str) and data[0] not in reserved


@dataclass
class Connection:
    """One socket of one seat, and how many events it may send at once."""

    sid: str
    meeting_id: str
    seat_id: str
    allowance: float = EVENTS_AT_ONCE
    counted_at: float = field(default_factory=time.monotonic)

    def count(self) -> None:
        """:raises Refused: ``too_fast``."""
        now = time.monotonic()
        grown = self.allowance + (now - self.counted_at) * EVENTS_A_SECOND
        self.counted_at, self.allowance = now, min(EVENTS_AT_ONCE, grown)
        if self.allowance < 1:
            raise Refused("too_fast", "That is very fast. Wait a second, then send it again.", 429)
        self.allowance -= 1


@dataclass(frozen=True)
class Views:
    """The views of a meeting: the shared one, and those of the seats that are here."""

    shared: view.View
    mes: dict[str, view.View]

    @classmethod
    def of(cls, state: Meeting, ballots: Ballots) -> Views:
        here = [seat_id for seat_id, seat in state.seats.items() if seat.here]
        return cls(view.shared_view(state), {seat: view.me_view(state, seat, ballots) for seat in here})


class Room(Namespace):
    """Namespace `/room`."""

    def __init__(self, socketio: SocketIO, presence: Presence) -> None:
        super().__init__(ROOM)
        self._io = socketio
        self.server: Any = cast(Any, socketio).server
        self._presence = presence
        self._connections: dict[str, Connection] = {}
        self._strangers: set[str] = set()
        self._shown: dict[str, tuple[int, Views]] = {}
        self._beating = False
        self._events = {"command": self._command, "check": self._check}

    def trigger_event(self, event: str, *args: Any) -> Any:
        """Every event but connect and disconnect goes through the one gate below."""
        if event in ("connect", "disconnect"):
            return super().trigger_event(event, *args)
        sid, *given = args
        return super().trigger_event("event", sid, event, given)

    def on_connect(self, auth: Any) -> None:
        sid: str = request.sid  # type: ignore[attr-defined]
        try:
            self._start_beating()
            connection = self._admit(sid, auth)
            self._presence.connect(connection.meeting_id, connection.seat_id, sid)
        except Exception as error:
            refused = _as_refused(error, "connect")
            raise ConnectionRefusedError(refused.message, {"code": refused.code}) from None
        self._connections[sid] = connection
        self.server.enter_room(sid, _room(connection.seat_id), namespace=ROOM)
        # After this handler, so that the client is connected when its view comes.
        self._io.start_background_task(self._send_view, connection)

    def on_disconnect(self, _reason: str) -> None:
        connection = self._connections.pop(request.sid, None)  # type: ignore[attr-defined]
        if connection is None:
            return
        try:
            self._presence.disconnect(connection.meeting_id, connection.seat_id, connection.sid)
        except Exception as error:  # The next beat finds the seat without a connection.
            _as_refused(error, "disconnect")

    def on_event(self, name: str, given: list[Any]) -> dict[str, Any]:
        """The gate: whatever happens, the client gets an answer."""
        try:
            connection = self._connections.get(request.sid)  # type: ignore[attr-defined]
            if connection is None:
                raise store.no_seat()
            connection.count()
            if name not in self._events:
                raise Refused("unknown_event", "There is no such event. Send `command` or `check`.")
            if len(given) != 1:
                raise Refused("invalid", "Send exactly one object with this event.", 422)
            return {"ok": True, "seq": self._events[name](connection, given[0])}
        except Exception as error:
            refused = _as_refused(error, name if name in self._events else "unknown event")
            return {"ok": False, "code": refused.code, "message": refused.message}

    def _command(self, connection: Connection, given: Any) -> int:
        envelope = schemas.envelope(given)
        command = schemas.command(envelope.name, envelope.data)
        done = service.act(connection.meeting_id, connection.seat_id, envelope.id, command)
        if isinstance(done, Known):
            self._send_view(connection)
        return done.seq

    def _check(self, connection: Connection, given: Any) -> int:
        held = schemas.load(schemas.CheckSchema, given)["seq"]
        with database.read() as session:
            seq = service.meeting_at(session, connection.meeting_id).seq
        if held != seq:
            self._send_view(connection)
        return seq

    def _admit(self, sid: str, auth: Any) -> Connection:
        """The connection of the seat that the client proves to have.

        :raises Refused: ``invalid``, ``bad_origin``, ``csrf``, ``no_seat``.
        """
        if isinstance(auth, dict) and "token" in auth:
            given = schemas.load(schemas.TokenSchema, auth)
            _check_origin(needed=False)
            token = given["token"]
        else:
            given = schemas.load(schemas.CookieSchema, auth)
            _check_origin(needed=True)
            _check_csrf(given["csrf"])
            token = request.cookies.get(f"seat_{given['meeting']}")
        with database.read() as session:
            seat = service.seat_in(session, given["meeting"], token)
        return Connection(sid, seat.meeting_id, seat.id)

    def tell(self, committed: Committed) -> None:
        """Send what one command changed: the shared difference to all, each private part to its own."""
        before, after = self._before(committed), Views.of(committed.after, committed.ballots_after)
        base, seq, now = committed.base, committed.seq, service.instant()
        change = {"base": base, "seq": seq, "now": now, "shared": patch.diff(before.shared, after.shared)}
        if after.mes:
            self._shown[committed.meeting_id] = (seq, after)
            # The seats are the addressees: who is removed gets nothing more, in any process.
            self._emit("patch", change, [_room(seat_id) for seat_id in after.mes])
        for seat_id, me in after.mes.items():
            if me != before.mes.get(seat_id):
                self._emit("me", {"seq": seq, "me": me}, _room(seat_id))
        self._dismiss(committed.removed, store.no_seat())

    def _before(self, committed: Committed) -> Views:
        """What was shown last, unless another process has changed the meeting since."""
        seq, shown = self._shown.pop(committed.meeting_id, (-1, None))
        if shown is not None and seq == committed.base:
            return shown
        return Views.of(committed.before, committed.ballots_before)

    def tell_end(self, _meeting_id: str, seats: set[str]) -> None:
        """Let go of everybody in a meeting that was deleted."""
        self._dismiss(seats, store.no_meeting())

    def tell_deactivated(self, account_id: str) -> None:
        """Let go of somebody whose account was deactivated."""
        with database.read() as session:
            seats = seats_here(session, account_id)
        self._dismiss(seats, store.no_seat())

    def _dismiss(self, seats: set[str], reason: Refused) -> None:
        """Say goodbye in every process; the sockets end here at once, elsewhere with the next beat."""
        for seat_id in seats:
            self._emit("goodbye", {"code": reason.code, "message": reason.message}, _room(seat_id))
        for connection in list(self._connections.values()):
            if connection.seat_id in seats:
                self._end(connection)

    def _end(self, connection: Connection) -> None:
        self._io.start_background_task(
            self.server.disconnect, connection.sid, namespace=ROOM, ignore_queue=True
        )

    def _send_view(self, connection: Connection) -> None:
        """The whole of it, to one socket."""
        with database.read() as session:
            row = session.get(MeetingRow, connection.meeting_id)
            ballots = store.ballots_of(session, connection.meeting_id)
            seated = service.opens(session, session.get(SeatRow, connection.seat_id))
        state = store.read_state(row) if row and seated else None
        if row is None or state is None or connection.seat_id not in state.seats:
            self._end(connection)
            return
        whole = {
            "seq": row.seq,
            "now": service.instant(),
            "shared": view.shared_view(state),
            "me": view.me_view(state, connection.seat_id, ballots),
        }
        self.server.emit("view", whole, to=connection.sid, namespace=ROOM, ignore_queue=True)

    def _emit(self, event: str, data: dict[str, Any], to: str | list[str]) -> None:
        self.server.emit(event, data, to=to, namespace=ROOM)

    def take_message(self, eio_sid: str, data: Any) -> None:
        """One Engine.IO message. What cannot be read ends the connection: silence would help nobody."""
        server = self.server
        sid = server.manager.sid_from_eio_sid(eio_sid, ROOM)
        try:
            if not isinstance(data, str):
                raise ValueError("not a Socket.IO packet")
            packet = RoomPacket(encoded_packet=data)
            if packet.packet_type in (EVENT, ACK) and (sid is None or packet.namespace != ROOM):
                raise ValueError("an event to a room that the client is not in")
            server._handle_eio_message(eio_sid, data)
        except Exception as error:
            log.info("a message that is no packet ended its connection: %s", type(error).__name__)
            if sid is not None:
                goodbye = {"code": "bad_message", "message": "That was no message we can read."}
                server.emit("goodbye", goodbye, to=sid, namespace=ROOM, ignore_queue=True)
            self._io.start_background_task(server.eio.disconnect, eio_sid)

    def _start_beating(self) -> None:
        """With the first connection: only a process that serves sockets looks after presence."""
        if not self._beating:
            self._beating = True
            self._presence.beat()
            self._io.start_background_task(self._beat)

    def _beat(self) -> None:
        while True:
            self._io.sleep(BEAT_SECONDS)
            try:
                self._presence.beat()
                self._end_unseated()
                self._end_strangers()
                self._forget_empty_rooms()
            except Exception as error:
                _as_refused(error, "beat")

    def _end_unseated(self) -> None:
        """Another process may have removed seats that are connected here, or deactivated their account."""
        with database.read() as session:
            for connection in list(self._connections.values()):
                if not service.opens(session, session.get(SeatRow, connection.seat_id)):
                    self._end(connection)

    def _forget_empty_rooms(self) -> None:
        open_now = {connection.meeting_id for connection in self._connections.values()}
        self._shown = {key: shown for key, shown in self._shown.items() if key in open_now}

    def _end_strangers(self) -> None:
        """Connections that for a whole beat did not ask for a room."""
        server = self.server
        strangers = {sid for sid in server.eio.sockets if not server.manager.sid_from_eio_sid(sid, ROOM)}
        for eio_sid in strangers & self._strangers:
            self._io.start_background_task(server.eio.disconnect, eio_sid)
        self._strangers = strangers


def _room(seat_id: str) -> str:
    return f"seat:{seat_id}"


def _as_refused(error: Exception, during: str) -> Refused:
    """What the client is told. What nobody foresaw is logged: where it happened, and no data."""
    if isinstance(error, Refused):
        return error
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s failed with %s\n%s", during, type(error).__name__, where)
    return INTERNAL


def _check_origin(*, needed: bool) -> None:
    """A page of another site must not speak for the person who visits it.

    Programs send no Origin and prove themselves by a token that no browser adds by itself.
    """
    origin = request.headers.get("Origin")
    if origin is None and not needed:
        return
    if not origin or (origin != settings().base_url and urlsplit(origin).netloc != request.host):
        raise Refused(
            "bad_origin",
            "This page has another address than the server knows. "
            "Open the link you were given, or ask who runs it to set FACILITATOR_BASE_URL.",
            403,
        )


def _check_csrf(given: str) -> None:
    try:
        validate_csrf(given)
    except ValidationError:
        raise Refused("csrf", "This page was open for too long. Load it again.", 400) from None
