"""What a search found, as a page shows it: each entry with its marked title and a snippet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.log.entry.tables import Action, Entry
from facilitator.log.entry.validity import no_longer_true
from facilitator.log.search import choose_backend, snippet
from facilitator.log.search.facets import Facets
from facilitator.log.search.query import Match
from facilitator.log.search.searched_fields import NAMES
from facilitator.log.search.snippet import Piece, Snippet
from facilitator.log.search.tables import SearchText


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


def rows_of(session: Session, entries: Sequence[Entry], match: Match | None) -> list[ResultRow]:
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
