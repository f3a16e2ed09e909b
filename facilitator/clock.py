"""The clock. An instant is a whole number of milliseconds since the epoch; a day is a day in UTC.

Call ``clock.now()`` and do not import `now` itself, so that a test can stop the clock in one place.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

DAY_MS = 24 * 3600 * 1000


def now() -> int:
    """The present instant, in milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


def today() -> date:
    """The present day, in UTC."""
    return datetime.now(UTC).date()


def utc(at: int) -> datetime:
    """An instant as a date and time in UTC."""
    return datetime.fromtimestamp(at / 1000, UTC)


def day_of(at: int) -> date:
    """The day of an instant, in UTC."""
    return utc(at).date()
