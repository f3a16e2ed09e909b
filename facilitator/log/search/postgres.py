"""Full text in Postgres: a tsvector for each row of ``search_text``, under a GIN index.

Postgres cannot remove accents by itself, and its English configuration drops stop words. So it gets folded
text (see `words`) and the configuration ``log_words`` of the migration: English stems, all words kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    FromClause,
    Integer,
    Select,
    SQLColumnExpression,
    String,
    any_,
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

from facilitator.log.search.backend import entries_in, is_seen
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

    row_id: ColumnElement[int] = _WORDS.c.id

    def put(self, session: Session, row_id: int, texts: Mapping[str, str]) -> None:
        parts = {"id": row_id} | {name: folded(said) for name, said in texts.items()}
        session.execute(_PUT, parts)

    def plan_by_words(self, session: Session) -> None:
        # By default, Postgres keeps a plan without regard to the words once a connection has searched five times.
        session.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))

    def matching(self, entries: Select[Any], match: Match) -> Select[Any]:
        found = entries_in(_WORDS, _WORDS.c.id, entries)
        return found.where(_has(_tsquery(match))).order_by(_WORDS.c.id.desc())

    def ranks(
        self,
        session: Session,
        match: Match,
        rows: Sequence[int],
        rarities: Callable[[Sequence[Term]], Sequence[float]],
    ) -> dict[int, float]:
        # ts_rank ignores the rarity of words.
        wanted = _WORDS.c.id == any_(cast(list(rows), ARRAY(Integer)))
        return dict(session.execute(_ranked(match, wanted)).all())

    def stem(self, word: str) -> str:
        return later_stem(word)

    def weights(self, session: Session, word: str, seen: Select[int]) -> dict[int, float]:
        rows = session.execute(_ranked(Match((Term((word,)),)), is_seen(seen, _WORDS.c.id))).all()
        return {row_id: -rank * FULL_WEIGHT for row_id, rank in rows}

    def each_tag(self, tags: SQLColumnExpression[Any]) -> FromClause:
        return func.json_array_elements_text(tags).table_valued("value").render_derived()

    def size(self, session: Session) -> int:
        return int(session.execute(text("SELECT pg_total_relation_size('search_words')")).scalar_one())


def _ranked(match: Match, wanted: ColumnElement[bool]) -> Select[int, float]:
    query = _tsquery(match)
    rank = func.ts_rank(cast(CLASSES, ARRAY(REAL)), _WORDS.c.words, query, BY_LENGTH)
    found = select(_WORDS.c.id, cast(-rank, Float(53)).label("rank")).select_from(_WORDS)
    return found.where(_has(query), wanted)


def _has(query: ColumnElement[Any]) -> ColumnElement[bool]:
    return _WORDS.c.words.op("@@", is_comparison=True)(query)


def _tsquery(match: Match) -> ColumnElement[Any]:
    """The match as a tsquery. Quoting is safe: folded words have only letters and digits, no quotes."""
    expression = (" | " if match.any else " & ").join(map(_phrase, match.terms))
    return func.to_tsquery(_CONFIG, expression)


def _phrase(term: Term) -> str:
    quoted = [f"'{word}'" for word in term.words]
    return "(" + " <-> ".join(quoted) + (":*" if term.prefix else "") + ")"
