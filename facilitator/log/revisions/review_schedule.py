"""When an entry is due for review: after a quarter, half a year and a year, then every year."""

from __future__ import annotations

import datetime

from facilitator.clock import DAY_MS

AGES_DAYS = (91, 182, 365)


def next_review(date: datetime.date, now: int) -> int:
    """The first review after `now` for an entry of that date. Both instants are ms since the epoch."""
    began = _midnight(date)
    for age in AGES_DAYS:
        if (at := began + age * DAY_MS) > now:
            return at
    years = (now - began) // (365 * DAY_MS) + 1
    return began + years * 365 * DAY_MS


def _midnight(date: datetime.date) -> int:
    start = datetime.datetime.combine(date, datetime.time(), datetime.UTC)
    return int(start.timestamp()) * 1000
