"""How many requests a program may send in a minute, and the headers that say how many are left.

All programs of an account and its seats count together. A guest's seat counts for itself, and requests without a token
that we gave out count for their network. Requests that are refused count, too.

The headers are those of the draft draft-ietf-httpapi-ratelimit-headers-10.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol, cast

from flask import Flask, Response, current_app, g, request

from facilitator import clock, redis_client
from facilitator.accounts import access
from facilitator.api.blueprint import blueprint
from facilitator.config import Settings, settings
from facilitator.networks import network_of
from facilitator.refused import Refused, too_many

MINUTE_MS = 60 * 1000
POLICY = "minute"


class Counts(Protocol):
    def count(self, key: str, minute: int) -> int:
        """Count one request of this minute, and return how many there are now."""


class InMemory:
    """The counts of one process. Those of earlier minutes are forgotten."""

    def __init__(self) -> None:
        self._minute, self._counts = 0, dict[str, int]()
        self._turn = threading.Lock()

    def count(self, key: str, minute: int) -> int:
        with self._turn:
            if minute != self._minute:
                self._minute, self._counts = minute, {}
            self._counts[key] = self._counts.get(key, 0) + 1
            return self._counts[key]


class InRedis:
    """The counts of all processes together. While Redis is away, each process counts for itself."""

    def __init__(self, url: str) -> None:
        self._redis = redis_client.connect(url)
        self._asking = redis_client.Asking("requests of programs are counted in this process only")
        self._meanwhile = InMemory()

    def count(self, key: str, minute: int) -> int:
        def ask() -> object:
            name = f"facilitator:api:{key}:{minute}"
            with self._redis.pipeline() as both:
                both.incr(name)
                both.pexpire(name, 2 * MINUTE_MS)
                return both.execute()[0]

        found = self._asking.ask(ask)
        return self._meanwhile.count(key, minute) if found is None else cast(int, found)


def register(app: Flask, chosen: Settings) -> None:
    """Set up the counts. They are in Redis if there is one, so that all processes count together."""
    app.extensions["api_requests"] = InRedis(chosen.redis_url) if chosen.redis_url else InMemory()


def counted(check: Callable[[], object]) -> Callable[[], None]:
    """The check of a gate, after which the request is counted, whether it may enter or not."""

    def check_and_count() -> None:
        try:
            check()
        finally:
            _count()

    return check_and_count


@blueprint.before_request
def count_request() -> None:
    """Count a request that no gate has counted, because everyone may send it.

    :raises Refused: ``too_many``
    """
    if "rate" in g:
        return
    if "Authorization" in request.headers:
        # Whether it needs a token is up to the route. A good one is counted for its account all the same.
        with suppress(Refused):
            access.token_account()
    _count()


def _count() -> None:
    most, now = settings().api_per_minute, clock.now()
    counts = cast(Counts, current_app.extensions["api_requests"])
    used = counts.count(_sender(), now // MINUTE_MS)
    left_ms = MINUTE_MS - now % MINUTE_MS
    g.rate = f'"{POLICY}";r={max(most - used, 0)};t={-(-left_ms // 1000)}'
    if used > most:
        raise too_many("That were many requests in a short time.", left_ms)


def _sender() -> str:
    """For whom the request is counted: its account, its seat, or its network."""
    if "api_token" in g:
        return f"account:{g.api_token.account_id}"
    if "seat" in g:
        return f"account:{g.seat.account_id}" if g.seat.account_id else f"seat:{g.seat.id}"
    return f"network:{network_of(request.remote_addr or '')}"


@blueprint.after_request
def tell_rate(response: Response) -> Response:
    if "rate" in g:
        response.headers["RateLimit-Policy"] = f'"{POLICY}";q={settings().api_per_minute};w=60'
        response.headers["RateLimit"] = g.rate
    return response
