"""How a live room does, next to the least that a server of rooms could do: `python -m bench.live`.

Prints docs/benchmarks.md's table: what ours takes, what :mod:`bench.broadcaster` takes in the same run, and
whether the goal is met. Each number is the median of the rounds, in which the servers take turns.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any, NamedTuple

from bench import processes, slow_disk
from bench.processes import Server
from bench.rooms import CAPACITY

OURS, THEIRS = "ours", "broadcaster"
RATE = 50
"""Commands a second at which latency is measured, over all rooms."""
MOST_P99_MS = 250
LEAST_STEP = 1.1
"""The search for the highest rate ends when the rates that pass and fail are so near."""
FEW, MANY = 10, 300
EDITS, BLOCKS = 100, 3
JUST_BACK_SECONDS = 11
"""For so long after an arrival, changed cards stay hidden."""
IDLE_PEOPLE = 1000
BEAT_SECONDS = 12
"""A little more than the server's heartbeat."""
MB = 1_000_000

Values = dict[str, list[float]]
"""What was measured, by name: one number for each round."""


@dataclass(frozen=True)
class Given:
    """What to measure, and for how long."""

    rounds: int
    seconds: float
    steps: int
    step_seconds: float
    rooms: int
    people: int
    commit_ms: float
    parts: list[str]


