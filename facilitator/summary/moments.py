"""When the rows of a timeline were, for a page: the day only where it changes."""

from __future__ import annotations

import datetime
import re

from facilitator.summary.model import Summary

_DAY_AND_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d))?")


def moments(summary: Summary) -> list[str]:
    """``31 Jan, 17:20``, then ``19:00`` as long as it is that day. Other texts stay as they are.

    The year is told where it is another one than that of the row before, or at first than the meeting's.
    """
    told, year = list[str](), summary.date[:4]
    shown: datetime.date | None = None
    for row in summary.timeline:
        day, time = _split(row.at)
        is_told = day is not None and (day != shown or not time)
        told.append(", ".join(filter(None, (_words(day, year) if day and is_told else "", time))))
        shown, year = day, f"{day:%Y}" if day else year
    return told


def _split(at: str) -> tuple[datetime.date | None, str]:
    """The day and the time of ``2017-01-31T17:20``. Any other text is a time without a day."""
    if found := _DAY_AND_TIME.fullmatch(at):
        try:
            return datetime.date.fromisoformat(found[1]), found[2] or ""
        except ValueError:
            pass
    return None, at


def _words(day: datetime.date, year: str) -> str:
    return f"{day.day} {day:%b}" if f"{day:%Y}" == year else f"{day.day} {day:%b} {day.year}"
