"""What is in the tables of the log, and how often they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Table, event, func, select

from facilitator import database


def count(table: type[database.Base] | Table) -> int:
    """How many rows a table has."""
    with database.read() as session:
        return session.scalars(select(func.count()).select_from(table)).one()


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements of the block. One with many rows of values counts once."""
    said: list[str] = []

    def hear(*told: Any) -> None:
        said.append(told[2])

    event.listen(database.engine(), "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(database.engine(), "before_cursor_execute", hear)
