"""One client that never stops sending, or never goes on: the others are answered all the same."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import requests
from cast import OpenRoom, together
from conftest import Server

from facilitator.accounts import passwords

BOUND_SECONDS = 1.0
ATTACK_SECONDS = 4.0

UPGRADE = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
    b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
MASK = b"\0\0\0\0"
PINGS, PONGS = (bytes((0x80 | opcode, 0x80)) + MASK for opcode in (0x9, 0xA))
FRAGMENT = bytes((0x00, 0x80)) + MASK
BEGINNING = bytes((0x01, 0x80)) + MASK
HEALTH = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
NOOP = bytes((0x81, 0x81)) + MASK + b"6"


@contextmanager
def flooding(server: Server, first: bytes, again: bytes) -> Iterator[None]:
    """A connection that sends `first`, and then `again` as fast as it is taken, for some seconds at most.

    It reads what it is sent, in another thread, and throws it away.
    """
    over, end = threading.Event(), time.monotonic() + ATTACK_SECONDS
    attack = socket.create_connection(("127.0.0.1", server.port), timeout=5)

    def going_on() -> bool:
        return not over.is_set() and time.monotonic() < end

    def send() -> None:
        try:
            attack.sendall(first)
            while going_on():
                attack.sendall(again * 500)
        except OSError:
            over.set()

    def read() -> None:
        try:
            while going_on() and attack.recv(65536):
                pass
        except OSError:
            over.set()

    threads = [threading.Thread(target=work) for work in (send, read)]
    try:
        for thread in threads:
            thread.start()
        time.sleep(0.3)
        yield
    finally:
        over.set()
        attack.close()
        for thread in threads:
            thread.join()


def slowest(ask: Callable[[], object], times: int = 10) -> float:
    """The longest of several round trips, in seconds."""
    took = []
    for _ in range(times):
        began = time.monotonic()
        ask()
        took.append(time.monotonic() - began)
    return max(took)


FLOODS = pytest.mark.parametrize(
    ("first", "again"),
    [
        pytest.param(UPGRADE, PINGS, id="pings"),
        pytest.param(UPGRADE, PONGS, id="pongs"),
        pytest.param(UPGRADE + BEGINNING, FRAGMENT, id="empty fragments"),
        pytest.param(UPGRADE, NOOP, id="empty messages"),
        pytest.param(b"", HEALTH, id="pipelined requests"),
    ],
)


@FLOODS
def test_who_floods_one_connection_freezes_no_page(server: Server, first: bytes, again: bytes) -> None:
    with flooding(server, first, again):
        assert slowest(lambda: requests.get(server.url + "/healthz", timeout=10)) < BOUND_SECONDS


@FLOODS
def test_who_floods_one_connection_freezes_no_room(
    open_room: OpenRoom, server: Server, first: bytes, again: bytes
) -> None:
    (ana,) = open_room("Ana")
    with together(ana), flooding(server, first, again):
        assert slowest(lambda: ana.call("check", {"seq": ana.seq})) < BOUND_SECONDS


def test_no_password_takes_long_to_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    of_many_readings = "4@8({[369&#!1/|0$5+7%2x" * 8
    judged_aside: list[str] = []

    def aside(judge: Callable[..., bool], password: str, *more: object) -> bool:
        judged_aside.append(password)
        return judge(password, *more)

    monkeypatch.setattr(passwords, "aside", aside)
    assert slowest(lambda: passwords.is_guessable(of_many_readings, "Ana"), 2) < BOUND_SECONDS
    assert judged_aside == [of_many_readings] * 2
