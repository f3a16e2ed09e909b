"""Finding the day that a text names: as ISO 8601 writes it, in numbers, or with the month in words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from facilitator.log.transfer.mapping.field_names import MONTHS
from facilitator.log.transfer.records import ParseError

Order = Literal["day", "month", ""]
"""What comes first in days such as 02/04/2019, or ``""`` when nothing says so."""
LONGEST, MOST_SAID = 300, 100
"""Characters of a text in which a day is looked for, and of one that is to be a day."""
MOST_AROUND, MOST_BEFORE = 80, 15
"""Characters of a text that says a day, and of them before the day. In a longer one it may be any day."""

_FLAGS = re.ASCII | re.IGNORECASE
_SERIAL = re.compile(r"([2-6]\d{4})(?:[.,]\d+)?", _FLAGS)
# Seconds, or milliseconds, since 1970.
_EPOCH = re.compile(r"(1\d{9})(?:\d{3})?", _FLAGS)
_CLOCK = re.compile(
    r"(?:[T_,]|\s|\bat\b)*\d\d?(?::?\d\d){0,2}(?:[.,]\d+)?\s*(?:[ap]\.?m\b\.?)?\s*"
    r"\(?(?:Z|UTC|GMT)?\s*(?:[+-]\d\d:?\d\d)?\)?(?![^\W_])",
    _FLAGS,
)
_ISO_DAY = re.compile(r"(?P<year>\d{4})(?:-\d\d-\d\d|\d{4}|-?W\d\d-?\d|-?(?P<number>\d{3}))(?!\d)", _FLAGS)
_ISO_START = re.compile(r"\d{4}(?:-\d\d|-?W\d\d)?", _FLAGS)
# The parts of the shapes in which a day stands in a text.
_Y = r"(?P<year>(?:19|20)\d\d)"
_M = rf"(?<![^\W\d_])(?P<month>{'|'.join(name for names in MONTHS for name in names)})(?![^\W\d_])\.?"
_D = r"(?P<day>\d\d?)(?:st|nd|rd|th|er|[.ºª])?"
_TO = r"\s*(?:[-–—&]|\b(?:to|and|until|bis|und)\b)\s*"
_LAST_D, _LAST_M = _D.replace("day", "last_day"), _M.replace("month", "last_month")
_YEAR_FIRST = (
    rf"(?<!\d){_Y}(?:(?P<mark>[-/._ ])|年)(?P<month>\d\d?)(?:(?P=mark)|月)(?P<day>\d\d?)日?(?!\d)",
    rf"(?<![^\W_]){_Y}(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?=T?\d{{4}}(?:\d\d)?Z?(?![^\W_])|[\W_]|$)",
    rf"(?<!\d){_Y}[-_,. ]+{_M}[-_ ]*{_D}(?!\d)",
)
_NUMBERS = r"(?<![\d.])(?P<first>\d\d?)(?P<mark>[./-])\s?(?P<second>\d\d?)(?P=mark)\s?YEAR(?!\d|(?P=mark)\d)"
_YEAR_LAST = (
    rf"{_M}[-_ ]*{_D}(?:,?\s+\d\d?:\d\d(?::\d\d)?)?[-_, ]+YEAR(?![\d:])",
    rf"(?<!\d){_D}[-_/ ]*(?:(?:of|de)\s+)?{_M}[-_/, ]*(?:del?\s+)?YEAR(?![\d:])",
    _NUMBERS,
)
_SEVERAL = (
    rf"(?<![\d./-]){_D}(?:\s+{_M})?{_TO}{_LAST_D}\s+{_LAST_M},?\s+YEAR(?![\d:])",
    rf"{_M}\s+{_D}{_TO}(?:{_LAST_M}\s+)?{_LAST_D},?\s+YEAR(?![\d:])",
)
_A_MONTH = (
    rf"(?<!\d){_Y}[-_/](?P<month>0[1-9]|1[0-2])(?!\d|[-./]\d)",
    rf"{_M}[-_, ]*(?:de\s+)?{_Y}(?!\d|[-./]\d)",
)


def _compiled(shapes: Iterable[str], year: str = _Y) -> list[re.Pattern[str]]:
    return [re.compile(shape.replace("YEAR", year), _FLAGS) for shape in shapes]


_DAYS = _compiled((*_YEAR_FIRST, *_YEAR_LAST))
_LONG = [*_compiled(_SEVERAL), *_DAYS]
# With hyphens 19-03-09 may begin with its year.
_SHORT_LAST = (*_YEAR_LAST[:-1], _NUMBERS.replace("[./-]", "[./]"))
_SHORT = _compiled((*_SEVERAL, *_SHORT_LAST), r"'?(?P<year>\d\d)")
_MONTHS = _compiled(_A_MONTH)
(_IN_NUMBERS,) = _compiled([_NUMBERS], rf"(?:{_Y}|\d\d)")
_NUMBER_OF = {
    name: number for number, names in enumerate(MONTHS, 1) for name in (*names, str(number), f"{number:02}")
}


class AmbiguousDay(ParseError, ValueError):
    """A day such as 02/04/2019, of which nobody can tell whether its day or its month comes first."""


@dataclass(frozen=True)
class FoundDay:
    """A day in a text, and where it stands there. Of a month alone, which is not ``whole``, it is the first day."""

    day: datetime.date
    start: int
    end: int
    whole: bool = True


def parse_day(text: str, order: Order = "", *, serials: bool = False) -> datetime.date:
    """The date in a text. A time and its time zone are ignored; of several days it is the first.

    It reads any form of ISO 8601: ``20260309``, ``2026-W11-1``, ``2026-068``, and the first day of ``2026-W11``,
    ``2026-03`` and ``2026``. All else is read as `find_day` does, or with a year of two digits.

    :param order: what comes first in days such as 02/04/2019.
    :param serials: whether a number such as 43557 is a day as spreadsheets count them.
    :raises ValueError: when it is no date; the message is for the person who wrote the file.
    """
    said = text.strip()[:MOST_SAID]
    if serials and (serial := _SERIAL.fullmatch(said)):
        return datetime.date(1899, 12, 30) + datetime.timedelta(days=int(serial[1]))
    if seconds := _EPOCH.fullmatch(said):
        return datetime.datetime.fromtimestamp(int(seconds[1]), datetime.UTC).date()
    if day := _iso(said):
        return day
    if found := _first(said, order, _LONG if _matches(said, _LONG) else _SHORT):
        return found.day
    raise ValueError(f"“{said[:40]}” is no date. Write the day like 2026-03-09.")


def find_day(text: str) -> FoundDay | None:
    """The first day in a text such as a title or a file's name, else its first month, else None.

    :raises AmbiguousDay: when the first day is one.
    """
    return _first(text[:LONGEST], "", _DAYS)


def begins_with_day(text: str, *, whole: bool = False) -> bool:
    """Whether a day is what a short text says: only a weekday or the like stands before it.

    :param whole: whether nothing but a time may stand after it.
    """
    found = min(_matches(text[:LONGEST], [*_DAYS, *_MONTHS]), key=re.Match.span, default=None)
    if found is None or found.start() > MOST_BEFORE or len(text) > MOST_AROUND:
        return False
    return is_day(text) and (not whole or names_one_day(text))


def is_day(text: str) -> bool:
    """Whether the text names a day, though perhaps nobody can tell which."""
    try:
        return bool(parse_day(text))
    except ValueError as error:
        return isinstance(error, AmbiguousDay)


def names_one_day(text: str, *, only: bool = False) -> bool:
    """Whether the text says only one day and a time of it, rather than a week, a month or several days.

    :param only: whether it may have no time but midnight.
    """
    said = text.strip()
    if len(said) > MOST_SAID:
        return False
    if _SERIAL.fullmatch(said) or _EPOCH.fullmatch(said):
        return not only or len(said) == 5
    days = _matches(said, _LONG) or _matches(said, _SHORT)
    found = min(days, key=re.Match.span, default=_ISO_DAY.match(said))
    if found is None or "last_day" in found.re.groupindex:
        return False
    after = said[found.end() :]
    is_one = not re.search(r"\w", said[: found.start()] + _CLOCK.sub("", after, count=1))
    return is_one and not (only and re.search("[1-9]", after))


def day_order(texts: Iterable[str]) -> Order:
    """What comes first in the days of a column: one that has a number above 12 shows it for all of them."""
    firsts = {_order_of(found) for text in texts if (found := _IN_NUMBERS.search(text))} - {""}
    return firsts.pop() if len(firsts) == 1 else ""


def _iso(text: str) -> datetime.date | None:
    """What ISO 8601 writes: a day, alone or with a time, or the first one of a week, a month or a year."""
    with suppress(ValueError, OverflowError):
        if _ISO_START.fullmatch(text):
            return datetime.date.fromisoformat(text if "W" in text.upper() else f"{text}-01-01"[:10])
        found = _ISO_DAY.match(text)
        if found is None or (found.end() < len(text) and not _CLOCK.fullmatch(text, found.end())):
            return None
        if not found["number"]:
            return datetime.date.fromisoformat(found[0].upper())
        start = datetime.date(int(found["year"]), 1, 1)
        day = start + datetime.timedelta(days=int(found["number"]) - 1)
        return day if day.year == start.year else None
    return None


def _matches(text: str, shapes: Iterable[re.Pattern[str]]) -> list[re.Match[str]]:
    return [found for shape in shapes for found in shape.finditer(text)]


def _first(text: str, order: Order, shapes: Sequence[re.Pattern[str]]) -> FoundDay | None:
    days = sorted(_matches(text, shapes), key=re.Match.span)
    for found in days or sorted(_matches(text, _MONTHS), key=re.Match.span):
        if day := _day_of(found, order):
            return FoundDay(day, *found.span(), whole=bool(days))
    return None


def _day_of(found: re.Match[str], order: Order) -> datetime.date | None:
    """The day that a match of one of the shapes says, or None when the calendar has no such day."""
    said: dict[str, Any] = found.groupdict()
    year, is_clear = int(said["year"]), True
    if year < 100:
        year = datetime.datetime.strptime(f"{year:02}", "%y").year
    if "first" in said:
        first, second = int(said["first"]), int(said["second"])
        order = _order_of(found) or order
        is_clear = bool(order) or first == second
        month, day = (first, second) if order == "month" else (second, first)
    else:
        first_month, last_month = said["month"], said.get("last_month")
        month, day = _NUMBER_OF.get(str(first_month or last_month).casefold(), 0), int(said.get("day") or 1)
        if first_month and last_month:
            # The year stands behind the last day: from December to January the first is in the year before.
            year -= (month, day) > (_NUMBER_OF[last_month.casefold()], int(said["last_day"]))
    try:
        read = datetime.date(year, month, day)
    except ValueError:
        return None
    if not is_clear:
        other = datetime.date(year, day, month)
        question = f"Is “{found[0]}” {day} {read:%B} or {month} {other:%B}?"
        raise AmbiguousDay(f"{question} Write the day like {read}.", field="date")
    return read


def _order_of(found: re.Match[str]) -> Order:
    """What comes first in a day of three numbers, as far as it tells itself. With dots it is the day."""
    first, second = int(found["first"]), int(found["second"])
    if found["mark"] == "." or first > 12 >= second:
        return "day"
    return "month" if second > 12 >= first else ""
