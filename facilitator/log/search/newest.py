"""The newest entries that a search finds for a reader, up to a limit: what is counted, and what is ranked.

A common word must not cost more the more entries have it. So no search looks at more than `MOST_COUNTED` of the
entries that it would find, and takes those that come first in an order that the database has an index for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Integer, Select, Text, bindparam, cast, literal, select

from facilitator.log.entry.tables import Entry
from facilitator.log.search import paging
from facilitator.log.search.backend import WORDS, Backend
from facilitator.log.search.filtering import has_open_action, visible_with
from facilitator.log.search.paging import PAGE
from facilitator.log.search.query import FILTERS, Match
from facilitator.log.search.searching import Search
from facilitator.log.search.tables import SearchText

MOST_COUNTED = 500
"""How many of the entries that a search finds are counted and ranked."""
CACHED_STATEMENTS = 256

_COLUMNS = (
    Entry.id,
    Entry.date,
    Entry.created_at,
    Entry.category,
    Entry.outcome,
    # As text, because one large list is read much faster than many small ones.
    cast(Entry.tags, Text).label("tags"),
    Entry.account_id,
    Entry.meeting_id,
    has_open_action().label("open"),
)
_PLACES = {name: place for place, name in enumerate(select(*_COLUMNS).selected_columns.keys())}


@dataclass(frozen=True)
class Newest:
    """Lines with `_COLUMNS`, at most `MOST_COUNTED`; ``more`` is whether there are others that match.

    With words, they come in the order of the index, last written first, and have the number of their row in it
    (``row``); without, they come by their day, the newest first.
    """

    lines: Sequence[Any] = ()
    more: bool = False

    def column(self, name: str) -> list[Any]:
        """The values of one column, line by line."""
        return list(map(itemgetter(_PLACES[name]), self.lines))


NOTHING = Newest()


def newest(search: Search, match: Match | None, filters: Collection[str] = FILTERS) -> Newest:
    """The newest entries that the reader may see and that match the words and those of the filters."""
    lines = _lines(search, match, filters, "", most=MOST_COUNTED + 1)
    return Newest(lines[:MOST_COUNTED], len(lines) > MOST_COUNTED)


def following(search: Search, match: Match | None) -> Sequence[Any]:
    """The lines of the query's page in the same order, however many come before, and one more if there is one."""
    return _lines(search, match, FILTERS, search.query.after, most=PAGE + 1)


def _lines(
    search: Search, match: Match | None, filters: Collection[str], after: str, *, most: int
) -> Sequence[Any]:
    active = frozenset(search.query.filters).intersection(filters)
    statement = _statement(search.backend, active, words=match is not None, after=bool(after))
    values: dict[str, object] = {"most": most}
    if match is not None:
        values["words"] = search.backend.expression(match)
    if after:
        values |= paging.parameters_after(after, by_date=match is None)
    return search.rows(statement, **values)


@lru_cache(maxsize=CACHED_STATEMENTS)
def _statement(backend: Backend, filters: frozenset[str], *, words: bool, after: bool) -> Select[Any]:
    row = SearchText.c.id if words else literal(0)
    lines = select(*_COLUMNS, row.label("row")).where(*visible_with(filters, backend))
    lines = lines.limit(bindparam("most", type_=Integer))
    if words:
        found = backend.matching(lines, WORDS)
        return found.where(paging.is_after_written(backend.row_id)) if after else found
    found = lines.order_by(Entry.date.desc(), Entry.created_at.desc(), Entry.id.desc())
    return found.where(paging.is_after_date()) if after else found
