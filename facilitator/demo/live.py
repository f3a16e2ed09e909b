"""The three people of the demonstration, in a process of their own.

    python -m facilitator.demo.live < room.json

reads the room's address and tokens, waits for the server, and holds the meeting slowly enough to watch. In
the writing stage, the three wait for somebody to join them.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

import requests
from socketio.exceptions import SocketIOError

from facilitator import clock
from facilitator.demo.client import RoomClient
from facilitator.demo.script import Pace, Scenario, load, play
from facilitator.refused import Refused

SCENARIO = "offer-two-prices"
SERVER_SECONDS = 60
GUEST_SECONDS = 3 * 3600
WRITING_SECONDS = 60
# Real seconds for each planned second: the 25 minutes take about six, and voting is less shortened.
_SPEED = {"frame": 0.15, "recount": 0.15, "group": 0.2, "vote": 0.6, "discuss": 0.25, "celebrate": 0.4}


@dataclass(frozen=True)
class Room:
    """The address of the meeting, its id, the token of its link, and the seat token of its leader."""

    base_url: str
    meeting: str
    link: str
    token: str

    def dump(self) -> str:
        return json.dumps(asdict(self))


class Seated(Protocol):
    """A participant with a seat and a view of the room, such as a `RoomClient`."""

    @property
    def seat(self) -> str: ...

    @property
    def view(self) -> Mapping[str, Any]: ...

    @property
    def is_connected(self) -> bool: ...

    def wait_until(self, true: Callable[[], object], seconds: float, /) -> None: ...


class LivePace(Pace):
    """A pace slow enough to watch. In the writing stage it waits for a guest, then for all to be done."""

    def __init__(self, people: Sequence[Seated]) -> None:
        self._people = people

    def wait(self, kind: str, seconds: float) -> None:
        time.sleep(seconds * _SPEED.get(kind, 0.2))

    def before_next(self, kind: str) -> None:
        if kind == "reflect":
            self._wait_for_guest()
            with contextlib.suppress(TimeoutError):
                self._leader.wait_until(self._all_done, WRITING_SECONDS)

    def _wait_for_guest(self) -> None:
        leader = self._leader
        leader.wait_until(lambda: self._has_guest() or not leader.is_connected, GUEST_SECONDS)
        if not leader.is_connected:
            raise ConnectionError("the server has stopped")

    @property
    def _leader(self) -> Seated:
        return self._people[0]

    def _has_guest(self) -> bool:
        ours = {person.seat for person in self._people}
        seats: dict[str, Any] = self._leader.view["seats"]
        return any(seat["here"] for key, seat in seats.items() if key not in ours)

    def _all_done(self) -> bool:
        writing = self._leader.view.get("writing", {})
        return bool(writing and writing["done"] >= writing["of"])


def main() -> None:
    """Hold the meeting, then exit. If the server stops before the end, exit too, without a message."""
    with contextlib.suppress(OSError, SocketIOError, KeyboardInterrupt):
        hold(Room(**json.load(sys.stdin)), load(SCENARIO))


def hold(room: Room, scenario: Scenario) -> None:
    """Hold the meeting of the scenario in the room.

    :raises OSError: when the server does not answer or stops, or no guest comes for hours.
    """
    until_it_answers(room.base_url)
    leader = RoomClient(room.base_url, room.meeting, room.token).connect()
    people = [leader, *(RoomClient.join(room.base_url, room.link, name) for name in scenario["people"][1:])]
    try:
        play(scenario, people, LivePace(people), clock.today(clock.NO_ZONE))
    except Refused as refused:
        # A guest may have taken the chair or closed the meeting. Then the demonstration ends here.
        print(f"The three stop here: {refused.message}", file=sys.stderr)  # noqa: T201
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
