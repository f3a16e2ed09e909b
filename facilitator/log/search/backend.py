"""The interface between the search and the full-text index of a database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from sqlalchemy import ColumnElement, FromClause, Select, SQLColumnExpression
from sqlalchemy.orm import Session

from facilitator.log.search.query import Match
from facilitator.log.search.tables import SearchText


class Backend(Protocol):
    """The full-text index of one kind of database, over the rows of ``search_text``."""

    def put(self, session: Session, row_id: int, texts: Mapping[str, str]) -> None:
        """Index the texts of the row, given by field name, in place of its former ones."""

    def hits(self, session: Session, match: Match, seen: Select[int]) -> Select[int, float]:
        """The query for the rows that match: ``id``, and ``rank``, where a lower one is better.

        :param seen: the query for the ids of the rows that the reader may see. Other rows must influence
            neither the order of these nor the work: the rarity of a word, or how long the search takes,
            would reveal entries that the reader may not know of. So a row is scored only once it is known
            to be seen.
        """

    def stem(self, word: str) -> str:
        """The stem of a folded word, as this index has it."""

    def weights(self, session: Session, word: str, seen: Select[int]) -> dict[int, float]:
        """The weight of a word in each seen row that has it, 0 to about 2.2. Its rarity does not count here."""

    def each_tag(self, tags: SQLColumnExpression[Any]) -> FromClause:
        """A table expression with one row for each element of a JSON list, in the column ``value``."""

    def size(self, session: Session) -> int:
        """The size of the index in bytes, without the searched text."""


def is_seen(seen: Select[int], row_id: ColumnElement[int]) -> ColumnElement[bool]:
    """The condition that one row of the index is among the seen ones. It is asked of each row by itself."""
    return seen.where(SearchText.c.id == row_id).exists()
