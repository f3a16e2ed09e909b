"""What a PDF costs, and what a room notices of ten of them: real sockets on loopback, a server of its own.

`python -m bench.pdf` prints, for a meeting of ten people with 60 cards, how long one PDF takes from the request
to the last byte, the memory of the process that makes it, and how long commands of the room take to be
acknowledged and to reach everybody, while nothing else happens and while ten PDFs are asked for at once.
"""

from __future__ import annotations

# First, since it patches the standard library.
from bench.room import CARDS, PACE_SECONDS, Seat, fill, paced, seated  # isort: skip

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import gevent
import requests

from bench import processes

PEOPLE, AT_ONCE = 10, 10


class Watch:
    """Looks again and again at the memory of the processes that make a PDF."""

    def __init__(self, group: processes.Group) -> None:
        self._group, self.most_mb = group, 0.0
        self._watching = gevent.spawn(self._look)

    def _look(self) -> None:
        while True:
            for pid in _typesetting(self._group):
                self.most_mb = max(self.most_mb, _peak_mb(pid))
            gevent.sleep(0.005)

    def stop(self) -> None:
        self._watching.kill()


def _typesetting(group: processes.Group) -> Iterator[int]:
    for pid in group.pids():
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue
        if b"typesetting" in command:
            yield pid


def _peak_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def fetch(url: str, token: str) -> tuple[int, float]:
    """One PDF: its bytes, and how many seconds it took."""
    began = time.perf_counter()
    made = requests.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=60)
    assert made.content.startswith(b"%PDF"), made.text[:200]
    return len(made.content), time.perf_counter() - began


def while_made(seats: list[Seat], url: str, token: str) -> tuple[tuple[list[float], list[float]], float]:
    """Seconds of the room's commands while ten PDFs are made, and of all ten together."""
    began = time.perf_counter()
    making = [gevent.spawn(fetch, url, token) for _ in range(AT_ONCE)]
    answers, spread = list[float](), list[float]()
    while not all(job.ready() for job in making):
        more = paced(seats, PACE_SECONDS)
        answers += more[0]
        spread += more[1]
    for job in making:
        job.get()
    return (answers, spread), time.perf_counter() - began


def p95_ms(seconds: list[float]) -> float:
    return 1000 * quantiles(seconds, n=20)[18]


def report(server: processes.Server, seconds: float) -> None:
    meeting = seated(server.url, {"Authorization": f"Bearer {server.token}"}, PEOPLE)
    fill(meeting.seats)
    url = f"{server.url}/api/v1/meetings/{meeting.id}/summary?format=pdf"
    watch = Watch(server.group)
    made = [fetch(url, meeting.leader) for _ in range(10)]
    quiet = paced(meeting.seats, seconds)
    busy, together = while_made(meeting.seats, url, meeting.leader)
    watch.stop()
    print(f"{PEOPLE} people, {CARDS} cards shown")
    print(
        f"  one PDF                       {1000 * median(took for _, took in made):8.0f} ms, {made[0][0] / 1024:.0f} KB"
    )
    print(f"  memory of its process         {watch.most_mb:8.0f} MB")
    print(f"  ten at once                   {1000 * together:8.0f} ms")
    for name, calm, stirred in (("acknowledged", quiet[0], busy[0]), ("with everybody", quiet[1], busy[1])):
        before, during = p95_ms(calm), p95_ms(stirred)
        print(
            f"  {name:<14} p95           {before:8.1f} ms, while ten are made {during:.1f} ms ({during / before:.2f} x)"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5, help="how long the quiet room is measured")
    with processes.facilitator() as server:
        report(server, parser.parse_args().seconds)


if __name__ == "__main__":
    main()
