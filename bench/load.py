"""People in rooms who write at a fixed rate, in a process of its own: `python -m bench.load`.

It takes orders as lines of JSON, carries them out one after another, and answers each with a line of JSON:

    {"do": "open", "rooms": 50, "people": 10}
    {"do": "send", "rate": 50, "seconds": 10}

The other orders are `fill`, `edit` and `close`; what each takes and gives back stands at the method of its name.
The load is open: each command has an instant at which it is due, whatever became of those before. How long a
delivery takes is counted from that instant to its receipt by one of the others in the room, so that whatever
keeps commands waiting counts too.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import gevent
from gevent.event import AsyncResult, Event

from bench.rooms import Broadcaster, Facilitator, Opened, Opener, post
from bench.websocket_client import Address, Client

CARD_BYTES = 120
MOST_CARDS = 300
"""What a meeting may have."""
USUAL_CARDS = 100
"""With more cards than these in a room, new rooms are opened before the next commands are sent."""
ARRIVED_SECONDS = 1
"""So long after the last view all have arrived. Whoever arrives later makes new cards wait."""
HOPELESS_SECONDS = 2.0
"""When a command has waited so long for its answer, the server cannot keep up."""
PATIENCE_SECONDS = 15.0
APART_SECONDS = 0.005
"""The least from one command to the next where they are sent one after another: a seat may send 30 a second."""
OVERLOADED = frozenset({"busy", "unavailable"})
"""Why a command may be refused when a server has too much to do. Any other refusal is a mistake of ours."""
_MARK = re.compile(rb"~(\d+)~")

Answer = tuple[dict[str, Any], float]


@dataclass
class Sent:
    """The commands of one measurement. Instants are in seconds of `time.perf_counter`."""

    first: int
    """The number of its first command. Numbers go on from one measurement to the next."""
    seats: list[Seat] = field(default_factory=list)
    due: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    """By how much each was sent after it was due, which is ours and not the server's."""
    waiting: dict[int, float] = field(default_factory=dict)
    """Of the commands without an answer, by number, when they were due; the oldest first."""
    answered: list[float] = field(default_factory=list)
    """Seconds from when it was due to its acknowledgement."""
    refused: Counter[str] = field(default_factory=Counter)
    expected: int = 0
    """How many deliveries there should be in the end: none of what was refused."""
    delivered: list[float] = field(default_factory=list)
    """Seconds from when it was due to its receipt, one for each command and each of the others in the room."""

    def add(self, number: int, seat: Seat, due: float) -> None:
        self.seats.append(seat)
        self.due.append(due)
        self.late.append(time.perf_counter() - due)
        self.waiting[number] = due
        self.expected += len(seat.room.seats) - 1

    def deliver(self, number: int, to: Seat, at: float) -> None:
        n = number - self.first
        if 0 <= n < len(self.due) and self.seats[n] is not to:
            self.delivered.append(at - self.due[n])

    def answer(self, number: int, answer: dict[str, Any], at: float) -> None:
        self.answered.append(at - self.waiting.pop(number))
        if not answer["ok"]:
            self.refused[answer["code"]] += 1
            self.expected -= len(self.seats[number - self.first].room.seats) - 1

    def oldest_wait(self) -> float:
        """For how long the oldest command has been waiting for its answer, in seconds."""
        oldest = next(iter(self.waiting.values()), None)
        return 0.0 if oldest is None else time.perf_counter() - oldest


@dataclass
class Room:
    seats: list[Seat] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)


