"""What is in the tables of the log."""

from __future__ import annotations

from sqlalchemy import Table, func, select

from facilitator import database
from facilitator.log.entry.tables import Entry


def count(table: type[database.Base] | Table) -> int:
    """How many rows a table has."""
    with database.read() as session:
        return session.scalars(select(func.count()).select_from(table)).one()


def is_kept(entry_id: str) -> bool:
    """Whether there is such an entry."""
    with database.read() as session:
        return session.get(Entry, entry_id) is not None
