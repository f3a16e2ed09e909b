"""What a ranker does: it finds the entries that are nearest to a text."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from sqlalchemy.orm import Session

from facilitator.log.entry.reader import Reader


class Ranker(Protocol):
    """Finds the entries that have the same subject as a text."""

    def best(
        self, session: Session, reader: Reader, text: str, exclude: Collection[str], most: int
    ) -> list[str]:
        """The ids of the entries to offer, the nearest first: few, and only finished ones that the reader may see.

        :param exclude: ids of entries that are not wanted.
        :param most: how many at most.
        """