class Seat:
    """One person's socket."""

    def __init__(self, load: Load, room: Room, address: Address, meeting: str, token: str) -> None:
        self.room = room
        self.viewed = Event()
        self._load = load
        self._auth = json.dumps({"meeting": meeting, "token": token})
        self._asked: dict[int, Callable[[dict[str, Any], float], None]] = {}
        self.socket = Client(address, self._hear, load.lost)

    def command(self, name: str, data: dict[str, Any], number: int, heard: Callable[..., None]) -> None:
        self._asked[number] = heard
        command = {"id": secrets.token_urlsafe(16), "name": name, "data": data}
        self.socket.send(f"42/room,{number}" + json.dumps(["command", command]))

    def ask(self, name: str, data: dict[str, Any]) -> float:
        """Send a command and wait for its answer: the seconds that took.

        :raises SystemExit: when it is refused.
        """
        answered: AsyncResult[Answer] = AsyncResult()
        began = time.perf_counter()
        self.command(name, data, self._load.number(), lambda answer, at: answered.set((answer, at)))
        told = answered.get(timeout=PATIENCE_SECONDS)
        assert told is not None
        answer, at = told
        if not answer["ok"]:
            raise SystemExit(f"{name} was refused: {answer}")
        return at - began

    def _hear(self, text: bytes, at: float) -> None:
        if text.startswith(b'42/room,["patch"'):
            for mark in _MARK.findall(text):
                self._load.sent.deliver(int(mark), self, at)
        elif text.startswith(b"43/room,"):
            number, _, body = text[8:].partition(b"[")
            self._asked.pop(int(number))(json.loads(b"[" + body)[0], at)
        elif text == b"2":
            self.socket.send("3")
        elif text.startswith(b"0"):
            self.socket.send("40/room," + self._auth)
        elif text.startswith(b'42/room,["view"'):
            self.viewed.set()
        elif text.startswith((b"44/room", b'42/room,["goodbye"')):
            self._load.fail(text.decode())


