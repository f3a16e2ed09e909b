"""What the room does in place of Engine.IO's own handler of a WebSocket."""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import SimpleNamespace

import gevent
import pytest
from engineio.exceptions import SocketIsClosedError, UnknownPacketError
from engineio.packet import CLOSE, MESSAGE, PING, Packet

from facilitator.room.gateway.socketio_internals import serve

INTERVAL = 0.05


class Transport:
    """Engine.IO's side of a connection, as far as the handler uses it."""

    def __init__(self) -> None:
        self.server = SimpleNamespace(
            ping_interval=INTERVAL, reason=SimpleNamespace(TRANSPORT_CLOSE="transport close")
        )
        self.last_ping: float | None = time.time()
        self.closed = self.closing = False
        self.received: list[tuple[int, str]] = []
        self.sent: list[int] = []
        self.ended: list[str] = []
        self.error: Exception | None = None

    def handle(self) -> None: ...

    def receive(self, packet: Packet) -> None:
        self.received.append((packet.packet_type, packet.data))
        if self.error is not None:
            raise self.error

    def send(self, packet: Packet) -> None:
        self.sent.append(packet.packet_type)

    def close(self, *, wait: bool, abort: bool, reason: str) -> None:
        assert not wait
        assert abort
        self.closed = True
        self.ended.append(reason)


@pytest.fixture
def transport() -> Transport:
    return Transport()


def test_messages_are_passed_on_until_the_connection_ends(transport: Transport) -> None:
    serve(transport.handle, ["40/room,", "1"])
    assert transport.received == [(MESSAGE, "0/room,"), (CLOSE, "")]
    assert transport.ended == ["transport close"]


def test_a_ping_follows_each_pong_and_no_other(transport: Transport) -> None:
    def two_pongs() -> Iterator[str]:
        yield "3"
        yield "3"
        assert transport.last_ping is None
        gevent.sleep(3 * INTERVAL)
        assert transport.last_ping is not None
        assert transport.sent == [PING]

    serve(transport.handle, two_pongs())
    assert transport.received == []


def test_who_is_gone_is_not_pinged(transport: Transport) -> None:
    serve(transport.handle, ["3"])
    gevent.sleep(3 * INTERVAL)
    assert transport.sent == []


def test_a_packet_that_is_none_is_passed_over(transport: Transport) -> None:
    transport.error = UnknownPacketError()
    serve(transport.handle, ["0", "2"])
    assert len(transport.received) == 2


@pytest.mark.parametrize("error", [SocketIsClosedError(), RuntimeError("unexpected")])
def test_an_error_ends_the_connection_and_nothing_else(transport: Transport, error: Exception) -> None:
    transport.error = error
    serve(transport.handle, ["40/room,", "40/room,"])
    assert len(transport.received) == 1
    assert transport.ended == ["transport close"]
