"""Full text in SQLite: an FTS5 table over ``search_text``. Triggers update it with that table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    true,
    union_all,
)
from sqlalchemy.orm import Session

from facilitator.log.search.backend import is_seen
from facilitator.log.search.query import Match, Term
from facilitator.log.search.searched_fields import FIELDS
from facilitator.log.search.stems import stem
from facilitator.log.search.tables import SearchText
from facilitator.log.search.words import rarity

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

    def put(self, session: Session, row_id: int, texts: Mapping[str, str]) -> None:
        """Do nothing: the triggers have updated the index."""

    def hits(self, session: Session, match: Match, seen: Select[int]) -> Select[int, float]:
        whole = select(_ROW).select_from(_WORDS).where(_matching(match), is_seen(seen, _ROW_ALONE))
        # The rarity of a single term does not change the order, and an empty result has no order.
        if len(match.terms) == 1 or session.scalar(whole.limit(1)) is None:
            return _scored(match, 1.0, seen)
        parts = [
            _scored(Match((term,)), factor, seen).where(true() if match.any else _ROW_ALONE.in_(whole))
            for term, factor in zip(match.terms, _factors(session, match.terms, seen), strict=True)
        ]
        scored = union_all(*parts).subquery()
        # Rounded, so that rounding errors of the division do not decide between equally good rows.
        rank = func.round(func.sum(scored.c.rank), 6).label("rank")
        return select(scored.c.id, rank).group_by(scored.c.id)

    def stem(self, word: str) -> str:
        return stem(word)

    def weights(self, session: Session, word: str, seen: Select[int]) -> dict[int, float]:
        match = Match((Term((word,)),))
        rows = session.execute(_scored(match, 1.0, seen)).all()
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


def _scored(match: Match, factor: float, seen: Select[int]) -> Select[int, float]:
    rank = (_BM25 * literal(factor)).label("rank")
    wanted = select(_ROW.label("id"), rank).select_from(_WORDS)
    return wanted.where(_matching(match), is_seen(seen, _ROW_ALONE))


def _bm25_rarity(everything: int, having: int) -> float:
    """The rarity that bm25() multiplies the score of a term with, when `having` of all entries have it."""
    return max(log((everything - having + 0.5) / (having + 0.5)), LEAST_IDF)


def _factors(session: Session, terms: Sequence[Term], seen: Select[int]) -> list[float]:
    """For each term, the factor that corrects the score of bm25().

    bm25() computes the rarity of a term from all entries. The factor replaces that with the rarity among the
    entries that the reader may see.
    """
    theirs = seen.cte("seen").prefix_with("MATERIALIZED")
    asked = [_number(select(theirs.c.id)), _number(select(SearchText.c.id))]
    for term in terms:
        having = select(_ROW.label("id")).select_from(_WORDS).where(_matching(Match((term,))))
        asked += [_number(having.where(_ROW_ALONE.in_(select(theirs.c.id)))), _number(having)]
    of_them, of_all, *pairs = session.execute(select(*asked)).one()
    return [
        rarity(of_them, among_them) / _bm25_rarity(of_all, among_all)
        for among_them, among_all in zip(pairs[::2], pairs[1::2], strict=True)
    ]


def _number(rows: Select[int]) -> ScalarSelect[int]:
    return select(func.count()).select_from(rows.subquery()).scalar_subquery()


def _matching(match: Match) -> ColumnElement[bool]:
    expression = (" OR " if match.any else " AND ").join(map(_quoted, match.terms))
    return literal_column("search_words").op("MATCH", is_comparison=True)(bindparam(None, expression))


def _quoted(term: Term) -> str:
    """The term in FTS5 syntax. Quoting is safe: folded words have only letters and digits, no quotes."""
    return f'"{" ".join(term.words)}"' + ("*" if term.prefix else "")
