"""The order of the rows of the timeline."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .model import TimelineRow

CLOCK_TIME = re.compile(r"(\d{1,2})[:.](\d{2})")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
ISO_TIME = re.compile(r"^(\d{4}-\d\d-\d\d)T(?=\d\d:\d\d)")


def timeline_order(timeline: Mapping[str, TimelineRow]) -> list[str]:
    """The row ids in order. Rows without a time come last.

    They are sorted by time if all times are dates (``2017-01-31 17:20``) or all are times of day (``9:40``).
    Otherwise they are in the order in which they were added.
    """
    rows = sorted(timeline, key=lambda row: timeline[row].pos)
    timed = [row for row in rows if timeline[row].at]
    untimed = [row for row in rows if not timeline[row].at]
    if all(DATE.match(timeline[row].at) for row in timed):
        timed.sort(key=lambda row: timeline[row].at)
    elif all(CLOCK_TIME.match(timeline[row].at) for row in timed):
        timed.sort(key=lambda row: _minute(timeline[row].at))
    return timed + untimed


def _minute(at: str) -> tuple[int, str]:
    hour, minute = map(int, re.findall(r"\d+", at)[:2])
    return hour * 60 + minute, at


def moment(at: str) -> str:
    """An ISO date and time with a space in place of the T. Other texts stay as they are."""
    return ISO_TIME.sub(r"\1 ", at)
