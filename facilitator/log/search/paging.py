"""Pages of results: where one ends and the next begins, as a cursor in the URL.

A cursor is made for one order, and by rank for one match. When another one is used meanwhile, because the log has
changed, it leads nowhere: entries would be skipped or come twice. Where it has no place but names the last entry, it
names the one before, too, for the case that the last one is deleted or no longer found.
"""

from __future__ import annotations

import datetime
import re
import zlib
from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import BigInteger, ColumnElement, Date, String, bindparam, func, select, tuple_

from facilitator.log.entry.access import VISIBLE
from facilitator.log.entry.tables import Entry
from facilitator.log.search.tables import SearchText
from facilitator.refused import Refused

Order = Literal["rank", "date", "written"]
"""The best first, the newest day first, or what was written last first: when there are too many to be ranked."""

PAGE = 20
_BY_RANK = re.compile(r"([0-9a-f]{8})~([\w-]{1,32})~([\w-]{1,32})", re.ASCII)
_BY_WRITTEN = re.compile(r"written~([\w-]{1,32})~([\w-]{1,32})", re.ASCII)
_BY_DATE = re.compile(r"(\d{4}-\d\d-\d\d)~(\d{1,15})~([\w-]{1,32})", re.ASCII)

Place = tuple[datetime.date, int, str]
"""Where an entry stands in the order of the days: its day, the instant when it was written, and its id."""


def place_of(line: Any) -> Place:
    """Where the line stands in the order of the days."""
    return line.date, line.created_at, line.id


def after_rank(lines: Sequence[Any], cursor: str, expression: str) -> Sequence[Any]:
    """The lines, the best first, that follow that of the cursor.

    The cursor has no rank: it would reveal how many entries the reader may not see.

    :param expression: that of the match, of which the cursor has a digest. Another match may rank other entries.
    """
    ids = [line.id for line in lines]
    digest, *ends = _read(_BY_RANK, cursor)
    left = [ids.index(end) for end in ends if end in ids]
    if digest != _digest(expression) or not left:
        raise bad_page()
    return lines[left[-1] + 1 :]


def after_date(lines: Sequence[Any], cursor: str) -> Sequence[Any]:
    """The lines, newest day first, that follow the cursor's place."""
    place = _place_in(cursor)
    return [line for line in lines if place_of(line) < place]


def is_after_written(row_id: ColumnElement[int]) -> ColumnElement[bool]:
    """The condition that a row of the index was written before those of the cursor's entries.

    After entries that the reader may not see there is no page, as if they were not.
    """
    last = select(func.min(SearchText.c.id)).join(Entry, Entry.id == SearchText.c.entry_id)
    last = last.where(Entry.id.in_(bindparam("after_ids", expanding=True)), VISIBLE)
    return row_id < last.correlate(None).scalar_subquery()


def is_after_date() -> ColumnElement[bool]:
    """The condition that an entry follows the cursor's place in the order of the days."""
    return tuple_(Entry.date, Entry.created_at, Entry.id) < tuple_(
        bindparam("after_day", type_=Date),
        bindparam("after_instant", type_=BigInteger),
        bindparam("after_id", type_=String),
    )


def parameters_after(cursor: str, *, by_date: bool) -> dict[str, object]:
    """The values of the parameters of `is_after_date`, or of `is_after_written`."""
    if by_date:
        return dict(zip(("after_day", "after_instant", "after_id"), _place_in(cursor), strict=True))
    return {"after_ids": _read(_BY_WRITTEN, cursor)}


def bad_page() -> Refused:
    return Refused("bad_page", "There is no such page. Start again from the first one.", 422)


def cursor_of(page: Sequence[Any], order: Order, expression: str) -> str:
    """The cursor of the page that begins after the lines of this one.

    :param expression: that of the match; empty without one.
    """
    before, last = page[-2:]
    if order == "date":
        day, created, id = place_of(last)
        return f"{day.isoformat()}~{created}~{id}"
    return f"{'written' if order == 'written' else _digest(expression)}~{before.id}~{last.id}"


def _digest(expression: str) -> str:
    return f"{zlib.crc32(expression.encode()):08x}"


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
