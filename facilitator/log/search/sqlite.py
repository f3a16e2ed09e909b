"""Full text in SQLite: an FTS5 table with a row for each row of ``search_text``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import log
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Connection,
    Float,
    FromClause,
    LargeBinary,
    ScalarSelect,
    Select,
    SQLColumnExpression,
    bindparam,
    cast,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
    union_all,
)
from sqlalchemy.orm import Session

from facilitator.log.search.backend import entries_in, is_seen, term_parameter, term_parameters
from facilitator.log.search.query import MOST_TERMS, Match, Term
from facilitator.log.search.searched_fields import FIELDS, NAMES
from facilitator.log.search.stems import stem
from facilitator.log.search.tables import SearchText

LEAST_IDF = 1e-6

_PUT = text(
    f"INSERT OR REPLACE INTO search_words (rowid, {', '.join(NAMES)}) "  # noqa: S608
    f"VALUES (:id, {', '.join(f':{name}' for name in NAMES)})"
)
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

    def put(self, session: Session, rows: Mapping[int, Mapping[str, str]]) -> None:
        session.execute(_PUT, [{"id": row_id, **texts} for row_id, texts in rows.items()])

    def plan_by_words(self, connection: Connection) -> None:
        """Do nothing: there is one plan, and it begins with the words."""

    def expression(self, match: Match) -> str:
        return (" OR " if match.any else " AND ").join(map(_quoted, match.terms))

    def matching(self, entries: Select[Any], expression: ColumnElement[str]) -> Select[Any]:
        # FTS5 gives its rows in this order one by one, so a limit ends the work.
        found = entries_in(_WORDS, _ROW_ALONE, entries)
        return found.where(_matches(expression)).order_by(_ROW.desc())

    def ranks(
        self,
        connection: Connection,
        match: Match,
        rows: Sequence[int],
        rarities: Callable[[Sequence[Term]], Sequence[float]],
    ) -> dict[int, float]:
        terms = match.terms
        values = term_parameters(self, terms) | {"rows": list(rows)}
        if len(terms) == 1:
            # The rarity of a single term does not change the order.
            return dict(connection.execute(_scores(1), values | {_factor(0).key: 1.0}).all())
        factors = _factors(connection, values, rarities(terms))
        values |= {_factor(n).key: factor for n, factor in enumerate(factors)}
        ranks = dict.fromkeys(rows, 0.0)
        for row_id, rank in connection.execute(_scores(len(terms)), values).all():
            ranks[row_id] += rank
        # Rounded, so that rounding errors of the division do not decide between equally good rows.
        return {row_id: round(rank, 6) for row_id, rank in ranks.items()}

    def stem(self, word: str) -> str:
        return stem(word)

    def weights(self, session: Session, word: str, seen: Select[int]) -> dict[int, float]:
        word_alone = literal(self.expression(Match((Term.of(word),))))
        rows = session.execute(_scored(word_alone, literal(1.0), is_seen(seen, _ROW_ALONE))).all()
        rare = _bm25_rarity(*session.execute(select(_EVERYTHING, _having(word_alone))).one())
        return {row_id: -rank / rare for row_id, rank in rows}

    def each_of(self, listed: SQLColumnExpression[Any]) -> FromClause:
        return func.json_each(listed).table_valued("value")

    def new_years_day(self, day: SQLColumnExpression[Any]) -> ColumnElement[Any]:
        return func.strftime("%Y-01-01", day)

    def size(self, session: Session) -> int:
        tables = {"data": ["block"], "docsize": ["sz"], "idx": ["term"]}
        tables["content"] = [f"c{number}" for number in range(len(FIELDS))]
        return sum(
            session.scalar(select(func.sum(_bytes_in(name))).select_from(table(f"search_words_{of}"))) or 0
            for of, names in tables.items()
            for name in names
        )


_EVERYTHING = select(func.count()).select_from(SearchText).scalar_subquery()


def _bytes_in(name: str) -> ColumnElement[int]:
    return func.length(cast(literal_column(name), LargeBinary))


def _having(expression: ColumnElement[str]) -> ScalarSelect[int]:
    """How many of all rows match."""
    return select(func.count()).select_from(_WORDS).where(_matches(expression)).scalar_subquery()


def _matches(expression: ColumnElement[str]) -> ColumnElement[bool]:
    return literal_column("search_words").op("MATCH", is_comparison=True)(expression)


def _scored(
    expression: ColumnElement[str], factor: ColumnElement[float], wanted: ColumnElement[bool]
) -> Select[int, float]:
    rank = (_BM25 * factor).label("rank")
    return select(_ROW.label("id"), rank).select_from(_WORDS).where(_matches(expression), wanted)


def _factor(number: int) -> BindParameter[float]:
    return bindparam(f"factor_{number}", type_=Float)


@lru_cache(maxsize=MOST_TERMS)
def _scores(number: int) -> CompoundSelect[int, float]:
    """The query for the scores of the ``rows``, each with so many terms, term by term."""
    given = func.json_each(bindparam("rows", type_=JSON)).table_valued("value")
    wanted = _ROW_ALONE.in_(select(given.c.value))
    return union_all(*(_scored(term_parameter(n), _factor(n), wanted) for n in range(number)))


@lru_cache(maxsize=MOST_TERMS)
def _numbers(number: int) -> Select[Any]:
    """The query for how many rows there are, and how many have each of so many terms."""
    return select(_EVERYTHING, *(_having(term_parameter(n)) for n in range(number)))


def _factors(connection: Connection, values: Mapping[str, object], rarities: Sequence[float]) -> list[float]:
    """What makes of bm25()'s score of each term one with its rarity among the entries that the reader may see.

    The rarity that bm25() computes, from all entries, is divided out.
    """
    everything, *numbers = connection.execute(_numbers(len(rarities)), values).one()
    own = [_bm25_rarity(everything, number) for number in numbers]
    return [rare / each for rare, each in zip(rarities, own, strict=True)]


def _bm25_rarity(everything: int, having: int) -> float:
    """The rarity that bm25() multiplies the score of a term with, when `having` of all entries have it."""
    return max(log((everything - having + 0.5) / (having + 0.5)), LEAST_IDF)


def _quoted(term: Term) -> str:
    """The term in FTS5 syntax. Quoting is safe: folded words have only letters and digits, no quotes."""
    return f'"{" ".join(term.words)}"' + ("*" if term.prefix else "")
