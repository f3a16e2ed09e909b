"""Connections to Redis. Whoever asks it for something can do without an answer, so nobody waits for it for long."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redis import Redis

log = logging.getLogger("facilitator.redis")

TIMEOUT_SECONDS = 0.5
AWAY_SECONDS = 5.0
"""For so long Redis is not asked again after it gave no answer, so that it holds up one request and not each."""


def connect(url: str) -> Redis:
    """A client that gives up after half a second, and does not try a second time.

    Its methods raise `failures` then.
    """
    # Here, because most servers have no Redis.
    from redis import Redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    return Redis.from_url(
        url,
        socket_timeout=TIMEOUT_SECONDS,
        socket_connect_timeout=TIMEOUT_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )


def failures() -> tuple[type[Exception], ...]:
    """The errors that mean that Redis gives no answer."""
    from redis.exceptions import RedisError

    return RedisError, OSError


class Asking:
    """Asks Redis for something that can be done without it.

    :param otherwise: what is done while it gives no answer, for the log
    """

    def __init__(self, otherwise: str) -> None:
        self._otherwise = otherwise
        self._away_until = float("-inf")

    def ask(self, question: Callable[[], object]) -> object:
        """What the question gives; None while Redis is away."""
        if time.monotonic() < self._away_until:
            return None
        try:
            return question()
        except failures() as error:
            log.warning("%s: %s", self._otherwise, type(error).__name__)
            self._away_until = time.monotonic() + AWAY_SECONDS
            return None