class Load:
    """All rooms, seats and measurements of this process."""

    def __init__(self, address: Address, opener: Opener) -> None:
        self.sent = Sent(0)
        self._address = address
        self._opener = opener
        self._rooms: list[Room] = []
        self._people = 0
        self._opened = 0
        self._last = 0
        self._failed: str | None = None

    def number(self) -> int:
        """A number that was never given out, for a command."""
        self._last += 1
        return self._last

    def lost(self) -> None:
        self.fail("the server ended a connection")

    def fail(self, why: str) -> None:
        self._failed = self._failed or why

    def open(self, rooms: int, people: int) -> dict[str, Any]:
        """Open rooms, and fill them one person after another.

        Returns how long joining took in ms, from the request to the first view.
        """
        self._people = people
        took: list[float] = []
        new = [Room() for _ in range(rooms)]
        for room in new:
            self._rooms.append(room)
            took += self._seat_all(room)
        gevent.sleep(ARRIVED_SECONDS)
        for room in new:
            for name, data in self._opener.before:
                room.seats[0].ask(name, data)
        self._check()
        return {"joins": len(took), **_spread("join", took)}

    def _seat_all(self, room: Room) -> list[float]:
        self._opened += 1
        opened = self._opener.open(self._opened)
        if opened.leader:
            self._connect(room, opened, opened.leader)
        took = []
        while len(room.seats) < self._people:
            began = time.perf_counter()
            told = post(self._address, opened.join, {"name": f"Person {len(room.seats)}"})
            self._connect(room, opened, told["token"])
            took.append(time.perf_counter() - began)
        return took

    def _connect(self, room: Room, opened: Opened, token: str) -> None:
        seat = Seat(self, room, self._address, opened.meeting, token)
        room.seats.append(seat)
        if not seat.viewed.wait(PATIENCE_SECONDS):
            self.fail("no view came")
        self._check()

    def close(self) -> dict[str, Any]:
        """Let everybody leave, and give the server a moment for it."""
        for room in self._rooms:
            for seat in room.seats:
                seat.socket.close()
        self._rooms = []
        gevent.sleep(2)
        return {}

    def send(self, rate: float, seconds: float, give_up: bool = False) -> dict[str, Any]:
        """Write cards in all rooms in turn, `rate` a second, and wait for what becomes of them.

        With `give_up`, stop as soon as the server cannot keep up.
        Returns what was sent, acknowledged, refused (by code), delivered and is missing; the times of deliveries,
        acknowledgements and our own lateness in ms; whether we gave up; and which part of a core we used.
        """
        count = min(int(rate * seconds), MOST_CARDS * len(self._rooms))
        self._make_space(count)
        began, used = time.perf_counter(), time.process_time()
        self.sent = Sent(self._last + 1)
        gave_up = self._write(count, rate, began, give_up)
        self._wait()
        self._check()
        busy = (time.process_time() - used) / (time.perf_counter() - began)
        return {"rate": rate, **_told(self.sent), "gave_up": gave_up, "busy": round(busy, 2)}

    def _make_space(self, count: int) -> None:
        each = math.ceil(count / len(self._rooms))
        most = max(len(room.cards) for room in self._rooms)
        if most and most + each > USUAL_CARDS:
            rooms = len(self._rooms)
            self.close()
            self.open(rooms, self._people)

    def _write(self, count: int, rate: float, began: float, give_up: bool) -> bool:
        """Send the cards when they are due. Whether we gave up."""
        for n in range(count):
            due = began + n / rate
            gevent.sleep(max(0.0, due - time.perf_counter()))
            if give_up and self.sent.oldest_wait() > HOPELESS_SECONDS:
                return True
            room = self._rooms[n % len(self._rooms)]
            seat = room.seats[n // len(self._rooms) % len(room.seats)]
            number = self.number()
            self.sent.add(number, seat, due)
            seat.command("add_card", _card(room, number), number, partial(self.sent.answer, number))
        return False

    def _wait(self) -> None:
        """Wait until all are answered and delivered, or for so long that it makes no difference."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end and not self._failed:
            if (
                len(self.sent.answered) == len(self.sent.due)
                and len(self.sent.delivered) >= self.sent.expected
            ):
                return
            gevent.sleep(0.01)

    def fill(self, room: int, cards: int) -> dict[str, Any]:
        """Write cards in one room until it has so many."""
        here = self._rooms[room]
        while len(here.cards) < cards:
            gevent.sleep(APART_SECONDS)
            here.seats[len(here.cards) % len(here.seats)].ask("add_card", _card(here, 0))
        return {}

    def edit(self, room: int, times: int) -> dict[str, Any]:
        """Rewrite cards of one room, one after another. Returns how long the answers took in ms."""
        here, took = self._rooms[room], []
        for n in range(times):
            card = here.cards[n % len(here.cards)]
            data = {"card": card, "key": card, "text": _text(self.number())}
            took.append(here.seats[n % len(here.seats)].ask("edit_card", data))
            gevent.sleep(max(0.0, APART_SECONDS - took[-1]))
        self._check()
        return _spread("ack", took)

    def _check(self) -> None:
        """Fail loudly when the server did anything that would make the measurement worthless."""
        wrong = {code: n for code, n in self.sent.refused.items() if code not in OVERLOADED}
        if self._failed or wrong:
            raise SystemExit(f"the measurement failed: {self._failed or f'refused: {wrong}'}")


def _card(room: Room, number: int) -> dict[str, Any]:
    """A card that its writer and key belong to, whose text says the command's number."""
    card = secrets.token_urlsafe(16)
    room.cards.append(card)
    return {"card": card, "key": card, "column": "driver", "text": _text(number)}


def _text(number: int) -> str:
    return f"~{number}~ We saw the alarm and took it for noise, as we had the week before. ".ljust(
        CARD_BYTES, "x"
    )


def _told(sent: Sent) -> dict[str, Any]:
    return {
        "sent": len(sent.due),
        "acked": len(sent.answered) - sent.refused.total(),
        "refused": dict(sent.refused),
        "delivered": len(sent.delivered),
        "missing": sent.expected - len(sent.delivered),
        **_spread("delivery", sent.delivered, sent.expected),
        **_spread("ack", sent.answered, len(sent.due)),
        **_spread("late", sent.late),
    }


def _spread(name: str, seconds: list[float], count: int = 0) -> dict[str, float]:
    """The p50, p95 and p99 in ms. Of `count`, those that are missing took for ever."""
    ordered = sorted(seconds)
    ordered += [math.inf] * (max(count, 1) - len(ordered))
    return {
        f"{name}_p{part}": round(1000 * ordered[math.ceil(len(ordered) * part / 100) - 1], 2)
        for part in (50, 95, 99)
    }


def _order(load: Load, line: str) -> dict[str, Any]:
    order = json.loads(line)
    orders: dict[str, Callable[..., dict[str, Any]]] = {
        "open": load.open,
        "send": load.send,
        "fill": load.fill,
        "edit": load.edit,
        "close": load.close,
    }
    return orders[order.pop("do")](**order)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("url", help="of the server, such as http://127.0.0.1:5000")
    parser.add_argument("--token", default="", help="an API token of ours; without one it is the broadcaster")
    given = parser.parse_args()
    parts = urlsplit(given.url)
    address = (str(parts.hostname), int(parts.port or 80))
    load = Load(address, Facilitator(address, given.token) if given.token else Broadcaster(address))
    # The next line is awaited in a thread, so that the sockets still answer the server's pings.
    while line := gevent.get_hub().threadpool.apply(sys.stdin.readline):
        print(json.dumps(_order(load, line)), flush=True)


if __name__ == "__main__":
    main()
