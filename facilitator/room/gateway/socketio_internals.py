"""Every touch on a part of Socket.IO and Engine.IO that they do not document.

What the room needs of them and they offer no other way to: a WebSocket of our own, a look at each message
before it is parsed, the sockets that never asked for a room, and words to one socket without the message queue.
An upgrade of these libraries is checked here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from flask_socketio import SocketIO

from facilitator.room.gateway.packets import NAMESPACE


class Sockets:
    """The sockets of this process. A `sid` names one in the rooms' namespace, an `eio_sid` its transport."""

    def __init__(self, socketio: SocketIO) -> None:
        self._io = socketio
        self._server: Any = cast(Any, socketio).server

    def use_transport(self, transport: type[Any]) -> None:
        """Make Engine.IO talk through this class instead of its own WebSocket."""
        engine = self._server.eio
        engine._async = {**engine._async, "websocket": transport}

    def on_message(self, take: Callable[[str, Any], None]) -> None:
        """Have each Engine.IO message handed to `take(eio_sid, data)` instead of being parsed at once."""
        self._server.eio.on("message", take)

    def parse(self, eio_sid: str, data: str) -> None:
        """Let Socket.IO handle a message that was looked at."""
        self._server._handle_eio_message(eio_sid, data)

    def sid_of(self, eio_sid: str) -> str | None:
        """The socket's name in the rooms' namespace, once it is connected there."""
        found: str | None = self._server.manager.sid_from_eio_sid(eio_sid, NAMESPACE)
        return found

    def outside(self) -> set[str]:
        """The transports that are open and in no room."""
        return {eio_sid for eio_sid in self._server.eio.sockets if not self.sid_of(eio_sid)}

    def join(self, sid: str, room: str) -> None:
        """Let a socket hear what is sent to `room`."""
        self._server.enter_room(sid, room, namespace=NAMESPACE)

    def send(self, event: str, data: dict[str, Any], to: str | list[str]) -> None:
        """Send to a Socket.IO room or several, in every process."""
        self._server.emit(event, data, to=to, namespace=NAMESPACE)

    def send_here(self, event: str, data: dict[str, Any], sid: str) -> None:
        """Send to one socket of this process, past the message queue."""
        self._server.emit(event, data, to=sid, namespace=NAMESPACE, ignore_queue=True)

    def end(self, sid: str) -> None:
        """Disconnect a socket of this process, after what is being done now."""
        self.later(self._server.disconnect, sid, namespace=NAMESPACE, ignore_queue=True)

    def end_transport(self, eio_sid: str) -> None:
        """Close a transport, whether or not it is in a room."""
        self.later(self._server.eio.disconnect, eio_sid)

    def later(self, work: Callable[..., Any], *arguments: Any, **named: Any) -> None:
        """Do something beside the event that is being handled."""
        self._io.start_background_task(work, *arguments, **named)
