"""The clock. An instant is a whole number of milliseconds since the epoch; a day is a day in UTC.

Call ``clock.now()`` and do not import `now` itself, so that a test can stop the clock in one place.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime

DAY_MS = 24 * 3600 * 1000
MOST_MS = 1000
"""An answer of another clock that took longer is not used."""

_ahead_ms = [0]
"""By how much the clock that is followed is ahead of this machine's, in milliseconds."""


def now() -> int:
    """The present instant, in milliseconds since the epoch."""
    return _own() + _ahead_ms[0]


def follow(ask: Callable[[], int]) -> None:
    """Go by another clock from now on, which the processes on other machines go by, too.

    Call it again and again, because this machine's clock may be set.

    :param ask: returns that clock's present instant, in milliseconds since the epoch.
    """
    before = _own()
    theirs = ask()
    after = _own()
    # It was asked some time between before and after. After a long wait, that says little.
    if 0 <= after - before <= MOST_MS:
        _ahead_ms[0] = theirs - (before + after) // 2


def today() -> date:
    """The present day, in UTC."""
    return day_of(now())


def _own() -> int:
    return time.time_ns() // 1_000_000


def utc(at: int) -> datetime:
    """An instant as a date and time in UTC."""
    return datetime.fromtimestamp(at / 1000, UTC)


def utc_words(at: int) -> str:
    """An instant in words, in UTC. A page's script replaces it with the reader's own time zone."""
    return f"{utc(at).day} {utc(at):%B %Y, %H:%M} UTC"


def day_of(at: int) -> date:
    """The day of an instant, in UTC."""
    return utc(at).date()
