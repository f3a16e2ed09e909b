"""Full text in SQLite: an FTS5 table over ``search_text``. Triggers update it with that table."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from math import log
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    SQLColumnExpression,
    bindparam,
    func,
    literal,
    literal_column,
    select,
    table,
    union_all,
)
from sqlalchemy.orm import Session

from facilitator.log.search.backend import entries_in, is_seen
from facilitator.log.search.query import Match, Term
from facilitator.log.search.searched_fields import FIELDS
from facilitator.log.search.stems import stem
from facilitator.log.search.tables import SearchText

LEAST_IDF = 1e-6

_WORDS = table("search_words")
_ROW: ColumnElement[int] = literal_column("search_words.rowid")
_ROW_ALONE: ColumnElement[int] = literal_column("+search_words.rowid")
"""The row id for conditions that must not use the index.

The ``+`` makes SQLite search by the words first and then look up the row ids in a set, instead of searching
once for each row id.
"""
_BM25: ColumnElement[float] = literal_column(
    f"bm25(search_words, {', '.join(str(field.weight) for field in FIELDS)})"
)


class Sqlite:
    """The backend for SQLite. See https://sqlite.org/fts5.html"""

    row_id: ColumnElement[int] = _ROW

    def put(self, session: Session, row_id: int, texts: Mapping[str, str]) -> None:
        """Do nothing: the triggers have updated the index."""

    def plan_by_words(self, session: Session) -> None:
        """Do nothing: there is one plan, and it begins with the words."""

    def matching(self, entries: Select[Any], match: Match) -> Select[Any]:
        # FTS5 gives its rows in this order one by one, so a limit ends the work.
        found = entries_in(_WORDS, _ROW_ALONE, entries)
        return found.where(_matching(match)).order_by(_ROW.desc())

    def ranks(
        self,
        session: Session,
        match: Match,
        rows: Sequence[int],
        rarities: Callable[[Sequence[Term]], Sequence[float]],
    ) -> dict[int, float]:
        listed = func.json_each(json.dumps(rows)).table_valued("value")
        wanted = _ROW_ALONE.in_(select(listed.c.value))
        if len(match.terms) == 1:
            # The rarity of a single term does not change the order.
            return dict(session.execute(_scored(match, 1.0, wanted)).all())
        parts = [
            _scored(Match((term,)), rare / own, wanted)
            for term, rare, own in zip(
                match.terms, rarities(match.terms), _own_rarities(session, match.terms), strict=True
            )
        ]
        ranks = dict.fromkeys(rows, 0.0)
        for row_id, rank in session.execute(union_all(*parts)):
            ranks[row_id] += rank
        # Rounded, so that rounding errors of the division do not decide between equally good rows.
        return {row_id: round(rank, 6) for row_id, rank in ranks.items()}

    def stem(self, word: str) -> str:
        return stem(word)

    def weights(self, session: Session, word: str, seen: Select[int]) -> dict[int, float]:
        match = Match((Term((word,)),))
        rows = session.execute(_scored(match, 1.0, is_seen(seen, _ROW_ALONE))).all()
        everything = _number(select(SearchText.c.id))
        having = _number(select(_ROW.label("id")).select_from(_WORDS).where(_matching(match)))
        rare = _bm25_rarity(*session.execute(select(everything, having)).one())
        return {row_id: -rank / rare for row_id, rank in rows}

    def each_tag(self, tags: SQLColumnExpression[Any]) -> FromClause:
        return func.json_each(tags).table_valued("value")

    def size(self, session: Session) -> int:
        tables = {"search_words_data": "block", "search_words_docsize": "sz", "search_words_idx": "term"}
        return sum(
            session.scalar(select(func.sum(func.length(literal_column(name)))).select_from(table(of))) or 0
            for of, name in tables.items()
        )


def _scored(match: Match, factor: float, wanted: ColumnElement[bool]) -> Select[int, float]:
    rank = (_BM25 * literal(factor)).label("rank")
    return select(_ROW.label("id"), rank).select_from(_WORDS).where(_matching(match), wanted)


def _bm25_rarity(everything: int, having: int) -> float:
    """The rarity that bm25() multiplies the score of a term with, when `having` of all entries have it."""
    return max(log((everything - having + 0.5) / (having + 0.5)), LEAST_IDF)


def _own_rarities(session: Session, terms: Sequence[Term]) -> list[float]:
    """The rarity that bm25() computes of each term, from all entries.

    It is divided out, and the rarity among the entries that the reader may see takes its place.
    """
    matches = [_matching(Match((term,))) for term in terms]
    having = [_number(select(_ROW.label("id")).select_from(_WORDS).where(match)) for match in matches]
    everything, *numbers = session.execute(select(_number(select(SearchText.c.id)), *having)).one()
    return [_bm25_rarity(everything, number) for number in numbers]


def _number(rows: Select[int]) -> ScalarSelect[int]:
    return select(func.count()).select_from(rows.subquery()).scalar_subquery()


def _matching(match: Match) -> ColumnElement[bool]:
    expression = (" OR " if match.any else " AND ").join(map(_quoted, match.terms))
    return literal_column("search_words").op("MATCH", is_comparison=True)(bindparam(None, expression))


def _quoted(term: Term) -> str:
    """The term in FTS5 syntax. Quoting is safe: folded words have only letters and digits, no quotes."""
    return f'"{" ".join(term.words)}"' + ("*" if term.prefix else "")
