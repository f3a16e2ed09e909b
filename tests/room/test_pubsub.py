"""Telling other processes through Redis which meetings have changed."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cast import until
from fixtures import redis

from facilitator.room.gateway.pubsub import MOST_WAITING, PubSub


@pytest.fixture
def server(tmp_path: Path) -> Iterator[redis.RedisServer]:
    with redis.served(tmp_path) as found:
        yield found


def tell(process: PubSub, meeting_id: str, seq: int) -> None:
    committed: Any = SimpleNamespace(meeting_id=meeting_id, seq=seq)
    process.on_committed(None, committed)


def tell_until_heard(process: PubSub, meeting_id: str, seq: int, heard: Mapping[str, int]) -> None:
    """Tell it again and again: whoever has just begun to listen may miss the first time."""

    def is_heard() -> bool:
        tell(process, meeting_id, seq)
        return heard.get(meeting_id) == seq

    until(is_heard)


Process = tuple[PubSub, dict[str, int]]
"""What a process uses, and what it has heard of the others."""


@pytest.fixture
def processes(server: redis.RedisServer) -> Iterator[tuple[Process, Process]]:
    first, second = process(server.url), process(server.url)
    yield first, second
    for one, _ in (first, second):
        one.on_stopping(None)


def process(url: str) -> Process:
    heard: dict[str, int] = {}

    def hear(told: Mapping[str, int]) -> None:
        heard.update(told)

    return PubSub(url, hear), heard


def test_the_others_hear_what_has_changed(processes: tuple[Process, Process]) -> None:
    (one, of_one), (two, of_two) = processes
    one.listen()
    two.listen()
    until(lambda: not one.misses_others and not two.misses_others)
    tell_until_heard(one, "a", 3, of_two)
    assert (of_one, of_two) == ({}, {"a": 3})


def test_after_an_outage_they_hear_again(
    server: redis.RedisServer, processes: tuple[Process, Process]
) -> None:
    (one, _), (two, of_two) = processes
    two.listen()
    tell_until_heard(one, "a", 3, of_two)
    server.stop()
    tell(one, "b", 4)
    until(lambda: two.misses_others)
    server.start()
    until(lambda: not two.misses_others)
    tell_until_heard(one, "c", 5, of_two)


def test_while_redis_is_away_only_so_many_wait() -> None:
    one, _ = process("redis://127.0.0.1:1")
    for number in range(2 * MOST_WAITING):
        tell(one, str(number), 1)
    one.on_stopping(None)
    assert len(one._waiting) <= MOST_WAITING
