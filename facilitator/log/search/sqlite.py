"""Full text in SQLite: an FTS5 table over ``search_text``, which triggers keep in step with it."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
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

from facilitator.log.search.backend import Span, spans
from facilitator.log.search.fields import FIELDS
from facilitator.log.search.query import Match, Term
from facilitator.log.search.tables import SearchText
from facilitator.log.search.words import rarity

BEGIN, END = "\x01", "\x02"
LEAST_IDF = 1e-6

_WORDS = table("search_words")
_ROW: ColumnElement[int] = literal_column("rowid")
_BM25: ColumnElement[float] = literal_column(
    f"bm25(search_words, {', '.join(str(field.weight) for field in FIELDS)})"
)


class Sqlite:
    """https://sqlite.org/fts5.html"""

    def put(self, session: Session, row_id: int, texts: Mapping[str, str]) -> None:
        """The triggers did it."""

    def hits(self, session: Session, match: Match, seen: Select[int]) -> Select[int, float]:
        if len(match.terms) == 1:
            # However rare the only term is, it changes no order.
            return _scored(match, 1.0)
        parts = [
            _scored(
                Match((term,)), _rarity(session, term, seen) / _bm25_rarity(session, _having(session, term))
            )
            for term in match.terms
        ]
        scored = union_all(*parts).subquery()
        whole = select(_ROW).select_from(_WORDS).where(_matching(match))
        # Rounded, so that no noise of the division decides between two that are as good.
        rank = func.round(func.sum(scored.c.rank), 6).label("rank")
        found = select(scored.c.id, rank).where(scored.c.id.in_(whole))
        return found.group_by(scored.c.id)

    def marks(
        self, session: Session, match: Match, texts: Mapping[int, Mapping[str, str]]
    ) -> dict[int, dict[str, list[Span]]]:
        columns = [
            func.highlight(literal_column("search_words"), n, BEGIN, END).label(field.name)
            for n, field in enumerate(FIELDS)
        ]
        # Every term counts for the marks, whether all of them were needed or not.
        wanted = _matching(Match(match.terms, any=True))
        found = select(_ROW.label("id"), *columns).select_from(_WORDS).where(wanted, _ROW.in_(texts))
        return {
            row["id"]: {field.name: spans(row[field.name] or "", BEGIN, END) for field in FIELDS}
            for row in session.execute(found).mappings()
        }

    def weights(self, session: Session, word: str) -> dict[int, float]:
        rows = session.execute(_scored(Match((Term((word,)),)), 1.0)).all()
        rare = _bm25_rarity(session, len(rows)) if rows else 1.0
        return {row_id: -rank / rare for row_id, rank in rows}

    def each_tag(self, tags: SQLColumnExpression[Any]) -> FromClause:
        return func.json_each(tags).table_valued("value")

    def size(self, session: Session) -> int:
        tables = {"search_words_data": "block", "search_words_docsize": "sz", "search_words_idx": "term"}
        return sum(
            session.scalar(select(func.sum(func.length(literal_column(name)))).select_from(table(of))) or 0
            for of, name in tables.items()
        )


def _scored(match: Match, factor: float) -> Select[int, float]:
    rank = (_BM25 * literal(factor)).label("rank")
    return select(_ROW.label("id"), rank).select_from(_WORDS).where(_matching(match))


def _bm25_rarity(session: Session, having: int) -> float:
    """How rare bm25() takes a term for that so many entries have, whoever may see them: a factor of what it gives."""
    everything = session.scalar(select(func.count()).select_from(SearchText)) or 0
    return max(log((everything - having + 0.5) / (having + 0.5)), LEAST_IDF)


def _rarity(session: Session, term: Term, seen: Select[int]) -> float:
    """How rare a term is among the rows that the reader may see."""
    everything = session.scalar(select(func.count()).select_from(seen.subquery())) or 0
    return rarity(everything, _having(session, term, _ROW.in_(seen)))


def _having(session: Session, term: Term, *among: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(_WORDS).where(_matching(Match((term,))), *among)
    return session.scalar(counted) or 0


def _matching(match: Match) -> ColumnElement[bool]:
    expression = (" OR " if match.any else " AND ").join(map(_quoted, match.terms))
    return literal_column("search_words").op("MATCH", is_comparison=True)(bindparam(None, expression))


def _quoted(term: Term) -> str:
    """Folded words hold letters and digits only, so nothing in the quotes can end them."""
    return f'"{" ".join(term.words)}"' + ("*" if term.prefix else "")
