"""One cast for all tests: Ana facilitates, Ben takes part, Cleo is an outsider."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from facilitator.demo.client import RoomClient
from facilitator.meeting.model import Meeting
from facilitator.meeting.opening import new_meeting
from facilitator.tokens import new_id

WAIT_SECONDS = 10


def a_meeting(**more: Any) -> Meeting:
    """A draft that Ana leads."""
    given = {"title": "The release that took a day", "leader": "Ana"} | more
    return new_meeting(given.pop("meeting_id", None) or new_id(), **given)


class Person(RoomClient):
    """Somebody of the cast, with a client that keeps all it hears and stays away once it was cut off."""

    def __init__(self, base_url: str, meeting: str, token: str, patience: float = WAIT_SECONDS) -> None:
        super().__init__(base_url, meeting, token, patience=patience, reconnects=False)
        self.heard: list[tuple[str, Any]] = []

    def on_event(self, event: str, message: Any) -> None:
        self.heard.append((event, message))

    def hears_all(self) -> None:
        """Wait until its view has all that was saved so far."""
        self.catch_up(self.call("check", {"seq": self.seq})["seq"])

    def is_here(self) -> bool:
        """Whether its own view says that it is here. In a closed meeting nobody arrives any more."""
        return self.view["meeting"]["status"] == "closed" or bool(self.view["seats"][self.seat]["here"])

    def events(self, name: str) -> list[Any]:
        """The messages that came with an event, first to last."""
        return [message for event, message in self.heard if event == name]


class OpenRoom(Protocol):
    """`open_room("Ana", "Ben")` gives people who can connect to a new room; the first one facilitates."""

    def __call__(self, leader: str, /, *others: str, **meeting: Any) -> list[Person]: ...


@contextmanager
def together(*people: Person) -> Iterator[None]:
    """All of them connected and here, and gone afterwards."""
    try:
        for person in people:
            person.connect()
        for person in people:
            person.wait_until(person.is_here)
        yield
    finally:
        for person in people:
            person.leave()


def agree(*people: Person) -> None:
    """Wait until all have the newest state, and see that it is the same."""
    newest = max(person.seq for person in people)
    for person in people:
        person.catch_up(newest)
    assert all(person.view == people[0].view for person in people)


def until(true: Callable[[], object], seconds: float = WAIT_SECONDS) -> None:
    """Poll until something becomes true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not become true in time"
        time.sleep(0.02)
