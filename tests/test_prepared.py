"""Statements that the driver executes: the same rows and the same errors as through SQLAlchemy."""

from __future__ import annotations

import pytest
from sqlalchemy import Table, bindparam, column, func, insert, literal_column, select, table, update
from sqlalchemy.exc import IntegrityError, InvalidRequestError, OperationalError

from facilitator import database
from facilitator.database import Probe
from facilitator.database_errors import Unavailable
from facilitator.prepared import Prepared, driver_execute
from facilitator.room.tables import MeetingRow

PROBE = Probe.__table__
assert isinstance(PROBE, Table)
ADD = Prepared(insert(PROBE).values(id=bindparam("number"), at=bindparam("now"), filler=b""))
MOVE = Prepared(
    update(PROBE).where(PROBE.c.id == bindparam("number")).values(at=PROBE.c.at + bindparam("more"))
)
EARLY = Prepared(select(PROBE.c.id, PROBE.c.at.label("when")).where(PROBE.c.at < 10).order_by(PROBE.c.id))
NOWHERE = Prepared(select(table("nowhere", column("id"))))


@pytest.mark.usefixtures("bound")
def test_rows_have_the_names_of_the_columns() -> None:
    with database.transaction() as connection:
        for number in (1, 2, 3):
            assert ADD.execute(connection, {"number": number, "now": 5 * number}) == 1
        assert [(row.id, row.when) for row in EARLY.all(connection, {})] == [(1, 5)]
        assert MOVE.execute(connection, {"number": 1, "more": 1}) == 1
        assert EARLY.first(connection, {}) == (1, 6)
        assert EARLY.scalar(connection, {}) == 1
        assert MOVE.execute(connection, {"number": 1, "more": 10}) == 1
        assert EARLY.first(connection, {}) is None
        assert EARLY.scalar(connection, {}) is None
        assert MOVE.execute(connection, {"number": 9, "more": 1}) == 0


@pytest.mark.usefixtures("bound")
def test_errors_are_those_of_sqlalchemy() -> None:
    with database.transaction() as connection:
        ADD.execute(connection, {"number": 1, "now": 0})
        with pytest.raises(IntegrityError):
            ADD.execute(connection, {"number": 1, "now": 0})
        with pytest.raises(InvalidRequestError, match="now"):
            ADD.execute(connection, {"number": 2})
        with pytest.raises(OperationalError):
            NOWHERE.all(connection, {})
        with pytest.raises(OperationalError):
            driver_execute(connection, "NONSENSE")


@pytest.mark.usefixtures("bound")
def test_defaults_of_columns_are_not_forgotten() -> None:
    with database.read() as session, pytest.raises(TypeError, match="defaults"):
        Prepared(insert(MeetingRow).values(id="x")).execute(database.connection_of(session), {})


@pytest.mark.usefixtures("postgres_app")
def test_postgres_executes_the_same() -> None:
    with database.transaction() as connection:
        assert ADD.execute(connection, {"number": 1, "now": 5}) == 1
        percent = Prepared(
            select(literal_column("'100 %'").label("said")).where(PROBE.c.id == bindparam("number"))
        )
        assert percent.first(connection, {"number": 1}).said == "100 %"
        assert EARLY.all(connection, {}) == [(1, 5)]


def cut_in_the_middle() -> None:
    with database.transaction() as connection:
        ADD.execute(connection, {"number": 1, "now": 5})
        backend = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with database.engine().connect() as other:
            other.execute(select(func.pg_terminate_backend(backend)))
        MOVE.execute(connection, {"number": 1, "more": 1})


@pytest.mark.usefixtures("postgres_app")
def test_a_connection_that_is_cut_is_not_used_again() -> None:
    with pytest.raises(Unavailable):
        cut_in_the_middle()
    with database.transaction() as connection:
        assert ADD.execute(connection, {"number": 1, "now": 5}) == 1
