"""The interface between the search and the full-text index of a database."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    SQLColumnExpression,
    String,
    bindparam,
)
from sqlalchemy.orm import Session

from facilitator.log.entry.tables import Entry
from facilitator.log.search.query import Match, Term
from facilitator.log.search.tables import SearchText

WORDS = bindparam("words", type_=String)
"""The parameter for the `expression` of a search's match."""


class Backend(Hashable, Protocol):
    """The full-text index of one kind of database, over the rows of ``search_text``."""

    row_id: ColumnElement[int]
    """The id of a row in the index, as in ``search_text``."""

    def put(self, session: Session, rows: Mapping[int, Mapping[str, str]]) -> None:
        """Index the texts of rows, in place of their former ones.

        :param rows: by the row's id, its texts by field name, as `index.in_words` gives them.
        """

    def plan_by_words(self, connection: Connection) -> None:
        """Let the database plan each later search of this transaction by its own words.

        A plan for any words would read every row for a rare one.
        """

    def expression(self, match: Match) -> str:
        """The match in the language of the index."""

    def matching(self, entries: Select[Any], expression: ColumnElement[str]) -> Select[Any]:
        """The query for those of the entries that match, last written first, without looking at all of them.

        :param entries: a query over `Entry` and ``search_text`` that has no FROM and no order yet. Its
            conditions must leave only what the reader may see.
        """

    def ranks(
        self,
        connection: Connection,
        match: Match,
        rows: Sequence[int],
        rarities: Callable[[Sequence[Term]], Sequence[float]],
    ) -> dict[int, float]:
        """How well each of the rows matches; a lower number is better.

        :param rows: ids of rows that match and that the reader may see. Other rows must not influence their
            order, and none of them is scored: the rarity of a word, or how long the scoring takes, would reveal
            entries that the reader may not know of. What is left is that SQLite counts all rows with each term.
        :param rarities: gives the weights of terms by how rare they are among what the reader may see. It is
            asked only if that changes the order.
        """

    def stem(self, word: str) -> str:
        """The stem of a folded word, as this index has it."""

    def weights(self, session: Session, word: str, seen: Select[int]) -> dict[int, float]:
        """The weight of a word in each seen row that has it, 0 to about 2.2. Its rarity does not count here.

        :param seen: the query for the ids of the rows that the reader may see.
        """

    def each_of(self, listed: SQLColumnExpression[Any]) -> FromClause:
        """A table expression with one row for each text of a JSON list, in the column ``value``."""

    def new_years_day(self, day: SQLColumnExpression[Any]) -> ColumnElement[Any]:
        """The first day of the day's year."""

    def size(self, session: Session) -> int:
        """The size of the index in bytes, without the searched text."""


def is_seen(seen: Select[int], row_id: ColumnElement[int]) -> ColumnElement[bool]:
    """The condition that one row of the index is among the seen ones. It is asked of each row by itself."""
    return seen.where(SearchText.c.id == row_id).exists()


def entries_in(index: FromClause, row_id: ColumnElement[int], entries: Select[Any]) -> Select[Any]:
    """The query for the entries that are rows of the index."""
    texts = index.join(SearchText, SearchText.c.id == row_id)
    return entries.select_from(texts.join(Entry, Entry.id == SearchText.c.entry_id))


def term_parameter(number: int) -> BindParameter[str]:
    """The parameter for the `expression` of one term of several."""
    return bindparam(f"term_{number}", type_=String)


def term_parameters(backend: Backend, terms: Sequence[Term]) -> dict[str, object]:
    """The values of the parameters of all terms."""
    return {term_parameter(n).key: backend.expression(Match((term,))) for n, term in enumerate(terms)}
