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
    literal_column,
    select,
    table,
)
from sqlalchemy.orm import Session

from facilitator.log.search.backend import Span, spans
from facilitator.log.search.fields import FIELDS
from facilitator.log.search.query import Match, Term
from facilitator.log.search.tables import SearchText

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

    def hits(self, match: Match) -> Select[int, float]:
        return select(_ROW.label("id"), _BM25.label("rank")).select_from(_WORDS).where(_matching(match))

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
        rows = session.execute(self.hits(Match((Term((word,)),)))).all()
        if not rows:
            return {}
        # bm25() is the weight times how rare the word is among all entries, whoever may see them.
        # The second part has to go: what is rare must depend on the reader's own log only.
        everything = session.scalar(select(func.count()).select_from(SearchText)) or 0
        rarity = max(log((everything - len(rows) + 0.5) / (len(rows) + 0.5)), LEAST_IDF)
        return {row_id: -rank / rarity for row_id, rank in rows}

    def each_tag(self, tags: SQLColumnExpression[Any]) -> FromClause:
        return func.json_each(tags).table_valued("value")

    def size(self, session: Session) -> int:
        tables = {"search_words_data": "block", "search_words_docsize": "sz", "search_words_idx": "term"}
        return sum(
            session.scalar(select(func.sum(func.length(literal_column(name)))).select_from(table(of))) or 0
            for of, name in tables.items()
        )


def _matching(match: Match) -> ColumnElement[bool]:
    expression = (" OR " if match.any else " AND ").join(map(_quoted, match.terms))
    return literal_column("search_words").op("MATCH", is_comparison=True)(bindparam(None, expression))


def _quoted(term: Term) -> str:
    """Folded words hold letters and digits only, so nothing in the quotes can end them."""
    return f'"{" ".join(term.words)}"' + ("*" if term.prefix else "")
