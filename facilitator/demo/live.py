"""The three people of the demonstration, in a process of their own.

    python -m facilitator.demo.live < room.json

reads the room's address and tokens, waits for the server, and takes two of the three seats. The meeting is paused,
and its chair free, until a guest comes: then the third one brings the guest the chair. From then on the three do
what fits the stage; see `wishes`.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Protocol

import requests
from socketio.exceptions import SocketIOError

from facilitator import clock
from facilitator.demo.client import RoomClient
from facilitator.demo.script import Actor, Scenario, load
from facilitator.demo.wishes import Seated, wishes
from facilitator.refused import Refused

SCENARIO = "offer-two-prices"
SERVER_SECONDS = 60
LOOK_SECONDS = 1


class Person(Actor, Seated, Protocol):
    """Somebody who acts in the room and sees it, such as a `RoomClient`."""

    def connect(self) -> object: ...


@dataclass(frozen=True)
class Room:
    """The address of the server, the meeting's id, and the people's seat tokens, the leader's first."""

    base_url: str
    meeting: str
    tokens: Sequence[str]

    def dump(self) -> str:
        return json.dumps(asdict(self))


@dataclass
class Company:
    """The people of the scenario, the leader first, and since when they have wished what.

    :ivar led: whether a guest has got the chair.
    :ivar since: by the key of each present wish, the instant at which it arose, in seconds.
    :ivar done: the keys of the wishes that were carried out and do not come again.
    """

    scenario: Scenario
    people: Sequence[Person]
    led: bool = False
    since: dict[str, float] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)

    def look(self, now: float) -> None:
        """Give a guest who has come the chair; afterwards, carry out what somebody has wished for long enough.

        :param now: the instant, in seconds
        """
        if self.led:
            self._carry_out(now)
        elif guest := self._guest():
            self.led = True
            self._give_chair(guest)

    def _give_chair(self, guest: str) -> None:
        leader = self.people[0]
        leader.connect()
        # The guest may have taken the chair meanwhile.
        with contextlib.suppress(Refused):
            leader.send("resume")
            leader.send("hand_over", seat=guest)

    def _guest(self) -> str | None:
        """The seat of somebody who is here and is none of the people, or None. No two people have one name."""
        ours = self.scenario["people"]
        seats = self.people[1].view["seats"]
        return next((key for key, seat in seats.items() if seat["here"] and seat["name"] not in ours), None)

    def _carry_out(self, now: float) -> None:
        wished = wishes(self.scenario, self.people, self.done, clock.today(clock.NO_ZONE))
        self.since = {wish.key: self.since.get(wish.key, now) for wish in wished}
        for wish in wished:
            if now - self.since[wish.key] < wish.seconds:
                continue
            if wish.once:
                self.done.add(wish.key)
            # Somebody else may have been faster, for example to end the drift, or the connection is lost.
            with contextlib.suppress(Refused, SocketIOError, TimeoutError):
                self.people[wish.who].send(wish.command, **wish.data)
            self.since[wish.key] = now


def main() -> None:
    """Take part until the meeting is closed. If the server stops before, exit too, without a message."""
    with contextlib.suppress(OSError, SocketIOError, KeyboardInterrupt):
        take_part(Room(**json.load(sys.stdin)), load(SCENARIO))


def take_part(room: Room, scenario: Scenario) -> None:
    """Take the people's seats, give the chair to the first guest, and act until the meeting is closed.

    :raises OSError: when the server does not answer or stops.
    """
    until_it_answers(room.base_url)
    people = [RoomClient(room.base_url, room.meeting, token) for token in room.tokens]
    for person in people[1:]:
        person.connect()
    company = Company(scenario, people)
    try:
        while people[1].view["meeting"]["status"] != "closed":
            people[1].wait_until(lambda: people[1].is_connected)
            company.look(time.monotonic())
            time.sleep(LOOK_SECONDS)
    finally:
        for person in people:
            person.leave()


def until_it_answers(base_url: str) -> None:
    """Wait until the server answers.

    :raises TimeoutError: when it does not within a minute.
    """
    deadline = time.monotonic() + SERVER_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(requests.RequestException):
            if requests.get(f"{base_url}/healthz", timeout=2).ok:
                return
        time.sleep(0.2)
    raise TimeoutError("the server does not answer")


if __name__ == "__main__":
    main()
