"""gunicorn's worker for our server, in which no client can keep the others waiting.

A greenlet whose socket always has data never lets others run by itself, and one whose client sends nothing,
or reads nothing, would wait for ever. So every read gives the others their turn, and waiting for a client is
bounded in time and in number.
"""

from __future__ import annotations

import errno
import select
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any

import gevent
from gevent import monkey
from gunicorn.workers.ggevent import GeventWorker

from facilitator import config
from facilitator.networks import network_of

# gunicorn's worker looks once a second whether it should go on.
LOOKS_SECONDS = 1.2
GRACE_SECONDS = 15.0
BYTES_A_SECOND = 2048
"""A client may keep us waiting for the grace, and longer only while it moves so many bytes a second on
average. Without a byte it may never do so for longer than the grace."""

REQUESTS_A_CONNECTION = 500
# Of all connections of the process, how many may wait for their clients: a quarter, and a sixteenth of one
# network. Those whose client is in a room do not count.
_WAITING, _OF_ONE_NETWORK = 4, 16
# Socket.IO takes these if they are there: for its message queues, and for its client. A server needs neither.
_OF_SOCKETIO = ("redis", "valkey", "requests", "websocket")

# gevent's own would let others run.
_poll = monkey.get_original("select", "poll")


class Waiting:
    """The connections that wait for their clients, of which the ones that have waited longest must go.

    :param most: how many may wait.
    :param of_one: how many of one network may. Connections without a network have only the first limit.
    """

    def __init__(self, most: int, of_one: int) -> None:
        self._most = most
        self._of_one = of_one
        self._members: set[ClientSocket] = set()
        self._networks: Counter[str] = Counter()

    def add(self, connection: ClientSocket) -> None:
        if connection in self._members:
            return
        self._members.add(connection)
        self._networks[connection.network] += 1
        if connection.network and self._networks[connection.network] > self._of_one:
            self._end_oldest(connection.network)
        elif len(self._members) > self._most:
            self._end_oldest(max(self._networks, key=lambda network: self._networks[network]))

    def remove(self, connection: ClientSocket) -> None:
        if connection in self._members:
            self._members.remove(connection)
            self._networks[connection.network] -= 1
            if not self._networks[connection.network]:
                del self._networks[connection.network]

    def _end_oldest(self, network: str) -> None:
        here = [connection for connection in self._members if connection.network == network]
        by_age = sorted(here, key=lambda connection: connection.began)
        oldest = next((connection for connection in by_age if not connection.has_sent()), None)
        if oldest:
            self.remove(oldest)
            oldest.hang_up()


class ClientSocket:
    """The socket of one client, with bounds on how long it may keep its greenlet waiting.

    It has what gunicorn uses of a socket; the rest is the real socket's.

    :ivar began: when the client came, or had its last answer, on the clock of `time.monotonic`. One that has just come
        is not the oldest because others needed longer to be read.
    :ivar network: where the client is, or empty if a proxy stands in front of everybody.
    """

    def __init__(self, raw: socket.socket, waiting: Waiting, network: str) -> None:
        self.raw = raw
        self.network = network
        self._waiting = waiting
        self._reads = False
        self.rest()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.raw, name)

    def begin(self) -> None:
        """Begin to count anew, for a request or its answer."""
        self._waited, self._moved = 0.0, 0

    def rest(self) -> None:
        """Begin to wait for the next request."""
        self.began = time.monotonic()
        self.begin()

    def recv(self, size: int) -> bytes:
        gevent.sleep(0)
        self._reads = True
        try:
            with self._bounded_wait():
                data = self.raw.recv(size)
        finally:
            self._reads = False
        self._moved += len(data)
        return data

    def sendall(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            with self._bounded_wait():
                sent = self.raw.send(left)
            self._moved += sent
            left = left[sent:]

    def take_over(self, network: str) -> socket.socket:
        """The real socket, for a WebSocket that bounds its own waiting.

        The connection counts as waiting until `settle` is called.

        :param network: where the client is, as far as the proxies in front know.
        """
        self.network = network
        self._waiting.add(self)
        return self.raw

    def settle(self) -> None:
        """Let the connection stay as long as it likes: its client has shown that it may."""
        self._waiting.remove(self)

    def has_sent(self) -> bool:
        """Whether it waits to be read only until the loop comes to what its client has sent."""
        if not self._reads:
            return False
        looking = _poll()
        looking.register(self.raw, select.POLLIN)
        return bool(looking.poll(0))

    def hang_up(self) -> None:
        """Wake up the greenlet that waits for the client, with the end of the connection."""
        with suppress(OSError):
            self.raw.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def _bounded_wait(self) -> Iterator[None]:
        """Wait for the client in this block, for as long as it has left.

        :raises ConnectionResetError: when that was too long, or the connection has ended. gunicorn takes this,
            and no other error, for a client that is gone.
        """
        left = GRACE_SECONDS + self._moved / BYTES_A_SECOND - self._waited
        began = time.monotonic()
        self.raw.settimeout(min(GRACE_SECONDS, max(left, 0.001)))
        self._waiting.add(self)
        try:
            yield
        except OSError as error:
            raise ConnectionResetError(errno.ECONNRESET, "the client is gone or too slow") from error
        finally:
            self._waiting.remove(self)
            self._waited += time.monotonic() - began


class Worker(GeventWorker):  # type: ignore[misc]
    """The worker of gunicorn for gevent, with a `ClientSocket` for each client."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        most = self.worker_connections
        self._waiting = Waiting(most // _WAITING, max(1, most // _OF_ONE_NETWORK))
        self._proxied = config.load().proxies > 0

    def load_wsgi(self) -> None:
        load_socketio()
        super().load_wsgi()

    def handle(self, listener: Any, client: socket.socket, address: Any) -> None:
        network = "" if self._proxied else network_of(address[0])
        mine = ClientSocket(client, self._waiting, network)
        try:
            super().handle(listener, mine, address)
        finally:
            mine.settle()

    def handle_request(self, listener_name: Any, request: Any, client: ClientSocket, address: Any) -> None:
        # Requests that came in one piece are read without a wait between them.
        gevent.sleep(0)
        if request.req_number >= REQUESTS_A_CONNECTION:
            request.force_close()
        client.begin()
        super().handle_request(listener_name, request, client, address)
        client.rest()


def load_socketio() -> None:
    """Load Socket.IO without what it would take beside, which needs a tenth of a second and 10 MB."""
    absent = [name for name in _OF_SOCKETIO if name not in sys.modules]
    # With None in place of a module, its import fails as if it were not installed.
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    try:
        import_module("flask_socketio")
    finally:
        for name in absent:
            del sys.modules[name]
