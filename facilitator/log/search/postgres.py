"""Full text in Postgres: a tsvector for each row of ``search_text``, under a GIN index.

Postgres cannot remove accents by itself, and its English configuration drops stop words. So it gets folded
text (see `words`) and the configuration ``log_words`` of the migration: English stems, all words kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    FromClause,
    Select,
    SQLColumnExpression,
    String,
    cast,
    column,
    func,
    literal,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, REAL, REGCONFIG
from sqlalchemy.orm import Session

from facilitator.log.search.backend import is_seen
from facilitator.log.search.query import Match, Term
from facilitator.log.search.searched_fields import FIELDS
from facilitator.log.search.stems import later_stem
from facilitator.log.search.words import folded

CLASSES = (0.15, 0.3, 0.5, 1.0)
"""The weights of a word in a field of class D, C, B and A, in this order."""
BY_LENGTH = 1
"""The option of ts_rank that divides the rank by 1 + the logarithm of the document's length."""
FULL_WEIGHT = 12.0
"""The factor that brings ts_rank to about the scale of one word's part of BM25."""

_VECTOR = " || ".join(f"setweight(to_tsvector('log_words', :{f.name}), '{f.letter}')" for f in FIELDS)
_PUT = text(
    f"INSERT INTO search_words (id, words) VALUES (:id, {_VECTOR}) "  # noqa: S608
    "ON CONFLICT (id) DO UPDATE SET words = excluded.words"
)
_CONFIG = cast(literal("log_words", String), REGCONFIG)
_WORDS = table("search_words", column("id"), column("words"))


class Postgres:
    """The backend for Postgres. See https://www.postgresql.org/docs/current/textsearch.html"""

    def put(self, session: Session, row_id: int, texts: Mapping[str, str]) -> None:
        parts = {"id": row_id} | {name: folded(said) for name, said in texts.items()}
        session.execute(_PUT, parts)

    def hits(self, session: Session, match: Match, seen: Select[int]) -> Select[int, float]:
        return self._ranked(match, seen)

    def _ranked(self, match: Match, seen: Select[int]) -> Select[int, float]:
        """The matching rows with their rank. ts_rank ignores the rarity of words, so no other row counts."""
        wanted = _tsquery(match)
        rank = func.ts_rank(cast(CLASSES, ARRAY(REAL)), _WORDS.c.words, wanted, BY_LENGTH)
        return (
            select(_WORDS.c.id, cast(-rank, Float(53)).label("rank"))
            .select_from(_WORDS)
            .where(_WORDS.c.words.op("@@", is_comparison=True)(wanted), is_seen(seen, _WORDS.c.id))
        )

    def stem(self, word: str) -> str:
        return later_stem(word)

    def weights(self, session: Session, word: str, seen: Select[int]) -> dict[int, float]:
        rows = session.execute(self._ranked(Match((Term((word,)),)), seen)).all()
        return {row_id: -rank * FULL_WEIGHT for row_id, rank in rows}

    def each_tag(self, tags: SQLColumnExpression[Any]) -> FromClause:
        return func.json_array_elements_text(tags).table_valued("value").render_derived()

    def size(self, session: Session) -> int:
        return int(session.execute(text("SELECT pg_total_relation_size('search_words')")).scalar_one())


def _tsquery(match: Match) -> ColumnElement[Any]:
    """The match as a tsquery. Quoting is safe: folded words have only letters and digits, no quotes."""
    expression = (" | " if match.any else " & ").join(map(_phrase, match.terms))
    return func.to_tsquery(_CONFIG, expression)


def _phrase(term: Term) -> str:
    quoted = [f"'{word}'" for word in term.words]
    return "(" + " <-> ".join(quoted) + (":*" if term.prefix else "") + ")"
