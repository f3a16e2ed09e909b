"""Clients that are gone in the middle of opening a socket leave nothing behind."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import until
from conftest import Server, empty_database, free_port
from fixtures import counting
from security.test_starvation import UPGRADE

from facilitator import migrations
from facilitator.config import load

TESTS = Path(__file__).parents[1]
RESETS = 100
# A slow machine is not what is looked for. But a ping would find a lost socket.
PATIENCE = counting.PING_SECONDS - 2
GUNICORN = ("gevent.monkey", "--module", "gunicorn", "--config", "python:fixtures.counting")


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that counts its greenlets and sockets. Each test leaves none."""
    more = empty_database() | {"PYTHONPATH": str(TESTS)}
    made = Server(tmp_path_factory.mktemp("counted"), free_port(), more, program=GUNICORN)
    migrations.upgrade(load(made.environ).database_url)
    made.start()
    until((made.data_dir / counting.COUNTS).exists, PATIENCE)
    yield made
    made.end()


def count(server: Server, what: str) -> int:
    return int(json.loads((server.data_dir / counting.COUNTS).read_text())[what])


def reset(server: Server) -> None:
    """Ask for a socket, and cut the connection before the answer."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as opened:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        opened.sendall(UPGRADE)


def reset_many(server: Server) -> None:
    before = (server.data_dir / counting.COUNTS).stat().st_mtime_ns
    for _ in range(RESETS):
        reset(server)
    until(lambda: (server.data_dir / counting.COUNTS).stat().st_mtime_ns > before + 2_000_000_000, PATIENCE)


def test_a_connection_that_is_reset_leaves_no_socket(counted: Server) -> None:
    with socket.create_connection(("127.0.0.1", counted.port), timeout=PATIENCE) as opened:
        opened.sendall(UPGRADE)
        until(lambda: count(counted, "sockets") == 1, PATIENCE)
    reset_many(counted)
    until(lambda: count(counted, "sockets") == 0, PATIENCE)


@pytest.mark.parametrize(
    ("header", "odd"),
    [
        (b"Host: x", b"Host: xn--a"),
        (b"Connection: Upgrade", b"Connection: Upgrade, \xff"),
        (b"Connection: Upgrade", b"Connection: close"),
        (b"Sec-WebSocket-Version: 13", b"Sec-WebSocket-Version: 12"),
    ],
)
def test_a_request_that_asks_oddly_leaves_no_socket(counted: Server, header: bytes, odd: bytes) -> None:
    assert header in UPGRADE
    with socket.create_connection(("127.0.0.1", counted.port), timeout=PATIENCE) as opened:
        opened.sendall(UPGRADE.replace(header, odd))
        assert opened.recv(4096).startswith(b"HTTP/1.1 400")
    until(lambda: count(counted, "sockets") == 0, PATIENCE)
    assert "Traceback" not in counted.log()


@pytest.mark.soak
def test_a_connection_that_is_reset_leaves_no_greenlet(counted: Server) -> None:
    before = count(counted, "greenlets")
    reset_many(counted)
    # Those that were to ping, and the heartbeat with what it ends.
    until(lambda: count(counted, "greenlets") <= before + 2, 45)