@dataclass(frozen=True)
class Generator:
    """The load generator of one server, a process of its own."""

    process: subprocess.Popen[str]
    server: Server

    def order(self, do: str, **what: Any) -> dict[str, Any]:
        """Its answer, and in it `cpu`: the seconds of processor time that the server used meanwhile.

        :raises SystemExit: when the measurement failed. The generator has said why.
        """
        assert self.process.stdin
        assert self.process.stdout
        before = self.server.group.cpu_seconds()
        self.process.stdin.write(json.dumps({"do": do, **what}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"the load generator ended at {do}")
        told: dict[str, Any] = json.loads(line)
        return {**told, "cpu": self.server.group.cpu_seconds() - before}


@contextmanager
def generating(server: Server) -> Iterator[Generator]:
    token = (f"--token={server.token}",) if server.token else ()  # a token may begin with "-"
    command = [sys.executable, "-m", "bench.load", server.url, *token]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Generator(process, server)
    finally:
        process.kill()
        process.wait()


@dataclass
class Run:
    """All numbers of one run, by server."""

    given: Given
    values: dict[str, Values] = field(
        default_factory=lambda: {OURS: defaultdict(list), THEIRS: defaultdict(list)}
    )

    def started(self, who: str) -> AbstractContextManager[Server]:
        start = processes.facilitator if who == OURS else processes.broadcaster
        return start(slow_disk.program(self.given.commit_ms))

    def note(self, who: str, **numbers: float) -> None:
        for name, number in numbers.items():
            self.values[who][name].append(number)
        told = "  ".join(f"{name} {number:.4g}" for name, number in numbers.items())
        print(f"{who}: {told}", file=sys.stderr, flush=True)

    def middle(self, who: str, name: str) -> float | None:
        numbers = self.values[who].get(name)
        return median(numbers) if numbers else None


def measure_latency(run: Run, who: str) -> None:
    """Joining, latency and processor time at one rate."""
    with run.started(who) as server, generating(server) as load:
        joins = load.order("open", rooms=run.given.rooms, people=run.given.people)
        run.note(who, join=joins["join_p50"], join_p95=joins["join_p95"])
        told = load.order("send", rate=RATE, seconds=run.given.seconds)
        if _trouble(told):
            raise SystemExit(f"not everything was delivered: {told}")
        run.note(
            who,
            p50=told["delivery_p50"],
            p95=told["delivery_p95"],
            p99=told["delivery_p99"],
            late_p99=told["late_p99"],
            cpu=1000 * 1000 * told["cpu"] / told["delivered"],
        )


def _trouble(told: dict[str, Any]) -> bool:
    """Whether not everything that should be sent was sent, acknowledged and delivered."""
    return bool(told["gave_up"] or told["refused"] or told["missing"])


def measure_rate(run: Run, who: str) -> None:
    """The most commands a second of which 99 % reach the others in time, of the rates that were tried."""
    with run.started(who) as server, generating(server) as load:
        load.order("open", rooms=run.given.rooms, people=run.given.people)

        def keeps_up(rate: float) -> bool:
            told = load.order("send", rate=rate, seconds=run.given.step_seconds, give_up=True)
            print(
                f"  {who}: {rate:.0f}/s p99 {told['delivery_p99']:.0f} ms, generator busy {told['busy']:.0%}",
                file=sys.stderr,
                flush=True,
            )
            return not _trouble(told) and told["delivery_p99"] <= MOST_P99_MS

        # A rate is tried twice before it counts as too high: the machine may have had something else to do.
        run.note(who, rate=highest(lambda rate: keeps_up(rate) or keeps_up(rate), RATE, run.given.steps))


def highest(passes: Callable[[float], bool], first: float, steps: int) -> float:
    """The highest rate that passed, of those tried: doubled until one fails, then between the two. 0 if none."""
    low, high, rate = 0.0, float("inf"), float(first)
    for _ in range(steps):
        if passes(rate):
            low = rate
        else:
            high = rate
        if low and high / low < LEAST_STEP:
            break
        rate = low * 2 if high == float("inf") else (low + high) / 2
    return low


def measure_cards(run: Run, who: str) -> None:
    """What a command costs in a room with few cards and in one with many. The broadcaster keeps none."""
    if who == THEIRS:
        return
    with run.started(who) as server, generating(server) as load:
        load.order("open", rooms=2, people=run.given.people)
        for room, cards in enumerate((FEW, MANY)):
            load.order("fill", room=room, cards=cards)
        time.sleep(JUST_BACK_SECONDS)
        told: list[list[dict[str, Any]]] = [[], []]
        for _ in range(BLOCKS):
            for room in (0, 1):
                told[room].append(load.order("edit", room=room, times=EDITS))
    cpu = [1000 * median(block["cpu"] for block in blocks) / EDITS for blocks in told]
    ack = [median(block["ack_p50"] for block in blocks) for blocks in told]
    run.note(who, cards=cpu[1] / cpu[0], few=cpu[0], many=cpu[1], few_ack=ack[0], many_ack=ack[1])


def measure_memory(run: Run, who: str) -> None:
    """Memory before anybody came, and with many people who do nothing."""
    with run.started(who) as server, generating(server) as load:
        time.sleep(1)
        empty = server.group.pss_bytes() / MB
        load.order("open", rooms=IDLE_PEOPLE // CAPACITY, people=CAPACITY)
        load.order("open", rooms=1, people=IDLE_PEOPLE % CAPACITY)
        time.sleep(BEAT_SECONDS)
        run.note(who, empty=empty, idle=server.group.pss_bytes() / MB)


def measure_start(run: Run, who: str) -> None:
    with run.started(who) as server:
        run.note(who, start=server.start_seconds)


PARTS: dict[str, Callable[[Run, str], None]] = {
    "latency": measure_latency,
    "rate": measure_rate,
    "cards": measure_cards,
    "memory": measure_memory,
    "start": measure_start,
}


class Row(NamedTuple):
    """One line of the table.

    ``goal`` is the most, or the least, that ours may be; where ``by`` is `ratio`, as a multiple of the
    broadcaster's.
    """

    what: str
    name: str
    unit: str
    goal: float
    by: str = "ratio"
    least: bool = False


ROWS = (
    Row(f"p95 at {RATE}/s", "p95", "ms", 1.5),
    Row(f"p99 at {RATE}/s", "p99", "ms", 3),
    Row("server CPU per 1,000 deliveries", "cpu", "ms", 2),
    Row(f"commands/s with p99 <= {MOST_P99_MS} ms", "rate", "/s", 0.5, least=True),
    Row("a join, from request to first view", "join", "ms", 4, by="value"),
    Row(f"a command with {MANY} cards against {FEW}", "cards", "×", 1.3, by="value"),
    Row("memory (PSS) with nobody", "empty", "MB", 110, by="value"),
    Row(f"memory (PSS) with {IDLE_PEOPLE:,} idle people", "idle", "MB", 190, by="value"),
    Row("cold start to /healthz", "start", "s", 2),
)


def print_table(run: Run) -> None:
    print("| | ours | broadcaster | ratio | goal | met |")
    print("|---|---|---|---|---|---|")
    for row in ROWS:
        ours, theirs = run.middle(OURS, row.name), run.middle(THEIRS, row.name)
        if ours is not None:
            print(_line(row, ours, theirs))


def _line(row: Row, ours: float, theirs: float | None) -> str:
    ratio = ours / theirs if theirs else None
    judged = ratio if row.by == "ratio" else ours
    met = judged is not None and (judged >= row.goal if row.least else judged <= row.goal)
    bound = f"{'>=' if row.least else '<='} {row.goal:g} {'×' if row.by == 'ratio' else row.unit}"
    shown = [_number(ours, row.unit), _number(theirs, row.unit), _number(ratio, "×")]
    return f"| {row.what} | {' | '.join(shown)} | {bound} | {'yes' if met else 'no'} |"


def _number(number: float | None, unit: str) -> str:
    if number is None:
        return "–"
    digits = 0 if number >= 100 else 1 if number >= 10 else 2
    return f"{number:.{digits}f} {unit}"


def print_raw(run: Run) -> None:
    print("\nRound by round (ms; /s; MB; s):\n")
    for who, values in run.values.items():
        for name, numbers in values.items():
            print(f"    {who:12} {name:10} {' '.join(f'{number:8.2f}' for number in numbers)}")


def print_where(given: Given) -> None:
    load = os.getloadavg()
    disk = f", each commit delayed by {given.commit_ms:g} ms" if given.commit_ms else ""
    print(
        f"{given.rounds} rounds, {given.rooms} rooms × {given.people} people{disk}; Python "
        f"{platform.python_version()}, {os.cpu_count()} cores; load average before {load[0]:.1f}\n"
    )


def _given() -> Given:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, help="how often all is measured (5)")
    parser.add_argument("--seconds", type=float, help=f"how long {RATE} commands a second are sent (10)")
    parser.add_argument("--steps", type=int, help="how many rates are tried (7)")
    parser.add_argument("--step-seconds", type=float, help="for how long each (6)")
    parser.add_argument("--rooms", type=int, default=50)
    parser.add_argument("--people", type=int, default=10, help="in each room")
    parser.add_argument("--commit-ms", type=float, default=0, help="delay each commit, as a slow disk would")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="measure these parts")
    parser.add_argument("--quick", action="store_true", help="one short round, for a look while developing")
    given = parser.parse_args()
    rounds, seconds, steps, step_seconds = (1, 5, 5, 3) if given.quick else (5, 10, 7, 6)
    return Given(
        given.rounds or rounds,
        given.seconds or seconds,
        given.steps or steps,
        given.step_seconds or step_seconds,
        given.rooms,
        given.people,
        given.commit_ms,
        given.only,
    )


def main() -> None:
    run = Run(_given())
    print_where(run.given)
    for _ in range(run.given.rounds):
        for part in run.given.parts:
            for who in (THEIRS, OURS):
                PARTS[part](run, who)
    print_table(run)
    print_raw(run)


if __name__ == "__main__":
    main()
