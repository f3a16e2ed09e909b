"""One request to a receiver, to an address that was checked, within a bounded time."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPException
from typing import ClassVar
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, InvalidHeader
from urllib3.util import Retry

from facilitator.outbox import NotDelivered
from facilitator.webhooks import line
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

    :param seconds: how long all of it may take; only the system bounds how long it looks up a name
    :raises NotDelivered: when it may not be sent there, cannot be, or is not answered
    """
    end = time.monotonic() + seconds
    target = target_of(url)
    for _ in range(MOST_REDIRECTS + 1):
        answer, location = _ask(target, body, headers, end)
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


def _ask(target: Target, body: bytes, headers: Mapping[str, str], end: float) -> tuple[Answer, str]:
    """Ask one target: what it answers, and where it sends us."""
    kind = _Encrypted if target.scheme == "https" else _Plain
    with closing(kind(target, end)) as connection:
        response = _response(connection, target, body, headers)
        with closing(response):
            return _read(response), response.headers.get("location", "")


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
    with suppress(InvalidHeader, OverflowError, ValueError):
        return max(0, int(Retry().parse_retry_after(response.headers.get("retry-after", "0"))))
    return 0


class _Plain(HTTPConnection):
    """A connection on a bounded line. Its host is the receiver's name, which is what the request says."""

    def __init__(self, target: Target, end: float) -> None:
        super().__init__(target.host, target.port)
        self._target, self._end = target, end

    def _new_conn(self) -> socket.socket:
        return self._line()

    def _line(self) -> line.Line:
        return line.opened(addresses_of(self._target), self._target.port, self._end)


class _Encrypted(_Plain):
    """The same with TLS."""

    default_port: ClassVar[int] = HTTPSConnection.default_port  # type: ignore[misc]

    def _new_conn(self) -> socket.socket:
        made = self._line()
        try:
            return line.encrypted(made, self._target.host)
        except Exception:
            made.close()
            raise
