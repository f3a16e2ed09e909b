"""The WebSocket of the room. It sends whole frames to slow readers, and an invalid message ends it.

Engine.IO's own class sends a frame with a single `send`, and gevent may write only a part of that. Also, a
frame that it cannot parse crashes the connection's greenlet.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import simple_websocket
from engineio.async_drivers.gevent import Thread
from gevent.event import Event
from gevent.selectors import DefaultSelector
from wsproto.utilities import RemoteProtocolError

MESSAGE_BYTES = 64 * 1024
"""The longest message that is taken, in bytes of UTF-8."""

# Longer than a ping and its answer may take (10 + 8 s): a peer that is silent for so long is gone.
SILENCE_SECONDS = 20
# The first character of a message is Engine.IO's packet type. Binary messages are not taken.
_PACKET_TYPES = frozenset("0123456")
_UNSUPPORTED, _TOO_BIG = 1003, 1009
_WAITING_MESSAGES = 64
_DRAIN_SECONDS = 1.0
_DRAIN_BYTES = 4 * 1024 * 1024


class WholeSends:
    """A connection whose `send` writes all its data, for one caller at a time.

    While `full` returns true, it reads nothing more. A peer that sends too fast must then wait, because its
    own buffers fill up.
    """

    def __init__(self, connection: socket.socket, full: Callable[[], bool]) -> None:
        self._connection = connection
        self._full = full
        self._turn = threading.Lock()
        connection.settimeout(SILENCE_SECONDS)

    def send(self, data: bytes) -> None:
        with self._turn:
            self._connection.sendall(data)

    def recv(self, size: int) -> bytes:
        while self._full():
            time.sleep(0.05)
        return self._connection.recv(size)

    def fileno(self) -> int:
        return self._connection.fileno()

    def close(self) -> None:
        """Close, after reading what the peer still sends.

        With unread bytes, closing would reset the connection, and the peer would lose our last message.
        """
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_WR)
            self._drain()
        self._connection.close()

    def _drain(self) -> None:
        left, end = _DRAIN_BYTES, time.monotonic() + _DRAIN_SECONDS
        self._connection.settimeout(_DRAIN_SECONDS)
        while left > 0 and time.monotonic() < end:
            chunk = self._connection.recv(65536)
            if not chunk:
                return
            left -= len(chunk)


class RoomSocket(simple_websocket.Server):  # type: ignore[misc]
    """One WebSocket, without compression, that refuses messages over 64 KiB as they arrive."""

    def __init__(self, environ: dict[str, Any], **more: Any) -> None:
        # Without this header, no extension is negotiated, so there is no permessage-deflate. Then the size of
        # a frame is the size of its text, and connections need no memory for compression.
        plain = {name: value for name, value in environ.items() if name != "HTTP_SEC_WEBSOCKET_EXTENSIONS"}
        super().__init__(plain, max_message_size=MESSAGE_BYTES, **more)

    def handshake(self) -> None:
        self.sock: Any = WholeSends(self.sock, lambda: len(self.input_buffer) >= _WAITING_MESSAGES)
        super().handshake()

    def _thread(self) -> None:
        super()._thread()
        # Wake up whoever waits for a message: none will come, whatever ended the loop.
        self.event.set()


class Transport:
    """The WebSocket of one request, with the interface that Engine.IO's gevent driver calls."""

    def __init__(self, handler: Callable[[Transport], Any], _server: Any) -> None:
        self._handler = handler
        self._socket: RoomSocket

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            self._socket = RoomSocket(
                environ, thread_class=Thread, event_class=Event, selector_class=DefaultSelector
            )
        except (RemoteProtocolError, simple_websocket.ConnectionError):
            start_response("400 BAD REQUEST", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"This is no WebSocket request.\n"]
        self._handler(self)
        # The last message must be sent before gunicorn closes the connection.
        self._socket.thread.join(timeout=2 * _DRAIN_SECONDS)
        # This tells gunicorn that the connection is finished and needs no response.
        raise StopIteration

    def send(self, message: str | bytes) -> None:
        try:
            self._socket.send(message)
        except simple_websocket.ConnectionClosed as error:
            raise OSError("the connection is closed") from error

    def wait(self) -> str | None:
        """The next message, or None when the connection has ended. An invalid message ends it."""
        try:
            message = self._socket.receive()
        except simple_websocket.ConnectionClosed:
            return None
        if not isinstance(message, str) or message[:1] not in _PACKET_TYPES:
            self.close(_UNSUPPORTED, "This is no Engine.IO message.")
            return None
        # The limit of the library counts characters; ours counts bytes.
        if len(message.encode()) > MESSAGE_BYTES:
            self.close(_TOO_BIG, "Message is too big")
            return None
        return message

    def close(self, reason: int | None = None, message: str | None = None) -> None:
        if self._socket.connected:
            with contextlib.suppress(OSError, simple_websocket.ConnectionClosed):
                self._socket.close(reason, message)
