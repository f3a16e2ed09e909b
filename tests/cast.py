"""One cast for all tests: Ana facilitates, Ben takes part, Cleo is an outsider."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import socketio

from facilitator.meeting import patch
from facilitator.meeting.model import Meeting
from facilitator.meeting.opening import new_meeting

WAIT_SECONDS = 10


def new_id() -> str:
    """An id as a browser makes them."""
    return secrets.token_urlsafe(16)


def a_meeting(**more: Any) -> Meeting:
    """A draft that Ana leads."""
    given = {"title": "The release that took a day", "leader": "Ana"} | more
    return new_meeting(given.pop("meeting_id", None) or new_id(), **given)


@dataclass
class Person:
    """A program client in a room, which keeps its view as docs/wire.md tells it to."""

    url: str
    meeting: str
    token: str
    patience: float = WAIT_SECONDS
    seq: int = 0
    shared: dict[str, Any] = field(default_factory=dict)
    me: dict[str, Any] = field(default_factory=dict)
    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def __post_init__(self) -> None:
        # Programs send no Origin, unlike what this client would do by itself.
        plain = {"suppress_origin": True}
        self.socket = socketio.Client(reconnection=False, handle_sigint=False, websocket_extra_options=plain)
        for event in ("view", "patch", "me", "goodbye", "disconnect"):
            self.socket.on(event, self._hearing(event), namespace="/room")

    def connect(self, **more: Any) -> Person:
        auth = {"meeting": self.meeting, "token": self.token}
        self.socket.connect(
            self.url, auth=auth, namespaces=["/room"], transports=["websocket"], wait_timeout=5, **more
        )
        self.wait(lambda: self.shared)
        return self

    def leave(self) -> None:
        self.socket.disconnect()
        if self.socket.eio.ws is not None:
            self.socket.eio.ws.shutdown()

    def send(self, name: str, /, *, id: str | None = None, **data: Any) -> dict[str, Any]:
        """The answer to one command."""
        return self.call("command", {"id": id or new_id(), "name": name, "data": data})

    def do(self, name: str, /, **data: Any) -> int:
        """A command that must succeed, and its `seq`; it is in this client's view by then."""
        answer = self.send(name, **data)
        assert answer["ok"], answer
        self.wait(lambda: self.seq >= answer["seq"])
        return int(answer["seq"])

    def call(self, event: str, *data: Any) -> dict[str, Any]:
        return self.socket.call(event, data, namespace="/room", timeout=self.patience)

    def wait(self, true: Callable[[], Any], seconds: float | None = None) -> None:
        """Until what is asked is true of this client."""
        with self.changed:
            assert self.changed.wait_for(true, seconds or self.patience), self.heard[-3:]

    def events(self, name: str) -> list[dict[str, Any]]:
        return [data for event, data in self.heard if event == name]

    def _hearing(self, event: str) -> Callable[..., None]:
        def hear(*data: Any) -> None:
            with self.changed:
                self.heard.append((event, data[0] if data else {}))
                self._apply(event, data[0] if data else {})
                self.changed.notify_all()

        return hear

    def _apply(self, event: str, data: Any) -> None:
        if event == "view":
            self.seq, self.shared, self.me = data["seq"], data["shared"], data["me"]
        elif event == "patch" and data["base"] == self.seq:
            self.seq, self.shared = data["seq"], patch.apply(self.shared, data["shared"])
        elif event == "me" and data["seq"] >= self.seq:
            self.me = data["me"]


@contextmanager
def together(*people: Person) -> Iterator[None]:
    """All of them connected, and gone afterwards."""
    try:
        for person in people:
            person.connect()
        yield
    finally:
        for person in people:
            person.leave()


def agree(*people: Person) -> None:
    """Wait until all have the newest state, and see that it is the same."""
    newest = max(person.seq for person in people)
    for person in people:
        person.wait(lambda person=person: person.seq >= newest)
    assert all(person.shared == people[0].shared for person in people)


def until(true: Callable[[], Any], seconds: float = WAIT_SECONDS) -> None:
    """Poll until something becomes true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not become true in time"
        time.sleep(0.02)
