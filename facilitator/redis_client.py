"""Connections to Redis. Whoever asks it for something can do without an answer, so nobody waits for it for long."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redis import Redis

TIMEOUT_SECONDS = 0.5


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
