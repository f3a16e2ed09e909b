"""The WebSocket of the room. It sends whole frames to slow readers, and an invalid message ends it.

Engine.IO's own class sends a frame with a single `send`, and gevent may write only a part of that. A frame
that it cannot parse crashes the connection's greenlet, and a client that never stops sending lets no other
greenlet run.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

import simple_websocket
from engineio.async_drivers.gevent import Thread
from gevent.event import Event
from gevent.selectors import DefaultSelector
from wsproto import ConnectionType
from wsproto.connection import Connection, ConnectionState
from wsproto.events import Event as FrameEvent
from wsproto.events import Ping, Pong, TextMessage
from wsproto.utilities import RemoteProtocolError

from facilitator.networks import network_of
from facilitator.room.gateway.budget import Budget
from facilitator.room.gateway.socketio_internals import close_unopened, waiting_messages

MESSAGE_BYTES = 64 * 1024
"""The longest message that is taken, in bytes of UTF-8."""

# Longer than a ping and its answer may take (10 + 8 s): a peer that is silent for so long is gone.
SILENCE_SECONDS = 20
# The first character of a message is Engine.IO's packet type. Binary messages are not taken.
_PACKET_TYPES = frozenset("0123456")
_UNSUPPORTED, _POLICY, _TOO_BIG = 1003, 1008, 1009
# Pings and pongs of WebSocket itself: we ask for none. Whoever sends more is cut off.
CONTROLS_A_SECOND, CONTROLS_AT_ONCE = 10, 100
# All other frames, or pieces of them. Whoever sends more waits.
_FRAMES_A_SECOND, _FRAMES_AT_ONCE = 200, 400
_WAITING_MESSAGES = 64
# How many messages may wait for a client that reads slowly. It gets a whole view when it comes back.
MOST_WAITING = 200
_DRAIN_SECONDS = 1.0
_DRAIN_BYTES = 4 * 1024 * 1024


_OPEN = Connection(ConnectionType.SERVER)


@lru_cache(maxsize=64)
def frame_of(text: str) -> bytes:
    """The frame in which a text is sent. A server masks nothing, so it is the same for everybody in a room."""
    return bytes(_OPEN.send(TextMessage(data=text)))


class WholeSends:
    """A connection whose `send` writes all its data, for one caller at a time.

    While `full` returns true, it reads nothing more. A peer that sends too fast must then wait, because its
    own buffers fill up. What `full` raises ends the reading.
    """

    def __init__(self, connection: socket.socket, full: Callable[[], bool]) -> None:
        self._connection = connection
        self._full = full
        self._has_more = False
        self._turn = threading.Lock()
        connection.settimeout(SILENCE_SECONDS)

    def send(self, data: bytes) -> None:
        with self._turn:
            self._connection.sendall(data)

    def recv(self, size: int) -> bytes:
        if self._has_more:
            # A socket that always has data would never let the others run.
            time.sleep(0)
        while self._full():
            time.sleep(0.05)
        data = self._connection.recv(size)
        self._has_more = len(data) == size
        return data

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
        now = time.monotonic()
        self._controls = Budget(CONTROLS_A_SECOND, CONTROLS_AT_ONCE, now)
        self._frames = Budget(_FRAMES_A_SECOND, _FRAMES_AT_ONCE, now)
        self._is_over = False
        super().__init__(plain, max_message_size=MESSAGE_BYTES, **more)

    def handshake(self) -> None:
        raw = self.sock.take_over(network_of(self.environ["REMOTE_ADDR"]))
        self.sock: Any = WholeSends(raw, self._is_full)
        super().handshake()
        self._count_events()

    def send(self, data: str) -> None:
        """Send a text.

        :raises simple_websocket.ConnectionClosed: when one of the two sides has closed the connection.
        """
        if not self.connected or self.ws.state is not ConnectionState.OPEN:
            raise simple_websocket.ConnectionClosed(self.close_reason, self.close_message)
        self.sock.send(frame_of(data))

    def receive(self, timeout: float | None = None) -> Any:
        """The next message. If it is waiting already, it is the others' turn first."""
        if self.input_buffer:
            time.sleep(0)
        return super().receive(timeout)

    def end_reading(self) -> None:
        """Read nothing more: nobody takes the messages any more, so they would wait for ever."""
        self._is_over = True
        self.input_buffer.clear()

    def _is_full(self) -> bool:
        if self._is_over:
            raise OSError("nobody takes the messages any more")
        return len(self.input_buffer) >= _WAITING_MESSAGES or self._frames.grow(time.monotonic()) < 1

    def _count_events(self) -> None:
        """Count what the library reads, as it reads it: one piece of data can hold hundreds of frames."""
        read = self.ws.events

        def counted() -> Iterator[FrameEvent]:
            for event in read():
                if isinstance(event, (Ping, Pong)):
                    self._count_control()
                else:
                    self._frames.take(time.monotonic())
                yield event

        self.ws.events = counted

    def _count_control(self) -> None:
        """Count a ping or pong.

        :raises OSError: when there were too many, so the connection ends.
        """
        if not self._controls.spend(time.monotonic()):
            self.close(_POLICY, "Too many control frames")
            raise OSError("too many control frames")

    def _thread(self) -> None:
        super()._thread()
        # Wake up whoever waits for a message: none will come, whatever ended the loop.
        self.event.set()


class Transport:
    """The WebSocket of one request, with the interface that Engine.IO's gevent driver calls.

    :param on_open: called when it has opened.
    """

    def __init__(
        self, on_open: Callable[[], None], handler: Callable[[Transport], Any], _server: Any
    ) -> None:
        self._on_open = on_open
        self._handler = handler
        self._socket: RoomSocket

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            self._socket = RoomSocket(
                environ, thread_class=Thread, event_class=Event, selector_class=DefaultSelector
            )
        except OSError:  # The client was gone before the answer.
            close_unopened(self._handler)
            raise StopIteration from None
        except (RemoteProtocolError, simple_websocket.ConnectionError):
            close_unopened(self._handler)
            start_response("400 BAD REQUEST", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"This is no WebSocket request.\n"]
        self._on_open()
        try:
            self._handler(self)
        finally:
            self._socket.end_reading()
        # The last message must be sent before gunicorn closes the connection.
        self._socket.thread.join(timeout=2 * _DRAIN_SECONDS)
        # This tells gunicorn that the connection is finished and needs no response.
        raise StopIteration

    def send(self, message: str) -> None:
        """Send a message. A client for which too many wait reads too slowly, and its connection ends.

        :raises OSError: when it has ended.
        """
        if waiting_messages(self._handler) > MOST_WAITING:
            raise OSError("the client reads too slowly")
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
