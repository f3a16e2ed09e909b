"""Pages of results: where one ends and the next begins, as a cursor in the URL."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, literal, select, tuple_

from facilitator.log.entry.tables import Entry
from facilitator.log.search.tables import SearchText
from facilitator.refused import Refused

PAGE = 20
_BY_ENTRY = re.compile(r"([\w-]{1,32})", re.ASCII)
_BY_DATE = re.compile(r"(\d{4}-\d\d-\d\d)~(\d{1,15})~([\w-]{1,32})", re.ASCII)

Place = tuple[datetime.date, int, str]
"""Where an entry stands in the order of the days: its day, the instant when it was written, and its id."""


def place_of(line: Any) -> Place:
    """Where the line stands in the order of the days."""
    return line.date, line.created_at, line.id


def after_entry(lines: Sequence[Any], cursor: str) -> Sequence[Any]:
    """The lines that follow that of the cursor.

    The cursor has no rank: it would reveal how many entries the reader may not see.
    """
    ids = [line.id for line in lines]
    last = _entry_in(cursor)
    if last not in ids:
        raise bad_page()
    return lines[ids.index(last) + 1 :]


def after_date(lines: Sequence[Any], cursor: str) -> Sequence[Any]:
    """The lines, newest day first, that follow the cursor's place."""
    place = _place_in(cursor)
    return [line for line in lines if place_of(line) < place]


def is_after_entry(
    row_id: ColumnElement[int], cursor: str, visible: ColumnElement[bool]
) -> ColumnElement[bool]:
    """The condition that a row of the index was written before that of the cursor's entry.

    :param visible: the condition for the entries that the reader may see. After others there is no page, as
        if they were not.
    """
    last = select(SearchText.c.id).join(Entry, Entry.id == SearchText.c.entry_id)
    last = last.where(Entry.id == _entry_in(cursor), visible)
    return row_id < last.correlate(None).scalar_subquery()


def is_after_date(cursor: str) -> ColumnElement[bool]:
    """The condition that an entry follows the cursor's place in the order of the days."""
    day, created, id = _place_in(cursor)
    return tuple_(Entry.date, Entry.created_at, Entry.id) < tuple_(
        literal(day), literal(created), literal(id)
    )


def bad_page() -> Refused:
    return Refused("bad_page", "There is no such page. Start again from the first one.", 422)


def cursor_of(line: Any, by_date: bool) -> str:
    """The cursor of the page that begins after this line."""
    day, created, id = place_of(line)
    return f"{day.isoformat()}~{created}~{id}" if by_date else id


def _entry_in(cursor: str) -> str:
    return _read(_BY_ENTRY, cursor)[0]


def _place_in(cursor: str) -> Place:
    day, created, id = _read(_BY_DATE, cursor)
    try:
        return datetime.date.fromisoformat(day), int(created), id
    except ValueError:
        raise bad_page() from None


def _read(shape: re.Pattern[str], cursor: str) -> tuple[str, ...]:
    found = shape.fullmatch(cursor)
    if found is None:
        raise bad_page()
    return found.groups()
