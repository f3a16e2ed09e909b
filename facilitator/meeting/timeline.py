"""The rows of the timeline: splitting a line into when and what, and their order by time.

Rows have an order of their own, which people may change. By its time, a row gets its first place in it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from facilitator.characters import tidy

from .commands import LIMITS
from .when import DAY, When, read, split, with_day

ISO_TIME = re.compile(r"^(\d{4}-\d\d-\d\d)T(?=\d\d:\d\d)")
SOME_DAY = date(2024, 1, 1)
"""A Monday of a leap year. What tells no year, or no day at all, is compared as if it began here."""

Row = tuple[str, str]
"""When and what, as people wrote them."""


def split_row(at: str, what: str) -> Row:
    """A row as it is kept: if ``at`` is empty, with the time that ``what`` begins with."""
    if at:
        return at, what
    found, rest = split(what)
    return (found, rest) if tidy(rest) and len(found) <= LIMITS["when"] else ("", what)


def by_time(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows, split, by time if all have one that can be compared. Otherwise they stay as they stand."""
    kept = tuple(split_row(at, what) for at, what in rows)
    orders = {
        tuple(sorted(range(len(kept)), key=found.__getitem__)) for found in _moments(at for at, _ in kept)
    }
    return tuple(kept[i] for i in orders.pop()) if len(orders) == 1 else kept


def place_by_time(times: Sequence[str], at: str) -> int:
    """Where a row goes among others: after those that were not later. At the end if times cannot be compared.

    Among times without any day, it goes to the first day on which it fits: after 22:00 and 00:30, 23:00 is between.
    """
    places = {_after_earlier(moments, _has_no_day([*times, at])) for moments in _moments([*times, at])}
    return places.pop() if len(places) == 1 else len(times)


def moment(at: str) -> str:
    """An ISO date and time with a space in place of the T. Other texts stay as they are."""
    return ISO_TIME.sub(r"\1 ", at)


def _after_earlier(moments: Sequence[float], has_no_day: bool) -> int:
    *others, new = moments
    if has_no_day and others:
        new -= max(0, new - others[0]) // DAY * DAY
    index = len(others)
    while index and others[index - 1] > new:
        index -= 1
    return index


def _has_no_day(times: Iterable[str]) -> bool:
    return all(when and when.after is None and not _precision(when) for when in map(read, times))


def _moments(times: Iterable[str]) -> Iterator[list[float]]:
    """The rows' times in seconds from anywhere, once for each way to read dates such as 3/11."""
    found = [read(at) for at in times]
    for day_first in (True, False):
        days = [when and with_day(when, day_first=day_first) for when in found]
        whens = [when for when in days if when]
        if whens and len(whens) == len(found) and (moments := _since(whens)):
            yield moments


def _since(whens: Sequence[When]) -> list[float]:
    """The seconds of each from a common beginning. None at all if they cannot be compared."""
    counted = [when.after for when in whens if when.after is not None]
    if counted:
        return counted if len(counted) == len(whens) else []
    first, *others = map(_precision, whens)
    if any(each > first or (first, each) == (2, 1) for each in others):
        return []
    moments: list[float] = []
    for when in whens:
        moments.append(_next(when, moments[-1] if moments else None))
    return _in_one_zone(whens, moments)


def _precision(when: When) -> int:
    """How much of the day it tells: nothing, the weekday, the day without its year, or all."""
    if when.month:
        return 3 if when.year else 2
    return 0 if when.weekday is None else 1


def _next(when: When, before: float | None) -> float:
    """The moment of a row in seconds. What its time leaves open is as in the row before it.

    A row may be a little earlier than the one before. If it seemed more than half a day, a week or a year earlier,
    it is of the next one.
    """
    start = SOME_DAY.toordinal() if before is None else int(before // DAY)
    day = _day_of(when, start)
    second = day * DAY + (when.clock or 0)
    if before is None:
        return second
    if when.clock is None and day == start:
        return before
    is_tomorrow = _precision(when) == 0 and before - second > DAY / 2
    return second + DAY if is_tomorrow else second


def _day_of(when: When, before: int) -> int:
    """The number of its day, from the day of the row before it."""
    if when.month and when.day:
        year = when.year or date.fromordinal(before).year
        day = _ordinal(year, when.month, when.day)
        return _ordinal(year + 1, when.month, when.day) if not when.year and before - day > 183 else day
    if when.weekday is not None:
        day = before + when.weekday - date.fromordinal(before).weekday()
        return day + 7 if before - day > 3 else day
    return before


def _ordinal(year: int, month: int, day: int) -> int:
    return date(year, month, min(day, monthrange(year, month)[1])).toordinal()


def _in_one_zone(whens: Sequence[When], moments: list[float]) -> list[float]:
    """The moments in one time zone. One that is not told is that of the row before."""
    zones = [whens[0].zone]
    for when in whens[1:]:
        zones.append(zones[-1] if when.zone is None else when.zone)
    if len(set(zones)) == 1:
        return moments
    away = [zone for zone in zones if isinstance(zone, int)]
    return (
        [moment - zone for moment, zone in zip(moments, away, strict=True)] if len(away) == len(zones) else []
    )
