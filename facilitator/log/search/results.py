"""What a search found, as a page shows it: each entry with its marked title and a snippet."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from facilitator.aside import aside
from facilitator.log.entry.action_status import number_that
from facilitator.log.entry.tables import Action, Entry
from facilitator.log.entry.validity import IS_NO_LONGER_TRUE
from facilitator.log.search import snippet
from facilitator.log.search.facets import Facets
from facilitator.log.search.marks import LOOKED_AT, Span, marks_in
from facilitator.log.search.newest import NOTHING, Newest
from facilitator.log.search.paging import Order
from facilitator.log.search.query import Match
from facilitator.log.search.searched_fields import NAMES
from facilitator.log.search.searching import Search
from facilitator.log.search.snippet import Piece, Snippet
from facilitator.log.search.tables import SearchText


@dataclass(frozen=True)
class ListedEntry:
    """What lists show of an entry; see `Entry`.

    ``actions`` is the number of its actions, of which ``worked`` worked and ``failed`` did not. ``no_longer`` is
    whether its last review said that it is no longer true.
    """

    id: str
    meeting_id: str | None
    title: str
    date: datetime.date
    category: str
    tags: Sequence[str]
    learned: Sequence[str]
    outcome: str | None
    visibility: str
    draft: bool
    version: int
    created_at: int
    updated_at: int
    actions: int
    worked: int
    failed: int
    no_longer: bool

    @property
    def first_learning(self) -> str:
        return next(iter(self.learned), "")


@dataclass(frozen=True)
class ResultRow:
    """One entry that was found. Without words in the query there is no snippet."""

    entry: ListedEntry
    title: tuple[Piece, ...]
    snippet: Snippet | None


@dataclass(frozen=True)
class Results:
    """One page of results. ``older`` is the next page's cursor.

    ``some`` is whether no entry has all of the words. The results then have some of them; with ``rarer``, of the
    rarer ones. ``unfiltered`` is what has the words, if nothing of it matches the filters, too.
    """

    rows: list[ResultRow]
    facets: Facets
    order: Order
    older: str | None
    some: bool = False
    rarer: bool = False
    unfiltered: Newest = NOTHING

    @property
    def total(self) -> int:
        """How many entries there are on all pages, as far as they are counted; see `Facets`."""
        return self.facets.total


_ACTIONS = select(func.count()).where(Action.entry_id == Entry.id).correlate(Entry).scalar_subquery()
_COUNTED = ("actions", "worked", "failed", "no_longer")
_LISTED: Select[Any] = select(
    *(getattr(Entry, name) for name in ListedEntry.__annotations__ if name not in _COUNTED),
    _ACTIONS,
    number_that(worked=True),
    number_that(worked=False),
    func.coalesce(IS_NO_LONGER_TRUE, False),
).where(Entry.id.in_(bindparam("ids", expanding=True)))
_NUMBER_LISTED = len(_LISTED.selected_columns)
_TEXTS = [func.substr(SearchText.c[name], 1, LOOKED_AT).label(name) for name in NAMES]
_LISTED_WITH_TEXTS = _LISTED.add_columns(*_TEXTS).join(SearchText, SearchText.c.entry_id == Entry.id)


def rows_of(search: Search, ids: Sequence[str], match: Match | None) -> list[ResultRow]:
    """The rows of a page, in the order of the ids.

    Of each text, only the beginning is looked at for the words.
    """
    if not ids:
        return []
    found = {row.id: row for row in search.rows(_LISTED_WITH_TEXTS if match else _LISTED, ids=ids)}
    entries = [ListedEntry(*found[id][:_NUMBER_LISTED]) for id in ids]
    if match is None:
        return [ResultRow(entry, snippet.marked(entry.title, []), None) for entry in entries]
    texts = [dict(zip(NAMES, found[id][_NUMBER_LISTED:], strict=True)) for id in ids]
    marks = aside(marks_in, texts, match, search.backend.stem)
    return list(map(_marked_row, entries, texts, marks))


def _marked_row(
    entry: ListedEntry, texts: Mapping[str, str], marks: Mapping[str, Sequence[Span]]
) -> ResultRow:
    title = snippet.marked(texts["title"], marks["title"])
    return ResultRow(entry, title, snippet.best_snippet(texts, marks))
