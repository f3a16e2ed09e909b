"""Searching the log for a reader. Nothing in the results reveals entries that the reader may not see."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from facilitator.log.entry.reader import Reader
from facilitator.log.search import paging
from facilitator.log.search.attempts import Found, first_that_finds
from facilitator.log.search.facets import count_facets
from facilitator.log.search.newest import following
from facilitator.log.search.paging import PAGE, Order
from facilitator.log.search.query import Query
from facilitator.log.search.rarities import rarities
from facilitator.log.search.results import Results, rows_of
from facilitator.log.search.searching import Search, begin


def find(session: Session, reader: Reader, query: Query) -> Results:
    """One page of the entries that the reader may see and that match the query.

    :param session: that of a `database.snapshot`. Its statements must agree about what is there, and for whom.
    :raises Refused: ``bad_page`` when ``query.after`` is not a cursor that a page gave.
    """
    search = begin(session, reader, query)
    found = first_that_finds(search)
    order = _order(query, found)
    lines = _lines(search, found, order)
    if query.after and not lines:
        raise paging.bad_page()
    page, has_older = lines[:PAGE], len(lines) > PAGE
    return Results(
        rows=rows_of(search, [line.id for line in page], found.match),
        facets=count_facets(search, found),
        order=order,
        older=paging.cursor_of(page, order, _expression(search, found)) if has_older else None,
        some=found.match is not None and found.match.any,
        rarer=found.rarer,
        unfiltered=found.unfiltered,
    )


def _order(query: Query, found: Found) -> Order:
    if found.match is None:
        return "date"
    if found.newest.more:
        return "written"
    return "date" if query.sort == "date" else "rank"


def _lines(search: Search, found: Found, order: Order) -> Sequence[Any]:
    """The lines of the page, and the one that follows it if there is one."""
    after = search.query.after
    if found.newest.more:
        return following(search, found.match) if after else found.newest.lines[: PAGE + 1]
    if order == "date":
        lines = sorted(found.newest.lines, key=paging.place_of, reverse=True)
        return (paging.after_date(lines, after) if after else lines)[: PAGE + 1]
    lines = _ranked(search, found)
    return (paging.after_rank(lines, after, _expression(search, found)) if after else lines)[: PAGE + 1]


def _expression(search: Search, found: Found) -> str:
    return search.backend.expression(found.match) if found.match else ""


def _ranked(search: Search, found: Found) -> list[Any]:
    """All that was found, the best first."""
    if found.match is None or not found.newest.lines:
        return []
    rows = [line.row for line in found.newest.lines]
    ranks = search.backend.ranks(search.connection, found.match, rows, partial(rarities, search))
    return sorted(found.newest.lines, key=lambda line: (ranks[line.row], line.id))
