"""Pages of results: where one ends and the next begins, as a cursor in the URL."""

from __future__ import annotations

import datetime
import re
from typing import Any

from sqlalchemy import CTE, ColumnElement, literal, select, tuple_

from facilitator.refused import Refused

PAGE = 20
_BY_RANK = re.compile(r"([\w-]{1,32})", re.ASCII)
_BY_DATE = re.compile(r"(\d{4}-\d\d-\d\d)~(\d{1,15})~([\w-]{1,32})", re.ASCII)


def after_rank(found: CTE, cursor: str) -> list[ColumnElement[bool]]:
    if not cursor:
        return []
    [id] = _read(_BY_RANK, cursor)
    last = found.alias("last")
    # The cursor must not contain the rank: it would reveal how many entries the reader may not see.
    rank = select(last.c.rank).where(last.c.id == id).scalar_subquery()
    return [tuple_(found.c.rank, found.c.id) > tuple_(rank, literal(id))]


def after_date(found: CTE, cursor: str) -> list[ColumnElement[bool]]:
    if not cursor:
        return []
    day, created, id = _read(_BY_DATE, cursor)
    place = tuple_(found.c.date, found.c.created_at, found.c.id)
    return [place < tuple_(literal(_date(day)), literal(int(created)), literal(id))]


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise bad_page() from None


def _read(shape: re.Pattern[str], cursor: str) -> tuple[str, ...]:
    found = shape.fullmatch(cursor)
    if found is None:
        raise bad_page()
    return found.groups()


def bad_page() -> Refused:
    return Refused("bad_page", "There is no such page. Start again from the first one.", 422)


def cursor_of(line: Any, ranked: bool) -> str:
    if ranked:
        return str(line.id)
    return f"{line.date.isoformat()}~{line.created_at}~{line.id}"
