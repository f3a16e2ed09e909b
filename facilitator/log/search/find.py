"""Searching the log for a reader. Nothing in the results reveals entries that the reader may not see."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, case, func, literal, select, tuple_
from sqlalchemy.orm import Session, defer

from facilitator.log.entry.access import visible_to
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Action, Entry
from facilitator.log.entry.validity import no_longer_true
from facilitator.log.search import choose_backend, facets, snippet
from facilitator.log.search.backend import Backend
from facilitator.log.search.drivers import entries_with_driver
from facilitator.log.search.facets import Facets
from facilitator.log.search.query import Match, Query, matches_for
from facilitator.log.search.searched_fields import NAMES
from facilitator.log.search.snippet import Piece, Snippet
from facilitator.log.search.tables import SearchText
from facilitator.refused import Refused

PAGE = 20
_BY_RANK = re.compile(r"([\w-]{1,32})", re.ASCII)
_BY_DATE = re.compile(r"(\d{4}-\d\d-\d\d)~(\d{1,15})~([\w-]{1,32})", re.ASCII)


@dataclass(frozen=True)
class ResultRow:
    """One entry that was found. Without words in the query there is no snippet.

    ``actions`` is the number of its actions. ``no_longer`` is whether its last review said that it is no
    longer true.
    """

    entry: Entry
    title: tuple[Piece, ...]
    snippet: Snippet | None
    actions: int
    no_longer: bool

    @property
    def first_learning(self) -> str:
        return next(iter(self.entry.learned), "")


@dataclass(frozen=True)
class Results:
    """One page of results. ``total`` counts the entries of all pages; ``older`` is the next page's cursor.

    ``some`` is whether no entry has all of the words. The results then have some of them.
    """

    rows: list[ResultRow]
    facets: Facets
    total: int
    older: str | None
    some: bool = False


def find(session: Session, reader: Reader, query: Query) -> Results:
    """One page of the entries that the reader may see and that match the query.

    :raises Refused: ``bad_page`` when ``query.after`` is not a cursor that a page gave.
    """
    match, found, counts = _first_that_finds(session, reader, query)
    ranked = match is not None and query.sort == "relevance"
    page = _page(choose_backend.backend_of(session), found, query, ranked)
    lines = session.execute(page.limit(PAGE + 1)).all()
    if query.after and not lines:
        raise _bad_page()
    entries = _entries(session, [line.id for line in lines[:PAGE]])
    rows = _rows(session, [entries[line.id] for line in lines[:PAGE]], match)
    older = _cursor(lines[PAGE - 1], ranked) if len(lines) > PAGE else None
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
        return page.where(*_after_rank(found, query.after)).order_by(rank, id)
    return page.where(*_after_date(found, query.after)).order_by(date.desc(), created.desc(), id.desc())


def _after_rank(found: CTE, cursor: str) -> list[ColumnElement[bool]]:
    if not cursor:
        return []
    [id] = _read(_BY_RANK, cursor)
    last = found.alias("last")
    # The cursor must not contain the rank: it would reveal how many entries the reader may not see.
    rank = select(last.c.rank).where(last.c.id == id).scalar_subquery()
    return [tuple_(found.c.rank, found.c.id) > tuple_(rank, literal(id))]


def _after_date(found: CTE, cursor: str) -> list[ColumnElement[bool]]:
    if not cursor:
        return []
    day, created, id = _read(_BY_DATE, cursor)
    place = tuple_(found.c.date, found.c.created_at, found.c.id)
    return [place < tuple_(literal(_date(day)), literal(int(created)), literal(id))]


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise _bad_page() from None


def _read(shape: re.Pattern[str], cursor: str) -> tuple[str, ...]:
    found = shape.fullmatch(cursor)
    if found is None:
        raise _bad_page()
    return found.groups()


def _bad_page() -> Refused:
    return Refused("bad_page", "There is no such page. Start again from the first one.", 422)


def _cursor(line: Any, ranked: bool) -> str:
    if ranked:
        return str(line.id)
    return f"{line.date.isoformat()}~{line.created_at}~{line.id}"


def _entries(session: Session, ids: Sequence[str]) -> dict[str, Entry]:
    wanted = select(Entry).where(Entry.id.in_(ids)).options(defer(Entry.summary))
    return {entry.id: entry for entry in session.scalars(wanted)}


def _rows(session: Session, entries: Sequence[Entry], match: Match | None) -> list[ResultRow]:
    counts = _actions_of(session, entries)
    past = no_longer_true(session, [entry.id for entry in entries])
    texts, marks = _marks(session, entries, match) if match else ({}, {})
    rows = []
    for entry in entries:
        said, marked = texts.get(entry.id, {}), marks.get(entry.id, {})
        title = snippet.marked(said.get("title", entry.title), marked.get("title", []))
        best = snippet.best_snippet(said, marked)
        rows.append(ResultRow(entry, title, best, counts.get(entry.id, 0), entry.id in past))
    return rows


def _marks(session: Session, entries: Sequence[Entry], match: Match) -> tuple[dict[str, Any], dict[str, Any]]:
    """The indexed texts and the marks in them, both by entry id and field name."""
    wanted = select(SearchText).where(SearchText.c.entry_id.in_([entry.id for entry in entries]))
    rows = session.execute(wanted).mappings().all()
    texts = {row["id"]: {name: row[name] for name in NAMES} for row in rows}
    marks = choose_backend.backend_of(session).marks(session, match, texts)
    entry_of = {row["id"]: row["entry_id"] for row in rows}
    return (
        {entry_of[row_id]: said for row_id, said in texts.items()},
        {entry_of[row_id]: found for row_id, found in marks.items()},
    )


def _actions_of(session: Session, entries: Sequence[Entry]) -> dict[str, int]:
    counted = (
        select(Action.entry_id, func.count())
        .where(Action.entry_id.in_([entry.id for entry in entries]))
        .group_by(Action.entry_id)
    )
    return dict(session.execute(counted).all())
