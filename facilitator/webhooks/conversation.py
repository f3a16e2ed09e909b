"""One request to a receiver, to an address that was checked, within a bounded time."""

from __future__ import annotations

import os
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, InvalidHeader
from urllib3.util import Retry

from facilitator.outbox import NotDelivered
from facilitator.webhooks.targets import Target, addresses_of, target_of

MOST_BYTES = 4096
"""So much of an answer is read."""
MOST_REDIRECTS = 3
_REDIRECTS = {301, 302, 307, 308}
_AGENT = "facilitator"


@dataclass(frozen=True)
class Answer:
    """What a receiver answered: its status, the beginning of its words, and how long it asks us to wait."""

    status: int
    text: str = ""
    after_seconds: int = 0


def post(url: str, body: bytes, headers: Mapping[str, str], seconds: float) -> Answer:
    """Send JSON to a URL, and to where it redirects us: each address is checked before we connect to it.

    :param seconds: how long each of them may take in all; a single step may take half of that
    :raises NotDelivered: when it may not be sent there, cannot be, or is not answered
    """
    target = target_of(url)
    for _ in range(MOST_REDIRECTS + 1):
        answer, location = _ask(target, body, headers, seconds)
        if answer.status not in _REDIRECTS or not location:
            return answer
        url, target = _next(url, target, location)
    raise _redirected()


def _next(url: str, before: Target, location: str) -> tuple[str, Target]:
    """The URL to which a receiver sends us, and its parts. What was encrypted stays so."""
    try:
        url = urljoin(url, location)
        target = target_of(url)
    except (ValueError, NotDelivered):
        raise _redirected() from None
    if before.scheme == "https" != target.scheme:
        raise _redirected()
    return url, target


def _redirected() -> NotDelivered:
    return NotDelivered("redirected", tries=3)


def _ask(target: Target, body: bytes, headers: Mapping[str, str], seconds: float) -> tuple[Answer, str]:
    """Ask one target: what it answers, and where it sends us."""
    line = _Line(addresses_of(target), target.port, seconds / 2)
    connection = _connection(target, line, seconds / 2)
    # However slowly it answers, a byte now and then keeps each single step within its time.
    end = threading.Timer(seconds, line.cut)
    end.daemon = True
    end.start()
    try:
        response = _response(connection, target, body, headers)
        return _read(response), response.headers.get("location", "")
    finally:
        end.cancel()
        connection.close()
        line.close()


def _response(
    connection: HTTPConnection, target: Target, body: bytes, headers: Mapping[str, str]
) -> BaseHTTPResponse:
    """Send the request, and read the head of the answer. As soon as all of it is sent, it may have arrived."""
    try:
        connection.connect()
    except ssl.SSLError as error:
        raise NotDelivered("receiver_not_encrypted", type(error).__name__) from error
    except (OSError, ValueError) as error:
        raise NotDelivered("no_receiver", type(error).__name__) from error
    ours = {"content-type": "application/json", "user-agent": _AGENT, "connection": "close"}
    try:
        connection.request("POST", target.path, body, ours | dict(headers), preload_content=False)
    except (OSError, HTTPException, HTTPError, ValueError) as error:
        raise NotDelivered("receiver_hung_up", type(error).__name__) from error
    try:
        return connection.getresponse()
    except (OSError, HTTPException, HTTPError, ValueError) as error:
        raise NotDelivered("no_answer", type(error).__name__, is_unsure=True) from error


def _read(response: BaseHTTPResponse) -> Answer:
    text = b""
    # Its status says whether it took it, also if the rest never comes.
    with suppress(OSError, HTTPException, HTTPError, ValueError):
        text = response.read(MOST_BYTES, decode_content=False)
    return Answer(response.status, text.decode("utf-8", "replace"), _pause_in(response))


def _pause_in(response: BaseHTTPResponse) -> int:
    """For how many seconds the receiver asks us to wait; more than six hours count as six."""
    with suppress(InvalidHeader, OverflowError):
        return max(0, int(Retry().parse_retry_after(response.headers.get("retry-after", "0"))))
    return 0


class _Line:
    """The way to one of these addresses, which can be cut from outside."""

    def __init__(self, addresses: Sequence[str], port: int, seconds: float) -> None:
        self._addresses, self._port, self._seconds = addresses, port, seconds
        self._copy: socket.socket | None = None

    def open(self) -> socket.socket:
        """A connection to the first of the addresses that takes one."""
        for address in self._addresses[:-1]:
            with suppress(OSError):
                return self._open(address)
        return self._open(self._addresses[-1])

    def cut(self) -> None:
        """End the connection. Whoever waits for an answer gets none."""
        if self._copy is not None:
            with suppress(OSError):
                self._copy.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        if self._copy is not None:
            self._copy.close()

    def _open(self, address: str) -> socket.socket:
        made = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
        try:
            made.settimeout(self._seconds)
            made.connect((address, self._port))
        except OSError:
            made.close()
            raise
        # TLS takes the socket over, so this one is not there any more while keys are exchanged.
        self._copy = socket.socket(fileno=os.dup(made.fileno()))
        return made


class _Plain(HTTPConnection):
    """A connection on a line. Its host is the receiver's name, which is what the request says."""

    line: _Line

    def _new_conn(self) -> socket.socket:
        return self.line.open()


class _Encrypted(HTTPSConnection):
    """The same with TLS. The receiver proves that it has the name, whatever its address."""

    line: _Line

    def _new_conn(self) -> socket.socket:
        return self.line.open()


def _connection(target: Target, line: _Line, seconds: float) -> HTTPConnection:
    made: _Plain | _Encrypted
    if target.scheme == "https":
        context = ssl.create_default_context()
        made = _Encrypted(target.host, target.port, timeout=seconds, ssl_context=context)
    else:
        made = _Plain(target.host, target.port, timeout=seconds)
    made.line = line
    return made
