"""The WebSocket of the room. An invalid message ends it, and one greenlet does for each client.

Engine.IO's own class needs three greenlets for each, hands every message from one to the other, and crashes with a
frame that it cannot parse. It lets a client that never stops sending keep all others waiting.
"""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import gevent
from h11 import LocalProtocolError as NoRequest
from wsproto import ConnectionType
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Event, Ping, Pong, TextMessage
from wsproto.handshake import H11Handshake
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

from facilitator.networks import network_of
from facilitator.room.gateway.budget import Budget
from facilitator.room.gateway.outbox import Outbox
from facilitator.room.gateway.socketio_internals import close_unopened, outbox_of, serve

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MESSAGE_BYTES = 64 * 1024
"""The longest message that is taken, in bytes of UTF-8."""

# Longer than a ping and its answer may take (10 + 8 s): a peer that is silent for so long is gone.
SILENCE_SECONDS = 20
# The first character of a message is Engine.IO's packet type. Binary messages are not taken.
_PACKET_TYPES = frozenset("0123456")
_NORMAL, _UNSUPPORTED, _POLICY, _TOO_BIG = 1000, 1003, 1008, 1009
# Pings and pongs of WebSocket itself: we ask for none. Whoever sends more is cut off.
CONTROLS_A_SECOND, CONTROLS_AT_ONCE = 10, 100
# All other frames, or pieces of them. Whoever sends more waits.
_FRAMES_A_SECOND, _FRAMES_AT_ONCE = 200, 400
_READ_BYTES = 4096
# For so long the client may take to answer that the connection ends.
_CLOSING_SECONDS = 5.0
_DRAIN_SECONDS = 1.0
_DRAIN_BYTES = 4 * 1024 * 1024
# Without the header for extensions, none is negotiated, so there is no permessage-deflate. Then the size of a
# frame is the size of its text, and connections need no memory for compression.
_HANDSHAKE_HEADERS = ("HOST", "UPGRADE", "CONNECTION", "SEC_WEBSOCKET_VERSION", "SEC_WEBSOCKET_KEY")


class RoomSocket:
    """One WebSocket, without compression, that refuses messages over 64 KiB as they arrive.

    :param environ: the request with which it begins.
    :raises RemoteProtocolError: when the request does not ask for a WebSocket.
    :raises OSError: when the client was gone before the answer.
    """

    def __init__(self, environ: dict[str, Any], outbox: Outbox) -> None:
        self._connection = environ["gunicorn.socket"].take_over(network_of(environ["REMOTE_ADDR"]))
        self._connection.settimeout(SILENCE_SECONDS)
        self._protocol, answer = _accepted(environ)
        self._connection.sendall(answer)
        now = time.monotonic()
        self._controls = Budget(CONTROLS_A_SECOND, CONTROLS_AT_ONCE, now)
        self._frames = Budget(_FRAMES_A_SECOND, _FRAMES_AT_ONCE, now)
        self._pieces: list[str] = []
        self._length = 0
        self._is_over = False
        self._outbox = outbox
        outbox.open(self._connection, self.close)

    def messages(self) -> Iterator[str]:
        """The client's messages, until one of the two sides ends the connection. An invalid one ends it."""
        has_more = False
        while not self._is_over:
            if has_more:
                # A socket that always has data would never let the others run.
                time.sleep(0)
            data = self._read()
            has_more = len(data) == _READ_BYTES
            yield from self._messages_in(data)

    def close(self, code: int = _NORMAL, reason: str | None = None) -> None:
        """Say that the connection ends. What the client sends after this is no message any more."""
        self._is_over = True
        with contextlib.suppress(LocalProtocolError):  # The client was first.
            self._outbox.end_with(self._protocol.send(CloseConnection(code, reason)))
            gevent.spawn_later(_CLOSING_SECONDS, self._outbox.hang_up)

    def finish(self) -> None:
        """Close, when the last message is sent, and after reading what the client still sends.

        With unread bytes, closing would reset the connection, and the client would lose our last message.
        """
        self._outbox.finish(_DRAIN_SECONDS)
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_WR)
            self._drain()
        self._connection.close()

    def _read(self) -> bytes:
        """What the client has sent. It is empty when the connection has ended."""
        while self._frames.grow(time.monotonic()) < 1:
            # A client that sends too fast must wait, because its own buffers fill up.
            time.sleep(0.05)
        try:
            data: bytes = self._connection.recv(_READ_BYTES)
        except OSError:
            data = b""
        self._is_over |= not data
        return data

    def _messages_in(self, data: bytes) -> Iterator[str]:
        if not data:
            return
        self._protocol.receive_data(data)
        for place, event in enumerate(self._protocol.events()):
            if place:
                # One piece of data can hold hundreds of frames.
                time.sleep(0)
            if self._is_over:
                return
            message = self._message_of(event)
            if message is not None:
                yield message

    def _message_of(self, event: Event) -> str | None:
        """The message that a frame completes."""
        if isinstance(event, CloseConnection):
            self.close(event.code, event.reason)
        elif isinstance(event, (Ping, Pong)):
            self._take_control(event)
        else:
            self._frames.take(time.monotonic())
            if isinstance(event, TextMessage):
                return self._joined(event)
            if isinstance(event, BytesMessage):
                self.close(_UNSUPPORTED, "Binary messages are not taken.")
        return None

    def _take_control(self, event: Ping | Pong) -> None:
        if not self._controls.spend(time.monotonic()):
            self.close(_POLICY, "Too many control frames")
        elif isinstance(event, Ping):
            self._outbox.send(self._protocol.send(event.response()))

    def _joined(self, event: TextMessage) -> str | None:
        """The whole message, once its last piece is here."""
        self._pieces.append(event.data)
        self._length += len(event.data.encode())
        if self._length > MESSAGE_BYTES:
            self.close(_TOO_BIG, "Message is too big")
            return None
        if not event.message_finished:
            return None
        message = "".join(self._pieces)
        self._pieces, self._length = [], 0
        if message[:1] not in _PACKET_TYPES:
            self.close(_UNSUPPORTED, "This is no Engine.IO message.")
            return None
        return message

    def _drain(self) -> None:
        left, end = _DRAIN_BYTES, time.monotonic() + _DRAIN_SECONDS
        self._connection.settimeout(_DRAIN_SECONDS)
        while left > 0 and time.monotonic() < end:
            chunk = self._connection.recv(65536)
            if not chunk:
                return
            left -= len(chunk)


