"""The clock. An instant is a whole number of milliseconds since the epoch; which day it is depends on the zone.

A zone is an IANA name, such as ``Europe/Berlin``.

Call ``clock.now()`` and do not import `now` itself, so that a test can stop the clock in one place.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

DAY_MS = 24 * 3600 * 1000
NO_ZONE = "UTC"
"""The zone in which days are counted as long as nobody has said another one."""
MOST_MS = 1000
"""An answer of another clock that took longer is not used."""

_LAST = 253_402_300_800_000 - DAY_MS
"""Python's calendar ends with the year 9999, and east of Greenwich up to 14 hours earlier than in UTC."""

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


def today(zone: str) -> date:
    """The present day in the zone."""
    return day_of(now(), zone)


def _own() -> int:
    return time.time_ns() // 1_000_000


def utc(at: int) -> datetime:
    """An instant as a date and time in UTC."""
    return datetime.fromtimestamp(at / 1000, UTC)


def local(at: int, zone: str) -> datetime:
    """An instant as a date and time in the zone. An instant after `_LAST` counts as that one.

    :raises ZoneInfoNotFoundError: for a zone that is not one of `zone_names`.
    """
    return datetime.fromtimestamp(min(at, _LAST) / 1000, ZoneInfo(zone))


def day_of(at: int, zone: str) -> date:
    """The day that an instant is in the zone."""
    return local(at, zone).date()


def beginning(day: date, zone: str) -> int:
    """The instant at which a day begins in the zone."""
    return int(datetime.combine(day, datetime.min.time(), ZoneInfo(zone)).timestamp()) * 1000


def words(at: int, zone: str) -> str:
    """An instant in words, with what the zone is called then: ``5 January 2026, 23:00 UTC+14``."""
    there = local(at, zone)
    called = f"{there:%Z}"
    # Most zones have no letters of their own; they are called "+14".
    return f"{there.day} {there:%B %Y, %H:%M} {called if called.isalpha() else f'UTC{called}'}"


@cache
def zone_names() -> frozenset[str]:
    """The names of all zones. Two that a system may have say nothing of a place."""
    return frozenset(available_timezones() - {"Factory", "localtime"})
