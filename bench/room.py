"""How fast a room is: real sockets on loopback, a server of its own, bounded in time.

`python -m bench.room` prints, for rooms of 6 and of 30 people, the commands a second that one server
process carries out, how long a command takes to be acknowledged and to reach everybody else, and
what a patch weighs against the whole view.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402
import json  # noqa: E402
import secrets  # noqa: E402
import time  # noqa: E402
from dataclasses import dataclass, field  # noqa: E402
from statistics import quantiles  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
import requests  # noqa: E402
from gevent.event import AsyncResult, Event  # noqa: E402
from websocket import WebSocket, WebSocketException, create_connection  # noqa: E402

from bench import processes  # noqa: E402

SIZES = (6, 30)
CARDS = 60
PACE_SECONDS = 0.05


@dataclass
class Seat:
    """One person's socket, raw, so that the client's own work weighs little."""

    opened: WebSocket
    arrived: dict[int, float] = field(default_factory=dict)
    patches: list[int] = field(default_factory=list)
    view: int = 0
    ready: Event = field(default_factory=Event)
    answers: dict[int, AsyncResult[tuple[dict[str, Any], float]]] = field(default_factory=dict)

    def listen(self) -> None:
        while True:
            try:
                text = self.opened.recv()
            except (WebSocketException, OSError):
                return
            self._hear(str(text), time.perf_counter())

    def _hear(self, text: str, at: float) -> None:
        if text == "2":
            self.opened.send("3")
        elif text.startswith('42/room,["patch"'):
            self.patches.append(len(text.encode()))
            # `base` and `seq` come first, so that the rest need not be read here.
            seq = int(text.split('"seq":', 1)[1].split(",", 1)[0])
            self.arrived[seq] = at
        elif text.startswith('42/room,["view"'):
            self.view = len(text.encode())
            self.ready.set()
        elif text.startswith("43/room,"):
            number, _, body = text[8:].partition("[")
            self.answers.pop(int(number)).set((json.loads("[" + body)[0], at))

    def send(self, name: str, /, **data: Any) -> tuple[dict[str, Any], float]:
        """One command: its answer, and how many seconds that took."""
        number = secrets.randbelow(1 << 30)
        answer: AsyncResult[tuple[dict[str, Any], float]] = AsyncResult()
        self.answers[number] = answer
        command = {"id": secrets.token_urlsafe(16), "name": name, "data": data}
        began = time.perf_counter()
        self.opened.send(f"42/room,{number}" + json.dumps(["command", command]))
        told = answer.get(timeout=30)
        assert told is not None
        return told[0], told[1] - began


@dataclass(frozen=True)
class Meeting:
    """A meeting with people connected; the first of the seats leads, and `leader` is its token."""

    id: str
    leader: str
    seats: list[Seat]


def seated(url: str, headers: dict[str, str], people: int) -> Meeting:
    """A meeting with so many people connected."""
    prepared = {"title": "Bench", "capacity": 30}
    made = requests.post(url + "/api/v1/meetings", json=prepared, headers=headers, timeout=10).json()
    path = "/api/v1" + made["join_url"][made["join_url"].index("/join/") :]
    tokens = [made["seat_token"]]
    for i in range(1, people):
        joined = requests.post(url + path, json={"name": f"Person {i}"}, timeout=10).json()
        tokens.append(joined["token"])
    seats = [connected(url, made["id"], token) for token in tokens]
    return Meeting(made["id"], made["seat_token"], seats)


def connected(url: str, meeting: str, token: str) -> Seat:
    address = url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    seat = Seat(create_connection(address, suppress_origin=True))
    gevent.spawn(seat.listen)
    seat.opened.send("40/room," + json.dumps({"meeting": meeting, "token": token}))
    seat.ready.wait(10)
    return seat


def fill(seats: list[Seat]) -> None:
    """A meeting well under way: cards revealed, so that the view has its usual weight."""
    seats[0].send("start")
    for _ in range(2):
        seats[0].send("next_stage", sure=True)
    for i in range(CARDS):
        new, text = secrets.token_urlsafe(16), f"Thought {i}: we saw the alarm and read it as noise."
        seats[i % len(seats)].send("add_card", card=new, key=new, column="driver", text=text)
    seats[0].send("next_stage", sure=True)


def paced(seats: list[Seat], seconds: float) -> tuple[list[float], list[float]]:
    """Seconds to the answer, and to the last of the others, at a pace that people have."""
    answers, spread = [], []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for seat in seats:
            began = time.perf_counter()
            answer, took = seat.send("rename_seat", name=f"Name {secrets.token_hex(4)}")
            gevent.sleep(PACE_SECONDS)
            answers.append(took)
            others = [other.arrived for other in seats if other is not seat]
            while any(answer["seq"] not in arrived for arrived in others):
                gevent.sleep(PACE_SECONDS)
            spread.append(max(arrived[answer["seq"]] for arrived in others) - began)
    return answers, spread


def flat_out(seats: list[Seat], seconds: float) -> float:
    """Commands a second when everybody sends the next one as soon as the last is acknowledged."""
    end, done = time.monotonic() + seconds, 0

    def write(seat: Seat) -> None:
        nonlocal done
        while time.monotonic() < end:
            answer, _ = seat.send("rename_seat", name=f"Name {secrets.token_hex(4)}")
            if answer["ok"]:
                done += 1
            else:
                gevent.sleep(0.2)

    gevent.joinall([gevent.spawn(write, seat) for seat in seats])
    return done / seconds


def report(people: int, seats: list[Seat], seconds: float) -> None:
    fill(seats)
    for seat in seats:
        seat.patches.clear()
    answers, spread = paced(seats, seconds)
    rate = flat_out(seats, seconds)
    seats[0].ready.clear()
    seats[0].opened.send('42/room,["check",{"seq":0}]')
    seats[0].ready.wait(10)
    weights = sorted(seats[0].patches)
    print(f"{people} people, {CARDS} cards shown")
    print(f"  commands a second, flat out   {rate:8.0f}")
    print(f"  acknowledged after (ms)       {_spread(answers)}")
    print(f"  with everybody after (ms)     {_spread(spread)}")
    ratio = 100 * weights[len(weights) // 2] / seats[0].view
    print(
        f"  patch against view            {weights[len(weights) // 2]} of {seats[0].view} bytes ({ratio:.1f} %)"
    )


def p50_p95(seconds: list[float]) -> tuple[float, float]:
    """Half and 95 % of them take so many ms at most."""
    cuts = quantiles(seconds, n=20)
    return 1000 * cuts[9], 1000 * cuts[18]


def _spread(seconds: list[float]) -> str:
    return "p50 {:6.1f}   p95 {:6.1f}".format(*p50_p95(seconds))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5, help="how long each measurement takes")
    seconds = parser.parse_args().seconds
    with processes.facilitator() as server:
        url, headers = server.url, {"Authorization": f"Bearer {server.token}"}
        for people in SIZES:
            seats = seated(url, headers, people).seats
            report(people, seats, seconds)
            for seat in seats:
                seat.opened.shutdown()


if __name__ == "__main__":
    main()
