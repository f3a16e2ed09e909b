"""Finding the day that a text names: as ISO 8601 writes it, in numbers, or with the month in words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dateutil import parser

from facilitator.log.transfer.mapping.field_names import MONTHS

Order = Literal["day", "month", ""]
"""What comes first in days such as 02/04/2019, or ``""`` when nothing says so."""

_ORDINAL = re.compile(r"(\d{4})-?(\d{3})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_WEEK = re.compile(r"(\d{4})-?W(\d{2})", re.ASCII)
_YEAR = re.compile(r"(\d{4})", re.ASCII)
_ONE_ISO_DAY = re.compile(r"\d{4}(?:-?\d{3}|-?W\d\d-?\d)(?!\d)", re.ASCII)
_SERIAL = re.compile(r"([2-6]\d{4})(?:[.,]\d+)?", re.ASCII)
# Seconds, or milliseconds, since 1970.
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?", re.ASCII)
_FLAGS = re.ASCII | re.IGNORECASE
_TIME = re.compile(r"[T ]\s*\d\d(:?\d\d|\b)", _FLAGS)
_CLOCK = re.compile(
    r"(?:[T_,]|\s|\bat\b)*\d\d?(?::?\d\d){0,2}(?:[.,]\d+)?\s*(?:[ap]\.?m\b\.?)?\s*"
    r"\(?(?:Z|UTC|GMT)?\s*(?:[+-]\d\d:?\d\d)?\)?(?![^\W_])",
    _FLAGS,
)
# The parts of the shapes in which a day stands in a text.
_Y = r"(?:19|20)\d\d"
_D = r"\d\d?(?:st|nd|rd|th|er|[.ºª])?"
_M = rf"(?<![^\W\d_])(?:{'|'.join(name for names in MONTHS for name in names)})(?![^\W\d_])\.?"
_TO = r"\s*(?:[-–—&]|\b(?:to|and|until|bis|und)\b)\s*"
_YEAR_FIRST = (
    rf"(?<!\d){_Y}([-/._ ])\d\d?\1\d\d?(?!\d)",
    rf"(?<!\d){_Y}年\d\d?月\d\d?日?",
    rf"(?<![^\W_]){_Y}(?:0[1-9]|1[0-2])[0-3]\d(?=T?\d{{4}}(?:\d\d)?Z?(?![^\W_])|[\W_]|$)",
    rf"(?<!\d){_Y}[-_,. ]+{_M}[-_ ]*{_D}(?!\d)",
)
_YEAR_LAST = (
    rf"{_M}[-_ ]*{_D}(?:,?\s+\d\d?:\d\d(?::\d\d)?)?[-_, ]+YEAR(?![\d:])",
    rf"(?<!\d){_D}[-_/ ]*(?:(?:of|de)\s+)?{_M}[-_/, ]*(?:del?\s+)?YEAR(?![\d:])",
    _NUMBERS := r"(?<![\d.])\d\d?([./-])\s?\d\d?\1\s?YEAR(?!\d|\1\d)",
)
_SHAPES = [
    re.compile(each, _FLAGS) for each in (*_YEAR_FIRST, *(each.replace("YEAR", _Y) for each in _YEAR_LAST))
]
_SHORT = [re.compile(each.replace("YEAR", r"'?\d\d"), _FLAGS) for each in _YEAR_LAST]
_IN_NUMBERS = re.compile(_NUMBERS.replace("YEAR", rf"(?:{_Y}|\d\d)"), _FLAGS)
_A_MONTH = re.compile(
    rf"(?<!\d)(?:{_Y}[-_/](?:0[1-9]|1[0-2])|{_M}[-_, ]*(?:de\s+)?{_Y})(?!\d|[-./]\d)", _FLAGS
)
_RANGE = re.compile(
    rf"(?<![\d./-])({_D}(?:\s+{_M})?){_TO}{_D}(\s+{_M})?(?=,?\s+(?:{_M}|{_Y}))|({_M}\s+{_D}){_TO}{_M}\s+{_D}(?=,?\s+{_Y})",
    _FLAGS,
)
LONGEST = 300
"""Characters of a text in which a day is looked for."""
MOST_AROUND, MOST_BEFORE = 80, 15
"""Characters of a text that says a day, and of them before the day. In a longer one it may be any day."""
HOW_TO_WRITE = "Write the day like 2026-03-09."


class AmbiguousDay(ValueError):
    """A day such as 02/04/2019, of which nobody can tell whether its day or its month comes first."""


@dataclass(frozen=True)
class FoundDay:
    """A day in a text, and where it stands there. Of a month alone, which is not ``whole``, it is the first day."""

    day: datetime.date
    start: int
    end: int
    whole: bool = True


class _Words(parser.parserinfo):  # type: ignore[misc]
    JUMP = [*parser.parserinfo.JUMP, "de", "del", "er", "º", "ª"]  # noqa: RUF012
    MONTHS = [tuple(names) for names in MONTHS]  # noqa: RUF012


_WORDS = _Words()


def parse_day(text: str, order: Order = "", *, serials: bool = False) -> datetime.date:
    """The date in a text. A time and its time zone are ignored; of several days it is the first.

    It reads any form of ISO 8601: ``2026-03-09``, ``20260309``, ``2026-W11-1`` and ``2026-068``. ``2026-W11``,
    ``2026-03`` and ``2026`` give their first day. All else is read as `find_day` does, or with a year of
    two digits.

    :param order: what comes first in days such as 02/04/2019.
    :param serials: whether a number such as 43557 is a day as spreadsheets count them.
    :raises ValueError: when it is no date; the message is for the person who wrote the file.
    """
    said = text.strip()[:LONGEST]
    time = _TIME.search(said)
    try:
        if serials and (serial := _SERIAL.fullmatch(said)):
            return datetime.date(1899, 12, 30) + datetime.timedelta(days=int(serial[1]))
        if _EPOCH.fullmatch(said):
            return datetime.datetime.fromtimestamp(int(said[:10]), datetime.UTC).date()
        alone = said[: time.start()] if time else said
        return _short(alone) or datetime.date.fromisoformat(alone)
    except (ValueError, OverflowError):
        said_first = _without_ends(said)
        found = _first(said_first, order, _SHAPES) or _first(said_first, order, _SHORT)
    if found is None:
        raise ValueError(f"“{said[:40]}” is no date. {HOW_TO_WRITE}")
    return found.day


def find_day(text: str, order: Order = "") -> FoundDay | None:
    """The first day in a text such as a title or a file's name, else its first month, else None.

    :raises AmbiguousDay: when the first day is one.
    """
    return _first(text[:LONGEST], order, _SHAPES)


def begins_with_day(text: str, *, whole: bool = False) -> bool:
    """Whether a day is what a short text says: only a weekday or the like stands before it.

    :param whole: whether nothing but a time may stand after it.
    """
    if len(text) > MOST_AROUND:
        return False
    try:
        found = find_day(text)
    except AmbiguousDay:
        return True
    return bool(found and found.start <= MOST_BEFORE) and (not whole or names_one_day(text))


def is_day(text: str) -> bool:
    """Whether the text names a day, though perhaps nobody can tell which."""
    try:
        parse_day(text)
    except AmbiguousDay:
        return True
    except ValueError:
        return False
    return True


def names_one_day(text: str) -> bool:
    """Whether the text says only one day and a time of it, rather than a week, a month or several days."""
    said = text.strip()
    if len(said) > LONGEST or _without_ends(said) != said:
        return False
    spans = [found.span() for shape in (*_SHAPES, *_SHORT) if (found := shape.search(said))]
    if not spans:
        return bool(_ONE_ISO_DAY.match(said))
    start, end = min(spans)
    return not re.search(r"\w", said[:start] + _CLOCK.sub("", said[end:], count=1))


def day_order(texts: Iterable[str]) -> Order:
    """What comes first in the days of a column: one that has a number above 12 shows it for all of them."""
    firsts = {_order_of(found[0]) for text in texts if (found := _IN_NUMBERS.search(text))} - {""}
    return firsts.pop() if len(firsts) == 1 else ""


def _short(text: str) -> datetime.date | None:
    if found := _ORDINAL.fullmatch(text):
        return _of_ordinal(int(found[1]), int(found[2]))
    if found := _MONTH.fullmatch(text):
        return datetime.date(int(found[1]), int(found[2]), 1)
    if found := _WEEK.fullmatch(text):
        return datetime.date.fromisocalendar(int(found[1]), int(found[2]), 1)
    if found := _YEAR.fullmatch(text):
        return datetime.date(int(found[1]), 1, 1)
    return None


def _of_ordinal(year: int, number: int) -> datetime.date:
    found = datetime.date(year, 1, 1) + datetime.timedelta(days=number - 1)
    if found.year != year:
        raise ValueError("The year has fewer days.")
    return found


def _without_ends(text: str) -> str:
    """The text with its first range of days as the first of them: “2-3 April 2019” as “2 April 2019”."""
    found = _RANGE.search(text)
    if found is None:
        return text
    day, month, month_first = found.groups()
    start = month_first or (day if re.search(_M, day, _FLAGS) else f"{day}{month or ''}")
    return text[: found.start()] + start + text[found.end() :]


def _first(text: str, order: Order, shapes: Sequence[re.Pattern[str]]) -> FoundDay | None:
    spans = sorted(found.span() for shape in shapes for found in shape.finditer(text))
    for start, end in spans:
        if day := _day_of(text[start:end], order):
            return FoundDay(day, start, end)
    if not spans and (month := _A_MONTH.search(text)) and (day := _day_of(f"{month[0]}-01", "")):
        return FoundDay(day, *month.span(), whole=False)
    return None


def _day_of(span: str, order: Order) -> datetime.date | None:
    """The day that a span of one of the shapes says, or None when the calendar has no such day."""
    try:
        if re.search("[a-z]", span, re.IGNORECASE):
            # The library's own guesses come to nothing here: the shapes have a year, a month and a day.
            parsed: datetime.datetime = parser.parse(re.sub("['_]", " ", span), _WORDS, ignoretz=True)
            return parsed.date()
        if len(numbers := re.findall(r"\d+", span)) == 1:
            return datetime.date.fromisoformat(span)
        first, second, third = map(int, numbers)
        if first > 31:
            return datetime.date(first, second, third)
        year = _WORDS.convertyear(third)
        order = _order_of(span) or order
        if not order and first != second:
            raise AmbiguousDay(_question(span, datetime.date(year, second, first)))
        return datetime.date(year, first, second) if order == "month" else datetime.date(year, second, first)
    except AmbiguousDay:
        raise
    except (ValueError, OverflowError):
        return None


def _order_of(span: str) -> Order:
    """What comes first in a span of three numbers, as far as it tells itself. With dots it is the day."""
    first, second, _ = map(int, re.findall(r"\d+", span))
    if "." in span or first > 12 >= second:
        return "day"
    return "month" if second > 12 >= first else ""


def _question(span: str, day: datetime.date) -> str:
    other = day.replace(month=day.day, day=day.month)
    return f"Is “{span}” {day.day} {day:%B} or {other.day} {other:%B}? Write the day like {day}."
