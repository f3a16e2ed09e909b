"""What is in the tables of the log."""

from __future__ import annotations

from sqlalchemy import Table, func, select

from facilitator import database


def count(table: type[database.Base] | Table) -> int:
    """How many rows a table has."""
    with database.read() as session:
        return session.scalars(select(func.count()).select_from(table)).one()
