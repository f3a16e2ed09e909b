"""What is sent to one client: whole, in order, and never waited for."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator

import gevent
import gevent.socket
import pytest

from facilitator.room.gateway.outbox import MOST_WAITING, Outbox

FRAME = b"x" * 10_000


class Ends:
    """The server's and the client's end of a connection, and how often the outbox said that it was the last one."""

    def __init__(self) -> None:
        self.ours, self.theirs = gevent.socket.socketpair()
        self.ours.settimeout(0.5)
        self.ended = 0

    def count_end(self) -> None:
        self.ended += 1

    def read(self) -> bytes:
        """What the client can read until nothing comes any more."""
        self.theirs.settimeout(0.2)
        read = bytearray()
        with contextlib.suppress(TimeoutError):
            while piece := self.theirs.recv(100_000):
                read += piece
        return bytes(read)


@pytest.fixture
def ends() -> Iterator[Ends]:
    made = Ends()
    yield made
    made.ours.close()
    made.theirs.close()


@pytest.fixture
def outbox(ends: Ends) -> Outbox:
    made = Outbox()
    made.open(ends.ours, ends.count_end)
    return made


def filled(outbox: Outbox) -> int:
    """Send until the connection takes no more; how many frames that were."""
    sent = 0
    while not outbox._waiting:
        outbox.send(FRAME)
        sent += 1
    return sent


def test_a_frame_is_written_without_another_greenlet(ends: Ends, outbox: Outbox) -> None:
    outbox.send(b"at once")
    assert ends.theirs.recv(100, socket.MSG_DONTWAIT) == b"at once"


def test_frames_stay_in_order_when_some_had_to_wait(ends: Ends, outbox: Outbox) -> None:
    sent = filled(outbox) * FRAME
    for number in range(100):
        outbox.send(b"%d," % number)
    reading = gevent.spawn(ends.read)
    gevent.sleep(0.01)
    outbox.send(b"the last")
    assert reading.get() == sent + b"".join(b"%d," % number for number in range(100)) + b"the last"


def test_what_came_before_the_connection_is_sent_first(ends: Ends) -> None:
    outbox = Outbox()
    outbox.send(b"greeting ")
    outbox.open(ends.ours, ends.count_end)
    outbox.send(b"first")
    assert ends.theirs.recv(100, socket.MSG_DONTWAIT) == b"greeting first"


def test_no_more_frames_wait_for_a_slow_reader_than_are_allowed(ends: Ends, outbox: Outbox) -> None:
    filled(outbox)
    for _ in range(MOST_WAITING - 1):
        outbox.send(FRAME)
    assert len(outbox._waiting) == MOST_WAITING
    outbox.send(FRAME)
    assert not outbox._waiting
    assert b"" in iter(lambda: ends.theirs.recv(1_000_000), None), "the connection has ended"


def test_who_reads_nothing_is_gone_after_a_while(ends: Ends, outbox: Outbox) -> None:
    filled(outbox)
    gevent.sleep(0.7)
    assert not outbox._waiting
    assert b"" in iter(lambda: ends.theirs.recv(1_000_000), None), "the connection has ended"


def test_a_client_that_is_gone_is_sent_nothing(ends: Ends, outbox: Outbox) -> None:
    ends.theirs.close()
    for _ in range(3):
        outbox.send(FRAME)
    assert not outbox._waiting


def test_the_last_packet_of_engine_io_is_told(ends: Ends, outbox: Outbox) -> None:
    outbox.put(None)
    assert ends.ended == 1


def test_a_last_packet_before_the_connection_is_told_when_it_opens(ends: Ends) -> None:
    outbox = Outbox()
    outbox.put(None)
    assert ends.ended == 0
    outbox.open(ends.ours, ends.count_end)
    assert ends.ended == 1


def test_nothing_follows_the_last_frame(ends: Ends, outbox: Outbox) -> None:
    sent = filled(outbox) * FRAME
    outbox.end_with(b"the last")
    outbox.send(b"too late")
    assert ends.read() == sent + b"the last"
