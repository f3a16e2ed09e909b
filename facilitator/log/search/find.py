"""Searching the log for a reader. Nothing in the results reveals entries that the reader may not see."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, defer

from facilitator.log.entry.access import visible_to
from facilitator.log.entry.content import TEXTS
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.search import choose_backend, paging
from facilitator.log.search.attempts import Found, first_that_finds
from facilitator.log.search.facets import count_facets
from facilitator.log.search.newest import lines_for
from facilitator.log.search.paging import PAGE
from facilitator.log.search.query import Match, Query
from facilitator.log.search.rarities import rarities
from facilitator.log.search.results import Order, Results, rows_of


def find(session: Session, reader: Reader, query: Query) -> Results:
    """One page of the entries that the reader may see and that match the query.

    :raises Refused: ``bad_page`` when ``query.after`` is not a cursor that a page gave.
    """
    found = first_that_finds(session, reader, query)
    order = _order(query, found)
    lines = _lines(session, reader, query, found, order)
    if query.after and not lines:
        raise paging.bad_page()
    entries = _entries(session, [line.id for line in lines[:PAGE]])
    return Results(
        rows=rows_of(session, [entries[line.id] for line in lines[:PAGE]], found.match),
        facets=count_facets(session, reader, query, found),
        order=order,
        older=paging.cursor_of(lines[PAGE - 1], order == "date") if len(lines) > PAGE else None,
        some=found.match is not None and found.match.any,
        unfiltered=found.unfiltered,
    )


def _order(query: Query, found: Found) -> Order:
    if found.match is None:
        return "date"
    if found.newest.more:
        return "written"
    return "date" if query.sort == "date" else "rank"


def _lines(session: Session, reader: Reader, query: Query, found: Found, order: Order) -> Sequence[Any]:
    """The lines of the page, and the one that follows it if there is one."""
    if found.newest.more:
        if not query.after:
            return found.newest.lines[: PAGE + 1]
        return session.execute(_next_page(session, reader, query, found.match).limit(PAGE + 1)).all()
    if order == "date":
        lines = sorted(found.newest.lines, key=paging.place_of, reverse=True)
        return (paging.after_date(lines, query.after) if query.after else lines)[: PAGE + 1]
    lines = _ranked(session, reader, found)
    return (paging.after_entry(lines, query.after) if query.after else lines)[: PAGE + 1]


def _next_page(session: Session, reader: Reader, query: Query, match: Match | None) -> Select[Any]:
    """The query for what follows the cursor, in the order of an index, however many entries there are."""
    lines = lines_for(session, reader, query, match)
    if match is None:
        return lines.where(paging.is_after_date(query.after))
    row_id = choose_backend.backend_of(session).row_id
    return lines.where(paging.is_after_entry(row_id, query.after, visible_to(reader)))


def _ranked(session: Session, reader: Reader, found: Found) -> list[Any]:
    """All that was found, the best first."""
    if found.match is None or not found.newest.lines:
        return []
    backend = choose_backend.backend_of(session)
    rows = [line.row for line in found.newest.lines]
    ranks = backend.ranks(session, found.match, rows, partial(rarities, session, reader))
    return sorted(found.newest.lines, key=lambda line: (ranks[line.row], line.id))


# What no line of a list shows. Together, these may have some hundred KB.
_NOT_LISTED = (Entry.summary, Entry.extra, *(getattr(Entry, name) for name in TEXTS))
_LISTED = (
    select(Entry).where(Entry.id.in_(bindparam("ids", expanding=True))).options(*map(defer, _NOT_LISTED))
)


def _entries(session: Session, ids: Sequence[str]) -> dict[str, Entry]:
    return {entry.id: entry for entry in session.scalars(_LISTED, {"ids": ids})}
