"""Parsing a date in any form of ISO 8601: calendar, week, ordinal, short, and with a time."""

from __future__ import annotations

import datetime
import re

_ORDINAL = re.compile(r"(\d{4})-?(\d{3})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_WEEK = re.compile(r"(\d{4})-?W(\d{2})", re.ASCII)
_YEAR = re.compile(r"(\d{4})", re.ASCII)
_TIME = re.compile(r"[T ]\s*\d{2}(:?\d{2}|\b)", re.ASCII | re.IGNORECASE)
HOW_TO_WRITE = "Write the day like 2026-03-09."


def parse_day(text: str) -> datetime.date:
    """The date in a text. A time after it and its time zone are ignored.

    It reads ``2026-03-09``, ``20260309``, ``2026-W11-1`` and ``2026-068``. ``2026-W11``, ``2026-03`` and
    ``2026`` give their first day.

    :raises ValueError: when it is no date; the message is for the person who wrote the file.
    """
    said = text.strip()
    time = _TIME.search(said)
    alone = said[: time.start()] if time else said
    try:
        return _short(alone) or datetime.date.fromisoformat(alone)
    except (ValueError, OverflowError):
        raise ValueError(f"“{said[:40]}” is no date. {HOW_TO_WRITE}") from None


def names_one_day(text: str) -> bool:
    """Whether the text names one day, rather than a week, a month or a year."""
    return not any(shape.fullmatch(text.strip()) for shape in (_WEEK, _MONTH, _YEAR))


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
