"""Entries that are about what a search asks for, though they do not have its words."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.recall.hybrid import near
from facilitator.log.recall.offers import meaning_for
from facilitator.log.search.filtering import visible_with
from facilitator.log.search.query import Query
from facilitator.log.search.results import ResultRow, Results, rows_of
from facilitator.log.search.searching import Search, begin

MOST = 5
FEW = 5
"""When the words find fewer, what is about the same thing is shown, too."""
LOOKED_AT = 100
"""So many of the nearest are looked at for those that match the filters."""


def same_subject(session: Session, reader: Reader, query: Query, results: Results) -> list[ResultRow]:
    """The nearest entries that match the query's filters, if its first page has few entries with all its words.

    None of them is among those with all the words. If none has all, they may be among the results.

    :param results: what the words found.
    """
    few = results.some or len(results.rows) < FEW
    meaning = meaning_for(query.q) if query.q and few and not query.after else None
    if meaning is None:
        return []
    found = () if results.some else {row.entry.id for row in results.rows}
    nearest = near(session, reader, query.q, meaning, exclude=found, most=LOOKED_AT)
    search = begin(session, reader, query)
    matching = _matching(search, [each.entry_id for each in nearest])
    ids = [each.entry_id for each in nearest if each.entry_id in matching]
    return rows_of(search, ids[:MOST], None)


def _matching(search: Search, ids: Collection[str]) -> set[str]:
    conditions = visible_with(search.query.filters, search.backend)
    query = select(Entry.id).where(Entry.id.in_(bindparam("ids", expanding=True)), *conditions)
    return {row.id for row in search.rows(query, ids=list(ids))}
