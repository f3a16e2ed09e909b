"""Full text in Postgres: a tsvector for each row of ``search_text``, under a GIN index.

Its English configuration drops stop words, so it has the configuration ``log_words`` of the migration: English
stems, all words kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Float,
    FromClause,
    Integer,
    Select,
    SQLColumnExpression,
    String,
    any_,
    bindparam,
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

from facilitator.log.search.backend import WORDS, entries_in, is_seen
from facilitator.log.search.query import Match, Term
from facilitator.log.search.searched_fields import FIELDS
from facilitator.log.search.stems import later_stem

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
_PLAN_BY_WORDS = text("SET LOCAL plan_cache_mode = force_custom_plan")
_CONFIG = cast(literal("log_words", String), REGCONFIG)
_WORDS = table("search_words", column("id"), column("words"))


class Postgres:
    """The backend for Postgres. See https://www.postgresql.org/docs/current/textsearch.html"""

    row_id: ColumnElement[int] = _WORDS.c.id

    def put(self, session: Session, rows: Mapping[int, Mapping[str, str]]) -> None:
        session.execute(_PUT, [{"id": row_id, **texts} for row_id, texts in rows.items()])

    def plan_by_words(self, connection: Connection) -> None:
        # By default, Postgres keeps a plan without regard to the words once a connection has searched five times.
        connection.execute(_PLAN_BY_WORDS)

    def expression(self, match: Match) -> str:
        return (" | " if match.any else " & ").join(map(_phrase, match.terms))

    def matching(self, entries: Select[Any], expression: ColumnElement[str]) -> Select[Any]:
        found = entries_in(_WORDS, _WORDS.c.id, entries)
        return found.where(_has(_tsquery(expression))).order_by(_WORDS.c.id.desc())

    def ranks(
        self,
        connection: Connection,
        match: Match,
        rows: Sequence[int],
        rarities: Callable[[Sequence[Term]], Sequence[float]],
    ) -> dict[int, float]:
        # ts_rank ignores the rarity of words.
        values = {WORDS.key: self.expression(match), "rows": list(rows)}
        return dict(connection.execute(_RANKS, values).all())

    def stem(self, word: str) -> str:
        return later_stem(word)

    def weights(self, session: Session, word: str, seen: Select[int]) -> dict[int, float]:
        word_alone = literal(self.expression(Match((Term.of(word),))))
        rows = session.execute(_ranked(word_alone, is_seen(seen, _WORDS.c.id))).all()
        return {row_id: -rank * FULL_WEIGHT for row_id, rank in rows}

    def each_of(self, listed: SQLColumnExpression[Any]) -> FromClause:
        return func.json_array_elements_text(listed).table_valued("value").render_derived()

    def new_years_day(self, day: SQLColumnExpression[Any]) -> ColumnElement[Any]:
        return cast(func.date_trunc("year", day), Date)

    def size(self, session: Session) -> int:
        return int(session.execute(text("SELECT pg_total_relation_size('search_words')")).scalar_one())


def _ranked(expression: ColumnElement[str], wanted: ColumnElement[bool]) -> Select[int, float]:
    query = _tsquery(expression)
    rank = func.ts_rank(cast(CLASSES, ARRAY(REAL)), _WORDS.c.words, query, BY_LENGTH)
    found = select(_WORDS.c.id, cast(-rank, Float(53)).label("rank")).select_from(_WORDS)
    return found.where(_has(query), wanted)


def _has(query: ColumnElement[Any]) -> ColumnElement[bool]:
    return _WORDS.c.words.op("@@", is_comparison=True)(query)


def _tsquery(expression: ColumnElement[str]) -> ColumnElement[Any]:
    return func.to_tsquery(_CONFIG, expression)


def _phrase(term: Term) -> str:
    """The term as a tsquery. Quoting is safe: folded words have only letters and digits, no quotes."""
    quoted = [f"'{word}'" for word in term.words]
    return "(" + " <-> ".join(quoted) + (":*" if term.prefix else "") + ")"


_RANKS = _ranked(WORDS, _WORDS.c.id == any_(bindparam("rows", type_=ARRAY(Integer))))
