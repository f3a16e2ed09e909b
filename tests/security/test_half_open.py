"""Clients that begin and never go on: how many there may be, and for how long."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from types import SimpleNamespace

import gevent
import pytest
import requests
from cast import together
from conftest import Server, empty_database, free_port, rooms
from security.test_starvation import BOUND_SECONDS, UPGRADE, slowest
from websocket import ABNF

from facilitator import worker
from facilitator.networks import network_of
from facilitator.room.gateway.outbox import Outbox
from facilitator.room.gateway.websocket import RoomSocket
from facilitator.worker import ClientSocket, Waiting

CONNECTIONS = 64
HEAD = b"POST /sign-in HTTP/1.1\r\nHost: x\r\n"
BODY = HEAD + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nemail="
CHUNKS = HEAD + b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n"


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with few connections, on a limit that a test can reach."""
    few = {"FACILITATOR_CONNECTIONS": str(CONNECTIONS)}
    made = Server(tmp_path_factory.mktemp("narrow"), free_port(), empty_database() | few)
    made.start()
    yield made
    made.end()


def half_open(server: Server, begun: bytes, many: int, closing: ExitStack) -> list[socket.socket]:
    """Connections that have sent something and send nothing more."""
    opened = []
    for _ in range(many):
        opened.append(closing.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=5)))
        with contextlib.suppress(OSError):
            opened[-1].sendall(begun)
    return opened


@pytest.mark.parametrize(
    "begun",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(HEAD, id="head"),
        pytest.param(BODY, id="body"),
        pytest.param(CHUNKS, id="chunks"),
        pytest.param(UPGRADE, id="socket"),
    ],
)
def test_many_half_open_connections_stop_nobody(narrow: Server, begun: bytes) -> None:
    with ExitStack() as closing:
        half_open(narrow, begun, 2 * CONNECTIONS, closing)
        # The first one waits until all of them were begun.
        assert slowest(lambda: requests.get(narrow.url + "/healthz", timeout=5)) < 3 * BOUND_SECONDS


def test_who_is_in_a_room_stays_while_others_flood_the_door(narrow: Server) -> None:
    with rooms(narrow) as open_room, ExitStack() as closing:
        ana, ben = open_room("Ana", "Ben")
        with together(ana, ben):
            half_open(narrow, UPGRADE, 3 * CONNECTIONS, closing)
            ana.send("start")
            ben.wait_until(lambda: ben.view["meeting"]["status"] == "running")


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The server's and the client's end of one connection."""
    ours, theirs = gevent.socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


@pytest.fixture
def ours(pair: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch) -> ClientSocket:
    """The server's end, with a little patience."""
    monkeypatch.setattr(worker, "GRACE_SECONDS", 0.2)
    return ClientSocket(pair[0], Waiting(10, 10), "192.0.2.1")


def test_who_has_just_come_is_not_the_first_to_go(pair: tuple[socket.socket, socket.socket]) -> None:
    waiting = Waiting(10, of_one=1)
    early, late = (ClientSocket(end, waiting, "192.0.2.1") for end in pair)
    waiting.add(late)
    early.begin()
    early.take_over("192.0.2.1")
    assert waiting._members == {late}


def test_who_has_sent_something_does_not_go_before_it_is_read(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    waiting = Waiting(10, of_one=1)
    reading = ClientSocket(pair[0], waiting, "192.0.2.1")
    later = ClientSocket(pair[1], waiting, "192.0.2.1")
    waits = gevent.spawn(reading.recv, 10)
    gevent.idle()
    # Sending to a socket with room lets no others run: the loop has not looked at it since then.
    pair[1].sendall(b"hello")
    waiting.add(later)
    assert waits.get(timeout=5) == b"hello"


def test_a_client_that_sends_nothing_more_is_given_up(ours: ClientSocket) -> None:
    with pytest.raises(ConnectionResetError):
        ours.recv(10)


def test_a_client_that_sends_a_byte_now_and_then_is_given_up(
    ours: ClientSocket, pair: tuple[socket.socket, socket.socket]
) -> None:
    def trickle() -> None:
        for _ in range(40):
            pair[1].send(b"x")
            gevent.sleep(0.05)

    sending = gevent.spawn(trickle)
    began = time.monotonic()
    with pytest.raises(ConnectionResetError):
        list(iter(lambda: ours.recv(10), b""))
    sending.kill()
    assert time.monotonic() - began < 1


def test_a_client_that_reads_nothing_is_given_up(ours: ClientSocket) -> None:
    with pytest.raises(ConnectionResetError):
        ours.sendall(b"x" * 10_000_000)


def test_a_slow_client_that_goes_on_has_the_time_that_it_needs(
    ours: ClientSocket, pair: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "GRACE_SECONDS", 1.0)
    monkeypatch.setattr(worker, "BYTES_A_SECOND", 100)

    def steadily() -> None:
        for _ in range(15):
            gevent.sleep(0.1)
            pair[1].send(b"x" * 100)

    sending = gevent.spawn(steadily)
    assert sum(len(ours.recv(1000)) for _ in range(15)) == 1500
    sending.join()


ENVIRON = {
    "REMOTE_ADDR": "192.0.2.1",
    "HTTP_HOST": "x",
    "HTTP_CONNECTION": "Upgrade",
    "HTTP_UPGRADE": "websocket",
    "HTTP_SEC_WEBSOCKET_VERSION": "13",
    "HTTP_SEC_WEBSOCKET_KEY": "dGhlIHNhbXBsZSBub25jZQ==",
}


def test_messages_that_nobody_takes_keep_no_reader_waiting(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    taken_over = SimpleNamespace(take_over=lambda _network: pair[0])
    opened = RoomSocket(ENVIRON | {"gunicorn.socket": taken_over}, Outbox())
    pair[1].sendall(200 * ABNF.create_frame("9x", ABNF.OPCODE_TEXT).format())
    assert list(opened.messages()) == []
    closing = gevent.spawn(opened.finish)
    closing.join(5)
    assert closing.dead


@pytest.mark.soak
def test_a_half_sent_body_ends_by_itself(server: Server) -> None:
    with ExitStack() as closing:
        (opened,) = half_open(server, BODY, 1, closing)
        opened.settimeout(3 * worker.GRACE_SECONDS)
        assert b"" in iter(lambda: opened.recv(65536), None)


def test_an_address_of_ipv6_counts_with_its_network() -> None:
    assert network_of("2001:db8:0:1::5") == network_of("2001:db8:0:1:ffff::9")
    assert network_of("2001:db8:0:1::5") != network_of("2001:db8:0:2::5")
    assert network_of("::ffff:192.0.2.1") == network_of("192.0.2.1") == "192.0.2.1"
