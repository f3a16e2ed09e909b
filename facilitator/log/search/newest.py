"""The newest entries that a search finds for a reader, up to a limit: what is counted, and what is ranked.

A common word must not cost more the more entries have it. So no search looks at more than `MOST_COUNTED` of the
entries that it would find, and takes those that come first in an order that the database has an index for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, Text, cast, literal, select
from sqlalchemy.orm import Session

from facilitator.log.entry.access import visible_to
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.search import choose_backend
from facilitator.log.search.filtering import filter_conditions, has_open_action
from facilitator.log.search.query import FILTERS, Match, Query
from facilitator.log.search.tables import SearchText

MOST_COUNTED = 500
"""How many of the entries that a search finds are counted and ranked."""

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
    """Lines of `lines_for`, at most `MOST_COUNTED`; ``more`` is whether there are others that match."""

    lines: Sequence[Any] = ()
    more: bool = False

    def column(self, name: str) -> list[Any]:
        """The values of one column, line by line."""
        return list(map(itemgetter(_PLACES[name]), self.lines))


NOTHING = Newest()


def newest(
    session: Session, reader: Reader, query: Query, match: Match | None, filters: Collection[str] = FILTERS
) -> Newest:
    """The newest entries that the reader may see and that match the words and those of the filters."""
    found = lines_for(session, reader, query, match, filters)
    lines = session.execute(found.limit(MOST_COUNTED + 1)).all()
    return Newest(lines[:MOST_COUNTED], len(lines) > MOST_COUNTED)


def lines_for(
    session: Session, reader: Reader, query: Query, match: Match | None, filters: Collection[str] = FILTERS
) -> Select[Any]:
    """The query for those entries with the columns that counts, order and pages need.

    With words, the entries come in the order of the index, last written first; without, by their day.
    """
    row = SearchText.c.id if match else literal(0)
    conditions = filter_conditions(session, reader, query, filters)
    lines = select(*_COLUMNS, row.label("row")).where(visible_to(reader), *conditions)
    if match is None:
        return lines.order_by(Entry.date.desc(), Entry.created_at.desc(), Entry.id.desc())
    return choose_backend.backend_of(session).matching(lines, match)
