"""How rooms are opened on the servers that are measured. All else is the same wire on both."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any, Protocol

from gevent import socket

from bench.websocket_client import Address

CAPACITY = 30
"""The most people that a room of ours can have."""

Commands = tuple[tuple[str, dict[str, Any]], ...]


@dataclass(frozen=True)
class Opened:
    """A room that can be joined.

    :ivar join: the path of the request to join.
    :ivar leader: the token of the leader's seat, who need not join; empty where nobody leads.
    """

    meeting: str
    join: str
    leader: str


class Opener(Protocol):
    """One kind of server."""

    @property
    def before(self) -> Commands:
        """The commands of the leader after which cards are shown to all, by name and data."""

    def open(self, number: int) -> Opened:
        """Open a room. The number is one that no other room has."""


@dataclass(frozen=True)
class Facilitator:
    address: Address
    token: str
    # Through the frame, the recount and the silent writing, to the stage in which cards are grouped.
    before: Commands = (("start", {}), *(("next_stage", {"sure": True}),) * 3)

    def open(self, number: int) -> Opened:
        prepared = {"title": f"Bench {number}", "capacity": CAPACITY}
        made = post(self.address, "/api/v1/meetings", prepared, {"Authorization": f"Bearer {self.token}"})
        join = "/api/v1" + made["join_url"][made["join_url"].index("/join/") :]
        return Opened(made["id"], join, made["seat_token"])


@dataclass(frozen=True)
class Broadcaster:
    address: Address
    before: Commands = ()

    def open(self, number: int) -> Opened:
        return Opened(f"room{number}", f"/join/room{number}", "")


class _Connection(HTTPConnection):
    """A connection that lets the other greenlets go on while it waits."""

    def connect(self) -> None:
        self.sock = socket.socket()
        self.sock.connect((self.host, self.port))


def post(
    address: Address, path: str, data: dict[str, Any], headers: dict[str, str] | None = None
) -> dict[str, Any]:
    """The answer to a request with JSON.

    :raises SystemExit: when it is refused.
    """
    connection = _Connection(*address)
    connection.request(
        "POST", path, json.dumps(data), {"Content-Type": "application/json", **(headers or {})}
    )
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status >= 300:
        raise SystemExit(f"{path}: {answer.status} {body.decode()}")
    told: dict[str, Any] = json.loads(body)
    return told
