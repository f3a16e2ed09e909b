"""The way to a receiver, which can keep us waiting neither by silence nor by talk.

A greenlet whose socket always has data never lets others run by itself, and a timer is a greenlet, too. So each
read gives the others their turn, and looks at the time and at how much has come.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, cast

from urllib3.util.ssltransport import SSLTransport

MOST_RECEIVED = 65_536
"""So many bytes may come from a receiver in all, with its certificates."""


class Line(socket.socket):
    """A connection that ends at an instant on the clock of `time.monotonic`, and after so many bytes."""

    end: float
    _received = 0

    def recv(self, *args: Any) -> bytes:
        self._wait_no_longer()
        data = super().recv(*args)
        self._count(len(data))
        return data

    def recv_into(self, *args: Any) -> int:
        self._wait_no_longer()
        received = super().recv_into(*args)
        self._count(received)
        return received

    def sendall(self, *args: Any) -> None:
        self._wait_no_longer()
        super().sendall(*args)

    def _wait_no_longer(self) -> None:
        # In the server this lets other greenlets run.
        time.sleep(0)
        self.settimeout(_left(self.end))

    def _count(self, received: int) -> None:
        self._received += received
        if self._received > MOST_RECEIVED:
            raise OSError("the receiver says too much")


def opened(addresses: Sequence[str], port: int, end: float) -> Line:
    """A line to the first of the addresses that takes one. Each has its share of the time, and the talk has one."""
    shares = len(addresses) + 1
    for number, address in enumerate(addresses[:-1]):
        with suppress(OSError):
            return _opened(address, port, end, shares - number)
    return _opened(addresses[-1], port, end, 2)


def encrypted(line: Line, host: str) -> socket.socket:
    """The same line with TLS. Whoever is there proves to be the host, whatever its address.

    :raises ssl.SSLError: when it cannot
    """
    # TLS has the line's bytes from us. Python's own would read the real socket, and know no bounds.
    transport = SSLTransport(line, ssl.create_default_context(), server_hostname=host.rstrip("."))
    return cast(socket.socket, transport)


def _opened(address: str, port: int, end: float, shares: int) -> Line:
    made = Line(socket.AF_INET6 if ":" in address else socket.AF_INET)
    made.end = end
    try:
        made.settimeout(_left(end) / shares)
        made.connect((address, port))
    except OSError:
        made.close()
        raise
    return made


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError("the receiver takes too long")
    return left
