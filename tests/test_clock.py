"""Going by the clock of the database."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from flask import Flask

from facilitator import clock, database

HOUR_MS = 3600 * 1000


@pytest.fixture
def own() -> Iterator[int]:
    """This machine's instant. Afterwards its clock is gone by again."""
    yield time.time_ns() // 1_000_000
    clock.follow(lambda: time.time_ns() // 1_000_000)


def test_another_clock_is_followed(own: int) -> None:
    clock.follow(lambda: own + HOUR_MS)
    assert HOUR_MS <= clock.now() - own < HOUR_MS + 10_000


def test_an_answer_that_took_too_long_is_not_used(own: int, monkeypatch: pytest.MonkeyPatch) -> None:
    instants = iter((own, own + clock.MOST_MS + 1))
    with monkeypatch.context() as patch:
        patch.setattr(clock, "_own", lambda: next(instants))
        clock.follow(lambda: own + HOUR_MS)
    assert clock.now() - own < HOUR_MS


def test_the_database_is_asked(postgres_app: Flask, own: int) -> None:
    clock.follow(lambda: own + HOUR_MS)
    database.follow_clock()
    assert clock.now() - own < HOUR_MS
