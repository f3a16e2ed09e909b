"""Two processes serve one room, and something happens to one of them, to Redis or to Postgres.

What was acknowledged is there, once, and everybody's view is the same in the end.
"""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

import pytest
import requests
import websocket
from cast import OpenRoom, Person, agree, together, until
from conftest import rooms
from faults.writing import write_through
from fixtures.two_processes import Two, go_on, two_processes

from bench.postgres import restart, run

# See `write_through`.
pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.timeout(240),
]

Trouble = Callable[[Two], None]


def one_is_killed(two: Two) -> None:
    time.sleep(0.5)
    two.servers[0].kill()
    time.sleep(1)
    two.servers[0].start()


def one_stops(two: Two) -> None:
    time.sleep(0.5)
    two.servers[1].stop()
    time.sleep(1)
    two.servers[1].start()


def redis_restarts(two: Two) -> None:
    time.sleep(0.5)
    two.redis.stop()
    time.sleep(1)
    two.redis.start()


def redis_hangs(two: Two) -> None:
    time.sleep(0.5)
    two.redis.pause()
    time.sleep(3)
    two.redis.go_on()


def postgres_restarts(two: Two) -> None:
    time.sleep(0.5)
    restart(two.postgres)


def postgres_hangs(two: Two) -> None:
    time.sleep(0.5)
    paused = two.pause_postgres()
    time.sleep(3)
    go_on(paused)


def postgres_hangs_for_long(two: Two) -> None:
    paused = two.pause_postgres()
    time.sleep(15)
    go_on(paused)


def postgres_is_cut_off(two: Two) -> None:
    """Nobody can connect for 45 seconds."""
    run(two.postgres, "ALTER DATABASE own ALLOW_CONNECTIONS false")
    run(two.postgres, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'own'")
    time.sleep(45)
    run(two.postgres, "ALTER DATABASE own ALLOW_CONNECTIONS true")


def redis_is_away_for_long(two: Two) -> None:
    two.redis.stop()
    time.sleep(45)
    two.redis.start()


SHORT = [one_is_killed, one_stops, redis_restarts, redis_hangs, postgres_restarts, postgres_hangs]
LONG = [postgres_hangs_for_long, postgres_is_cut_off, redis_is_away_for_long]


@pytest.mark.parametrize(
    "trouble",
    [*SHORT, *(pytest.param(each, marks=pytest.mark.soak) for each in LONG)],
    ids=lambda each: each.__name__,
)
def test_nothing_acknowledged_is_lost(two: Two, trouble: Trouble) -> None:
    write_through(lambda: trouble(two), *two.servers)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """All here holds although the clock of the second one's machine is ahead."""
    with two_processes(tmp_path_factory.mktemp("two"), second_ahead_seconds=45) as found:
        yield found


@pytest.fixture
def open_room(two: Two) -> Iterator[OpenRoom]:
    """The first person is connected to the first process, the second one to the second."""
    with rooms(*two.servers) as opening:
        yield opening


@pytest.fixture
def hung(two: Two) -> Iterator[None]:
    """Redis hangs meanwhile."""
    two.redis.pause()
    yield
    two.redis.go_on()


def test_a_redis_that_hangs_holds_up_nobody(open_room: OpenRoom, hung: None) -> None:
    ana, ben = open_room("Ana", "Ben")
    ana.patience = ben.patience = 5
    with together(ana, ben):
        for name in ("Anna", "Anne", "Ana"):
            ana.send("rename_seat", name=name)
            ben.catch_up(ana.seq)


def test_a_redis_that_hangs_is_told_by_readyz_until_it_is_heard_again(two: Two, open_room: OpenRoom) -> None:
    def says(is_there: bool) -> bool:
        return all(
            requests.get(f"{server.url}/readyz", timeout=10).json()["redis"] is is_there
            for server in two.servers
        )

    ana, ben = open_room("Ana", "Ben")
    with together(ana, ben):
        until(lambda: says(True))
        two.redis.pause()
        try:
            until(lambda: says(False))
        finally:
            two.redis.go_on()
        until(lambda: says(True))


class Listener:
    """A connection of a seat that keeps what it hears in the order in which it came."""

    def __init__(self, person: Person) -> None:
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self._socket = websocket.create_connection(
            person.base_url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket",
            suppress_origin=True,
            timeout=30,
        )
        auth = json.dumps({"meeting": person.meeting, "token": person.token})
        self._socket.send(f"40/room,{auth}")
        self._listening = threading.Thread(target=self._listen)
        self._listening.start()

    def _listen(self) -> None:
        with contextlib.suppress(OSError, websocket.WebSocketException):
            while text := str(self._socket.recv()):
                if text == "2":
                    self._socket.send("3")
                elif text.startswith("42/room,"):
                    self.heard.append(tuple(json.loads(text.removeprefix("42/room,"))))

    def has(self, seq: int) -> bool:
        return any(message["seq"] >= seq for _, message in self.heard)

    def close(self) -> None:
        self._socket.close()
        self._listening.join(30)


def test_no_view_goes_back_while_all_write_at_once(open_room: OpenRoom) -> None:
    people = open_room("Ana", "Ben", "Cleo", "Dina", "Emil", "Fay")
    with together(*people):
        people[0].send("start")
        listeners = [Listener(person) for person in people[:2]]
        for listener in listeners:
            until(partial(listener.has, 0))

        def write(person: Person) -> None:
            for number in range(20):
                person.send("rename_seat", name=f"{person.name[:4]} {number}")

        with ThreadPoolExecutor(len(people)) as pool:
            list(pool.map(write, people))
        agree(*people)
        for listener in listeners:
            until(partial(listener.has, people[0].seq))
            listener.close()
    for listener in listeners:
        steps = [message for event, message in listener.heard if event in ("view", "patch")]
        assert [event for event, _ in listener.heard].count("view") == 1
        assert [patch["base"] for patch in steps[1:]] == [before["seq"] for before in steps[:-1]]


def test_whoever_connects_meanwhile_misses_no_step(open_room: OpenRoom) -> None:
    people = open_room("Ana", "Ben", "Cleo", "Dina", "Emil", "Fay")
    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(Person.connect, people))
    until(lambda: all(each["here"] for each in people[0].view["seats"].values()))
    agree(*people)


def test_who_was_on_a_process_that_was_killed_leaves(two: Two, open_room: OpenRoom) -> None:
    ana, ben = open_room("Ana", "Ben")
    with together(ana, ben):
        seat = ana.seat
        time.sleep(0.5)
        two.servers[0].kill()
        ben.wait_until(lambda: not ben.view["seats"][seat]["here"], 40)
        assert ben.view["chair"]["vacant_since"] == ben.view["seats"][seat]["gone_at"]
    two.servers[0].start()


def test_clocks_that_differ_take_nobody_away(two: Two, open_room: OpenRoom) -> None:
    dates = [requests.get(f"{server.url}/healthz", timeout=10).headers["Date"] for server in two.servers]
    first, second = (parsedate_to_datetime(date) for date in dates)
    assert (second - first).total_seconds() > 30
    ana, ben = open_room("Ana", "Ben")
    with together(ana, ben):
        ana.send("start")
        began = len(ana.events("patch"))
        time.sleep(15)
        assert ana.is_here()
        assert ben.is_here()
        assert len(ana.events("patch")) == began
        instants = [person.events("view")[0]["now"] for person in (ana, ben)]
        assert abs(instants[0] - instants[1]) < 10_000
