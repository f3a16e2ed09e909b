"""What a search found, as a page shows it: each entry with its marked title and a snippet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from facilitator.aside import aside
from facilitator.log.entry.tables import Action, Entry
from facilitator.log.entry.validity import no_longer_true
from facilitator.log.search import choose_backend, snippet
from facilitator.log.search.facets import Facets
from facilitator.log.search.marks import LOOKED_AT, marks_in
from facilitator.log.search.newest import NOTHING, Newest
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


Order = Literal["rank", "date", "written"]
"""The best first, the newest day first, or what was written last first: when there are too many to be ranked."""


@dataclass(frozen=True)
class Results:
    """One page of results. ``older`` is the next page's cursor.

    ``some`` is whether no entry has all of the words. The results then have some of them. ``unfiltered`` is
    what has the words, if nothing of it matches the filters, too.
    """

    rows: list[ResultRow]
    facets: Facets
    order: Order
    older: str | None
    some: bool = False
    unfiltered: Newest = NOTHING

    @property
    def total(self) -> int:
        """How many entries there are on all pages, as far as they are counted; see `Facets`."""
        return self.facets.total


def rows_of(session: Session, entries: Sequence[Entry], match: Match | None) -> list[ResultRow]:
    if not entries:
        return []
    counts = _actions_of(session, entries)
    past = no_longer_true(session, [entry.id for entry in entries])
    texts = _texts(session, entries) if match else {}
    marks = _marks(session, texts, match) if match else {}
    rows = []
    for entry in entries:
        said, marked = texts.get(entry.id, {}), marks.get(entry.id, {})
        title = snippet.marked(said.get("title", entry.title), marked.get("title", []))
        best = snippet.best_snippet(said, marked)
        rows.append(ResultRow(entry, title, best, counts.get(entry.id, 0), entry.id in past))
    return rows


_TEXTS = select(
    SearchText.c.entry_id, *(func.substr(SearchText.c[name], 1, LOOKED_AT).label(name) for name in NAMES)
).where(SearchText.c.entry_id.in_(bindparam("ids", expanding=True)))


def _texts(session: Session, entries: Sequence[Entry]) -> dict[str, dict[str, str]]:
    """The beginnings of the indexed texts, by entry id and field name."""
    rows = session.execute(_TEXTS, {"ids": [entry.id for entry in entries]})
    return {id: dict(zip(NAMES, texts, strict=True)) for id, *texts in rows}


def _marks(session: Session, texts: Mapping[str, Mapping[str, str]], match: Match) -> dict[str, Any]:
    """The marks in the texts, by entry id and field name."""
    stem = choose_backend.backend_of(session).stem
    return dict(zip(texts, aside(marks_in, list(texts.values()), match, stem), strict=True))


def _actions_of(session: Session, entries: Sequence[Entry]) -> dict[str, int]:
    counted = (
        select(Action.entry_id, func.count())
        .where(Action.entry_id.in_([entry.id for entry in entries]))
        .group_by(Action.entry_id)
    )
    return dict(session.execute(counted).all())