def _accepted(environ: dict[str, Any]) -> tuple[Any, bytes]:
    """The connection that a request opens, and the answer to it."""
    handshake = H11Handshake(ConnectionType.SERVER)
    headers = [
        (name.replace("_", "-").encode(), environ[f"HTTP_{name}"].encode("latin-1"))
        for name in _HANDSHAKE_HEADERS
        if f"HTTP_{name}" in environ
    ]
    try:
        handshake.initiate_upgrade_connection(headers, "/")
    except (NoRequest, UnicodeError) as error:
        raise RemoteProtocolError(str(error)) from error
    answer = handshake.send(AcceptConnection())
    return handshake.connection, answer


class Transport:
    """The WebSocket of one request, as Engine.IO's gevent driver calls it.

    :param on_open: called when it has opened.
    :param handler: what Engine.IO would call with it. That tells which of its connections this is.
    """

    def __init__(self, on_open: Callable[[], None], handler: Callable[..., Any], _server: Any) -> None:
        self._on_open = on_open
        self._handler = handler

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            opened = RoomSocket(environ, outbox_of(self._handler))
        except OSError:  # The client was gone before the answer.
            close_unopened(self._handler)
            raise StopIteration from None
        except RemoteProtocolError:
            close_unopened(self._handler)
            return _refused(start_response)
        except BaseException:
            close_unopened(self._handler)
            raise
        try:
            self._on_open()
            serve(self._handler, opened.messages())
        finally:
            # The last message must be sent before gunicorn closes the connection.
            opened.finish()
        # This tells gunicorn that the connection is finished and needs no response.
        raise StopIteration


def refuse_half_asked(application: WSGIApplication) -> WSGIApplication:
    """The application without requests for a WebSocket that name it in one of the two headers only.

    Engine.IO would make a transport for each of them, and then wait until that has something to send.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        named = "upgrade" in environ.get("HTTP_CONNECTION", "").lower()
        if environ.get("HTTP_UPGRADE", "").lower() == "websocket" and not named:
            return _refused(start_response)
        return application(environ, start_response)

    return answer


def _refused(start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("400 BAD REQUEST", [("Content-Type", "text/plain; charset=utf-8")])
    return [b"This is no WebSocket request.\n"]
