"""What a database must be able to do for the log to be searched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol

from sqlalchemy import FromClause, Select, SQLColumnExpression
from sqlalchemy.orm import Session

from facilitator.log.search.query import Match

Span = tuple[int, int]
"""Where a mark begins and ends in a text."""


class Backend(Protocol):
    """Full text in one sort of database, over the rows of ``search_text``."""

    def put(self, session: Session, row_id: int, texts: Mapping[str, str]) -> None:
        """Index what the row now says."""

    def hits(self, session: Session, match: Match, seen: Select[int]) -> Select[int, float]:
        """The rows that match: ``id``, and ``rank``, of which less is better.

        :param seen: the ids of the rows that the reader may see. What is in no other row may change how
            these are ordered: how rare a word is would tell of entries that nobody else may know of.
        """

    def marks(
        self, session: Session, match: Match, texts: Mapping[int, Mapping[str, str]]
    ) -> dict[int, dict[str, list[Span]]]:
        """Where the words of the match stand, by row and field, in the texts of these rows."""

    def weights(self, session: Session, word: str) -> dict[int, float]:
        """How much a word counts in each row that has it, 0 to about 2.2, however rare it is."""

    def each_tag(self, tags: SQLColumnExpression[Any]) -> FromClause:
        """One row for each element of a list that is kept as JSON, in the column ``value``."""

    def size(self, session: Session) -> int:
        """The bytes that the index takes, the searched text not counted."""


def spans(marked: str, begin: str, end: str) -> list[Span]:
    """The places between two marking characters, counted without these."""
    found = []
    for n, each in enumerate(re.finditer(f"{begin}([^{end}]*){end}", marked)):
        first = each.start() - 2 * n
        found.append((first, first + len(each[1])))
    return found
