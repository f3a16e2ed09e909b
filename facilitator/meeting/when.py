"""Reading when something happened at the beginning of a line: "31 Jan 23:00 pg_basebackup waits".

People's words are kept; this says where they end, and what they tell. Nothing is made up: what a text leaves open,
such as the year, stays None. The parsers of dates that exist fill in today, and take "3 cabins" for a day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from . import when_words as words

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
DAY = SECONDS["d"]


@dataclass(frozen=True)
class When:
    """A moment as far as a text tells it.

    ``weekday`` is 0 for Monday, ``clock`` the seconds of the day, ``after`` the seconds since it began ("T+5 min").
    ``zone`` is the seconds east of UTC, or a name. ``either`` are two numbers of which each may be the month.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    clock: float | None = None
    after: float | None = None
    zone: int | str | None = None
    either: tuple[int, int] | None = None


@dataclass(frozen=True)
class Read:
    """What was read, and where it ends. If it is not ``sure``, it counts only before a colon or a dash."""

    when: When
    end: int
    sure: bool = True


def split(line: str) -> tuple[str, str]:
    """The time with which a line begins, as it was written, and the rest; "" and the line if there is none.

    The mark of a list before it is left out.
    """
    begin = _past(words.MARK, line, 0)
    start = _past(words.BULLET, line, begin)
    found = _range(line, start)
    gap = (words.GAP if found.sure else words.CLEAR_GAP).match(line, found.end) if found else None
    if found is None or gap is None or gap.end() == len(line):
        return "", line[begin:]
    return line[start : found.end].strip(), line[gap.end() :].strip()


def read(text: str) -> When | None:
    """When something happened, from a text that says nothing else; None if it says something else."""
    found = _range(text, 0)
    return found.when if found and found.end == len(text.rstrip()) else None


def _range(text: str, start: int) -> Read | None:
    """A moment, or the first one of "10:05 to 10:20"."""
    found = _moment(text, _past(words.AROUND, text, start))
    to = words.TO.match(text, found.end) if found else None
    until = _moment(text, to.end()) if to else None
    return replace(found, end=until.end) if found and until and until.sure else found


def _moment(text: str, start: int) -> Read | None:
    return _iso(text, start) or _dated(text, start) or _since_start(text, start) or _period(text, start)


def _iso(text: str, start: int) -> Read | None:
    found = words.ISO.match(text, start)
    if not found:
        return None
    try:
        at = datetime.fromisoformat(found.group().upper())
    except ValueError:
        return None
    away = at.utcoffset()
    clock = at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1e6
    zone = None if away is None else round(away.total_seconds())
    return Read(When(at.year, at.month, at.day, clock=clock, zone=zone), found.end())


def _dated(text: str, start: int) -> Read | None:
    """A day, a time of day, or both in either order; a weekday may stand before them."""
    weekday = _weekday(text, start)
    start = weekday.end if weekday else start
    date, clock = _date(text, start), None
    if date:
        clock = _clock(text, _past(words.JOIN, text, date.end))
    elif clock := _clock(text, start):
        date = _date(text, _past(words.JOIN, text, clock.end))
    parts = [each for each in (weekday, date, clock) if each]
    if not (date or clock):
        return None
    told = {name: value for each in parts for name, value in vars(each.when).items() if value is not None}
    is_sure = bool(clock and clock.sure) or bool(date and (date.sure or clock))
    return Read(When(**told), max(each.end for each in parts), is_sure)


def _weekday(text: str, start: int) -> Read | None:
    found = words.WEEKDAY.match(text, start)
    number = words.WEEKDAYS.get(found["name"].casefold()) if found else None
    return None if number is None or found is None else Read(When(weekday=number), found.end())


def _date(text: str, start: int) -> Read | None:
    for found, is_sure in _matches(words.DATES, text, start):
        told = found.groupdict()
        year = int(told["year"]) if told.get("year") else None
        year = 2000 + int(told["short"]) if told.get("short") else year
        day = int(told["day"])
        if told.get("other"):
            when = When(year, either=(day, int(told["other"])))
            if with_day(when, day_first=True) or with_day(when, day_first=False):
                return Read(when, found.end(), is_sure)
            continue
        month = int(told["number"]) if told.get("number") else _month(told["month"])
        if _is_day(month, day):
            # "3 may have been lost"
            return Read(When(year, month, day), found.end(), is_sure and told.get("month") != "may")
    return None


def _clock(text: str, start: int) -> Read | None:
    for found, is_sure in _matches(words.CLOCKS, text, start):
        told = found.groupdict()
        hour, half = int(told["h"]), (told.get("half") or "").lower()
        if half and not 1 <= hour <= 12:
            continue
        hour = hour % 12 + (12 if half == "p" else 0) if half else hour
        second = float((told.get("s") or "0").replace(",", "."))
        clock = hour * 3600 + int(told.get("m") or 0) * 60 + second
        zone = words.ZONE.match(text, found.end())
        name = zone["zone"] if zone else None
        return Read(When(clock=clock, zone=_zone(name)), zone.end() if zone else found.end(), is_sure)
    return None


def _zone(name: str | None) -> int | str | None:
    if name is None or not (found := re.fullmatch(r"(?:UTC|GMT)?([+-]\d{1,2})?:?(\d\d)?|Z", name)):
        return name
    hours, minutes = int(found[1] or 0), int(found[2] or 0)
    return hours * 3600 + (-minutes if hours < 0 else minutes) * 60


def _since_start(text: str, start: int) -> Read | None:
    """ "T+5 min", "T0", "+1 h 30 min". "+5 people" is none."""
    for found, is_sure in _matches(words.OFFSETS, text, start):
        told = found.groupdict()
        pairs = ((told.get("hours"), "h"), (told.get("more"), "m"), (told.get("n"), told.get("unit") or "m"))
        seconds = sum(float(n.replace(",", ".")) * SECONDS[unit[0].lower()] for n, unit in pairs if n)
        return Read(When(after=-seconds if told.get("sign") in ("-", "−") else seconds), found.end(), is_sure)
    return None


def _period(text: str, start: int) -> Read | None:
    """A month, a year, a weekday, or a day or week by its number."""
    for found, is_sure in _matches(words.PERIODS, text, start):
        told = found.groupdict()
        if told.get("n"):
            unit = words.COUNTED[told["unit"].casefold()]
            return Read(When(after=int(told["n"]) * SECONDS[unit]), found.end(), is_sure)
        month = _month(told["month"]) if told.get("month") else int(told.get("number") or 1)
        if _is_day(month, 1):
            year = int(told["year"]) if told.get("year") else None
            return Read(When(year, month, 1), found.end(), is_sure)
    day = _weekday(text, start)
    return replace(day, sure=False) if day and day.end - start > 2 else None


def with_day(when: When, *, day_first: bool) -> When | None:
    """The moment with the day of 3/11 read in one of both ways; None if there is no such day."""
    if when.either is None:
        return when
    day, month = when.either if day_first else when.either[::-1]
    return replace(when, either=None, day=day, month=month) if _is_day(month, day) else None


def _month(name: str) -> int | None:
    return words.MONTHS.get(name.casefold())


def _is_day(month: int | None, day: int) -> bool:
    return month is not None and 1 <= month <= 12 and 1 <= day <= monthrange(2000, month)[1]


def _matches(patterns: words.Patterns, text: str, start: int) -> Iterator[tuple[re.Match[str], bool]]:
    for pattern, is_sure in patterns:
        if found := pattern.match(text, start):
            yield found, is_sure


def _past(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start
