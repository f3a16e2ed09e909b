"""A quarter of a year."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year, ``number`` 1 to 4. Quarters sort from the oldest to the newest."""

    year: int
    number: int

    @classmethod
    def of(cls, date: datetime.date) -> Quarter:
        return cls(date.year, (date.month + 2) // 3)

    @property
    def words(self) -> str:
        return f"{self.year} Q{self.number}"
