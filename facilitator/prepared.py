"""Statements that are put together once and then executed by the database's driver itself.

A command of a room needs five small statements. For each of them SQLAlchemy takes five to fifteen times as long as
SQLite does. Use these where statements are that many, and SQLAlchemy's own `execute` everywhere else.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.engine.interfaces import Compiled
from sqlalchemy.exc import DBAPIError


class Prepared:
    """A statement of SQLAlchemy Core whose columns and parameters are all texts and numbers.

    The driver takes and gives these as they are; other types would need SQLAlchemy on the way, and what is true or
    false comes as 0 or 1 from SQLite. An insert names all columns that are not left empty. Rows are named tuples.
    """

    def __init__(self, statement: Select[Any] | Insert | Update | Delete) -> None:
        self._statement = statement
        self._compiled: dict[str, Compiled] = {}
        self._row = _named_row(statement.selected_columns.keys()) if isinstance(statement, Select) else tuple

    def execute(self, connection: Connection, given: Mapping[str, object]) -> int:
        """How many rows the statement has changed.

        :raises DBAPIError: as SQLAlchemy does, and so do the other methods.
        """
        return int(self._executed(connection, given).rowcount)

    def all(self, connection: Connection, given: Mapping[str, object]) -> list[Any]:
        """All rows."""
        return [self._row(found) for found in self._executed(connection, given).fetchall()]

    def first(self, connection: Connection, given: Mapping[str, object]) -> Any:
        """The first row, or None."""
        found = self._executed(connection, given).fetchone()
        return None if found is None else self._row(found)

    def scalar(self, connection: Connection, given: Mapping[str, object]) -> Any:
        """The first column of the first row, or None."""
        found = self._executed(connection, given).fetchone()
        return None if found is None else found[0]

    def _executed(self, connection: Connection, given: Mapping[str, object]) -> Any:
        compiled = self._compiled_for(connection.dialect)
        parameters: Any = compiled.construct_params(given)
        order = getattr(compiled, "positiontup", None)
        values = parameters if order is None else tuple(parameters[name] for name in order)
        return driver_execute(connection, str(compiled), values)

    def _compiled_for(self, dialect: Dialect) -> Compiled:
        if dialect.name not in self._compiled:
            compiled: Any = self._statement.compile(dialect=dialect)
            if compiled.insert_prefetch or compiled.update_prefetch:
                raise TypeError("the defaults of columns are SQLAlchemy's: give their values")
            self._compiled[dialect.name] = compiled
        return self._compiled[dialect.name]


def driver_execute(
    connection: Connection, sql: str, values: Mapping[str, object] | Sequence[object] = ()
) -> Any:
    """The driver's cursor, after it has executed this on the connection.

    :raises DBAPIError: as SQLAlchemy does.
    """
    driver: Any = connection.connection.driver_connection
    dialect = connection.dialect
    errors: Any = dialect.loaded_dbapi
    try:
        return driver.execute(sql, values)
    except errors.Error as error:
        cut = dialect.is_disconnect(error, driver, None)
        raise DBAPIError.instance(
            sql, None, error, errors.Error, hide_parameters=True, connection_invalidated=cut, dialect=dialect
        ) from error


def _named_row(names: list[str]) -> Callable[[Iterable[Any]], Any]:
    make: Any = namedtuple  # Checkers of types want to read the names, but they come from the statement.
    row = make("Row", names)._make
    return cast("Callable[[Iterable[Any]], Any]", row)
