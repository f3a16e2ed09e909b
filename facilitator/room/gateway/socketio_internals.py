"""All uses of undocumented parts of Socket.IO and Engine.IO.

The room needs them because there is no documented way to use our own WebSocket class without Engine.IO's greenlets
around it, to check each message before it is parsed, and to find and end connections that never joined a namespace.
After an upgrade of these libraries, only this module has to be checked.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterable
from typing import Any, cast

import gevent
from engineio.exceptions import SocketIsClosedError, UnknownPacketError
from engineio.packet import PING, PONG, Packet
from flask_socketio import SocketIO
from socketio.packet import EVENT

from facilitator.room.gateway.outbox import Outbox
from facilitator.room.gateway.packets import NAMESPACE, RoomPacket

log = logging.getLogger("facilitator.room")


class Sockets:
    """The sockets of this process.

    A `sid` is the id of a socket in the rooms' namespace, an `eio_sid` the id of its transport.
    """

    def __init__(self, socketio: SocketIO) -> None:
        self._io = socketio
        self._server: Any = cast(Any, socketio).server

    def use_transport(self, transport: Callable[..., Any]) -> None:
        """Make Engine.IO use this instead of its own WebSocket class, and an `Outbox` instead of its queue."""
        engine = self._server.eio
        engine._async = {**engine._async, "websocket": transport, "queue": Outbox}

    def on_message(self, take: Callable[[str, Any], None]) -> None:
        """Pass each Engine.IO message to `take(eio_sid, data)` instead of parsing it at once."""
        self._server.eio.on("message", take)

    def handle(self, eio_sid: str, packet: RoomPacket, data: str) -> None:
        """Let Socket.IO handle a packet that was checked.

        :param data: the message that it was read from. Socket.IO reads it once more, unless it is an event.
        """
        if packet.packet_type == EVENT:
            self._server._handle_event(eio_sid, packet.namespace, packet.id, packet.data)
        else:
            self._server._handle_eio_message(eio_sid, data)

    def sid_of(self, eio_sid: str) -> str | None:
        """The socket's id in the rooms' namespace, or None if it is not connected there."""
        found: str | None = self._server.manager.sid_from_eio_sid(eio_sid, NAMESPACE)
        return found

    def is_open(self, sid: str) -> bool:
        """Whether the transport of a socket is open."""
        eio_sid = self._server.manager.eio_sid_from_sid(sid, NAMESPACE)
        transport = self._server.eio.sockets.get(eio_sid)
        return transport is not None and not transport.closed

    def outside(self) -> set[str]:
        """The ids of the open transports that are not connected to the rooms' namespace."""
        return {eio_sid for eio_sid in self._server.eio.sockets if not self.sid_of(eio_sid)}

    def join(self, sid: str, room: str) -> None:
        """Add a socket to a Socket.IO room, so that it gets what is sent to `room`."""
        self._server.enter_room(sid, room, namespace=NAMESPACE)

    def send(self, event: str, data: dict[str, Any], to: str | list[str]) -> None:
        """Send to a Socket.IO room or several. Each socket has one of its own, with its id as the name.

        :raises ValueError: when there is no room. Socket.IO would then send to everybody.
        """
        if not to:
            raise ValueError("nobody to send to")
        self._server.emit(event, data, to=to, namespace=NAMESPACE)

    def end(self, sid: str) -> None:
        """Disconnect a socket, in a background task."""
        self.later(self._server.disconnect, sid, namespace=NAMESPACE)

    def cut(self, sid: str) -> None:
        """Close a socket's transport without a farewell, after what was sent to it before.

        A client takes this for a lost connection, so its library connects again by itself.
        """
        eio_sid = self._server.manager.eio_sid_from_sid(sid, NAMESPACE)
        transport = self._server.eio.sockets.get(eio_sid)
        if transport is not None:
            self.later(transport.close, wait=False, abort=True)

    def end_transport(self, eio_sid: str) -> None:
        """Close a transport, whether or not it is connected to the rooms' namespace.

        What was sent before still arrives. Engine.IO's `disconnect` would wait for that, and for ever if the
        peer is gone.
        """
        if transport := self._server.eio.sockets.get(eio_sid):
            self.later(transport.close, wait=False)

    def later(self, work: Callable[..., Any], *arguments: Any, **named: Any) -> None:
        """Run a function in a background task, beside the event that is being handled."""
        self._io.start_background_task(work, *arguments, **named)


def outbox_of(handler: Any) -> Outbox:
    """Where Engine.IO puts the packets for a client.

    :param handler: what Engine.IO would call with the client's WebSocket.
    """
    outbox: Outbox = handler.__self__.queue
    return outbox


def serve(handler: Any, messages: Iterable[str]) -> None:
    """Handle the messages of an open WebSocket until it ends, as Engine.IO does in `handler`.

    That would start one more greenlet, which waits for packets to be sent, and another one for each ping.
    """
    transport = handler.__self__
    transport.connected = transport.upgraded = True
    try:
        for message in messages:
            _receive(transport, Packet(int(message[0]), message[1:]))
    except SocketIsClosedError:
        pass
    except Exception:
        log.exception("a message ended its connection")
    finally:
        transport.close(wait=False, abort=True, reason=transport.server.reason.TRANSPORT_CLOSE)


def _receive(transport: Any, packet: Packet) -> None:
    if packet.packet_type == PONG:
        if transport.last_ping:
            transport.last_ping = None
            gevent.spawn_later(transport.server.ping_interval, _ping, transport)
        return
    with contextlib.suppress(UnknownPacketError):
        transport.receive(packet)


def _ping(transport: Any) -> None:
    if not (transport.closing or transport.closed):
        transport.last_ping = time.time()
        transport.send(Packet(PING))


def close_unopened(handler: Any) -> None:
    """Let go of a transport whose WebSocket was never opened.

    :param handler: what Engine.IO would have called with the WebSocket.
    """
    transport = handler.__self__
    transport.close(wait=False, abort=True)
    transport.server.sockets.pop(transport.sid, None)
