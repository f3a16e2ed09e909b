"""Searching the log for a reader. Nothing in the results reveals entries that the reader may not see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, case, func, literal, select
from sqlalchemy.orm import Session, defer

from facilitator.log.entry.access import visible_to
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.content import TEXTS
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Action, Entry
from facilitator.log.search import choose_backend, facets
from facilitator.log.search.backend import Backend
from facilitator.log.search.drivers import entries_with_driver
from facilitator.log.search.facets import Facets
from facilitator.log.search.paging import PAGE, after_date, after_rank, bad_page, cursor_of
from facilitator.log.search.query import Match, Query, matches_for
from facilitator.log.search.results import Results, rows_of
from facilitator.log.search.tables import SearchText


def find(session: Session, reader: Reader, query: Query) -> Results:
    """One page of the entries that the reader may see and that match the query.

    :raises Refused: ``bad_page`` when ``query.after`` is not a cursor that a page gave.
    """
    match, found, counts = _first_that_finds(session, reader, query)
    ranked = match is not None and query.sort == "relevance"
    page = _page(choose_backend.backend_of(session), found, query, ranked)
    lines = session.execute(page.limit(PAGE + 1)).all()
    if query.after and not lines:
        raise bad_page()
    entries = _entries(session, [line.id for line in lines[:PAGE]])
    rows = rows_of(session, [entries[line.id] for line in lines[:PAGE]], match)
    older = cursor_of(lines[PAGE - 1], ranked) if len(lines) > PAGE else None
    return Results(rows, counts, counts.total, older, match is not None and match.any)


def _first_that_finds(session: Session, reader: Reader, query: Query) -> tuple[Match | None, CTE, Facets]:
    asked: list[Match | None] = [*matches_for(query.q)] or [None]
    if query.q and asked == [None]:
        # The query has only punctuation, so there is no word to look for and no entry matches.
        found = _found(session, reader, query, None, nothing=True)
        return None, found, facets.count_facets(session, found, query)
    for match in asked:
        found = _found(session, reader, query, match)
        counts = facets.count_facets(session, found, query)
        if counts.of_words:
            return match, found, counts
    return asked[0], found, counts


def _found(
    session: Session, reader: Reader, query: Query, match: Match | None, *, nothing: bool = False
) -> CTE:
    """The visible entries that match the words, with the columns that filters and sorting need."""
    hits = _hits(session, reader, match).cte("hits").prefix_with("MATERIALIZED") if match else None
    open_action = select(Action.id).where(Action.entry_id == Entry.id, Action.state == OPEN).exists()
    columns = select(
        Entry.id,
        Entry.date,
        Entry.created_at,
        Entry.category,
        func.coalesce(Entry.outcome, "").label("outcome"),
        func.extract("year", Entry.date).label("year"),
        _quarter().label("quarter"),
        Entry.tags,
        func.coalesce(Entry.account_id == reader.account_id, False).label("mine"),
        Entry.meeting_id.is_not(None).label("meetings"),
        open_action.label("open"),
        (hits.c.rank if hits is not None else literal(0.0)).label("rank"),
    )
    if hits is not None:
        columns = columns.join(SearchText, SearchText.c.entry_id == Entry.id).join(
            hits, hits.c.id == SearchText.c.id
        )
    if query.driver:
        columns = columns.where(Entry.id.in_(entries_with_driver(session, reader, query.driver)))
    seen = columns.where(visible_to(reader), literal(not nothing))
    return seen.cte("found").prefix_with("MATERIALIZED")


def _hits(session: Session, reader: Reader, match: Match) -> Select[int, float]:
    seen = select(SearchText.c.id).join(Entry, Entry.id == SearchText.c.entry_id).where(visible_to(reader))
    return choose_backend.backend_of(session).hits(session, match, seen)


def _quarter() -> ColumnElement[int]:
    month = func.extract("month", Entry.date)
    return case((month <= 3, 1), (month <= 6, 2), (month <= 9, 3), else_=4)


def _page(backend: Backend, found: CTE, query: Query, ranked: bool) -> Select[Any]:
    rank, date, created, id = found.c.rank, found.c.date, found.c.created_at, found.c.id
    page = select(id, rank, date, created).where(*facets.filter_conditions(backend, found, query))
    if ranked:
        return page.where(*after_rank(found, query.after)).order_by(rank, id)
    return page.where(*after_date(found, query.after)).order_by(date.desc(), created.desc(), id.desc())


# What no line of a list shows. Together, these may have some hundred KB.
_NOT_LISTED = (Entry.summary, Entry.extra, *(getattr(Entry, name) for name in TEXTS))


def _entries(session: Session, ids: Sequence[str]) -> dict[str, Entry]:
    wanted = select(Entry).where(Entry.id.in_(ids)).options(*map(defer, _NOT_LISTED))
    return {entry.id: entry for entry in session.scalars(wanted)}
