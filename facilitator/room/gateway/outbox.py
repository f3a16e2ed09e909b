"""What one client is sent: written at once while its connection takes it, else in order as it reads."""

from __future__ import annotations

import contextlib
import os
import socket
from collections import deque
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import gevent
from wsproto import ConnectionType
from wsproto.connection import Connection
from wsproto.events import TextMessage

MOST_WAITING = 200
"""So many frames may wait for a client that reads slowly. It gets a whole view when it comes back."""

_OPEN = Connection(ConnectionType.SERVER)


@lru_cache(maxsize=64)
def frame_of(text: str) -> bytes:
    """The frame in which a text is sent. A server masks nothing, so it is the same for everybody in a room."""
    return bytes(_OPEN.send(TextMessage(data=text)))


class Outbox:
    """The frames for one client. In Engine.IO it takes the place of a queue with a greenlet that empties it.

    Most frames go to the connection at once, without another greenlet. Only when the connection takes no more
    does one start, which ends when everything is written.
    """

    def __init__(self) -> None:
        self._waiting: deque[bytes] = deque()
        self._connection: socket.socket | None = None
        self._at_end: Callable[[], None] | None = None
        self._is_complete = False
        self._has_ended = False
        self._writing: Any = None

    def open(self, connection: socket.socket, at_end: Callable[[], None]) -> None:
        """Write to this connection, also what has been put here before.

        :param connection: a socket of gevent, with the time-out after which a client that reads nothing is gone.
        :param at_end: called when nothing more will be put here.
        """
        self._connection, self._at_end = connection, at_end
        before, self._waiting = self._waiting, deque()
        for frame in before:
            self.send(frame)
        if self._is_complete:
            at_end()

    def put(self, packet: Any) -> None:
        """Send a packet of Engine.IO, or None after the last one."""
        if packet is not None:
            self.send(frame_of(packet.encode()))
            return
        self._is_complete = True
        if self._at_end is not None:
            self._at_end()

    def join(self) -> None:
        """Engine.IO waits here until its packets are taken. That is when they are put."""

    def send(self, frame: bytes) -> None:
        """Send a frame after those before it. After the last one, and once the client is gone, nothing happens."""
        if self._has_ended:
            return
        left = frame if self._waiting else self._rest_of(frame)
        if not left:
            return
        self._waiting.append(left)
        if len(self._waiting) > MOST_WAITING:
            self.hang_up()
        elif self._connection is not None and not self._writing:
            self._writing = gevent.spawn(self._write_waiting, self._connection)

    def end_with(self, frame: bytes) -> None:
        """Send the last frame."""
        self.send(frame)
        self._has_ended = True

    def finish(self, seconds: float) -> None:
        """Give what waits so many seconds to be written. Nothing is sent afterwards."""
        if self._writing:
            self._writing.join(seconds)
        self._has_ended = True
        self._waiting.clear()

    def hang_up(self) -> None:
        """End the connection for both sides. Whoever reads from it hears that at once."""
        self._has_ended = True
        self._waiting.clear()
        if self._connection is not None:
            with contextlib.suppress(OSError):
                self._connection.shutdown(socket.SHUT_RDWR)

    def _rest_of(self, frame: bytes) -> bytes:
        """Write as much of the frame as the connection takes without a wait, and return the rest."""
        if self._connection is None:
            return frame
        try:
            # The socket's own `send` would wait, and this is the greenlet that sends to the whole room.
            return frame[os.write(self._connection.fileno(), frame) :]
        except BlockingIOError:
            return frame
        except OSError:
            self.hang_up()
            return b""

    def _write_waiting(self, connection: socket.socket) -> None:
        """Write what waits, as the client reads."""
        try:
            while self._waiting:
                # It stays the first one until it is written, so that no other frame overtakes it.
                connection.sendall(self._waiting[0])
                if self._waiting:
                    self._waiting.popleft()
        except OSError:
            self.hang_up()
