"""The database: SQLite in a file, or Postgres if more than one machine uses it.

All tables inherit from `Base`. Code that changes data runs inside `session()`: one transaction, which on
SQLite has the write lock from its beginning. Code that only reads runs inside `read()`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, MetaData, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session

from facilitator.refused import Refused

# How long one attempt to get the lock may block inside SQLite. It blocks the whole process with all sockets,
# so it is short. Between attempts, the event loop runs.
BUSY_MS = 50
PATIENCE_SECONDS = 10.0

# The first fixed release of each branch. In earlier ones, a commit in WAL mode can get lost when two
# connections write and checkpoint at the same time (https://sqlite.org/wal.html#walresetbug).
_REPAIRED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))


class Base(DeclarativeBase):
    """The base class of all tables. It gives constraints names, so that a migration can drop them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


@dataclass(frozen=True)
class _Bound:
    reading: Engine
    writing: Engine
    turn: threading.Lock
    """SQLite has one writer at a time. Greenlets wait on this lock, because waiting in SQLite blocks all."""


_slot: list[_Bound] = []


def init(url: str) -> Engine:
    """Bind this process to the database at `url` and return its engine.

    Calling it again, as tests do, closes the previous one.
    """
    while _slot:
        _slot.pop().reading.dispose()
    made = connect(url)
    _slot.append(_Bound(made, made.execution_options(writes=True), threading.Lock()))
    return made


def connect(url: str) -> Engine:
    """An engine for `url`: `sqlite:///…`, `postgresql://…` or `postgres://…`."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed.set(drivername="sqlite+pysqlite"))
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(parsed, pool_pre_ping=True, hide_parameters=True)


def engine() -> Engine:
    """The engine that `init` made."""
    return _here().reading


def is_sqlite() -> bool:
    """Whether the process is bound to SQLite."""
    return _here().reading.dialect.name == "sqlite"


@contextmanager
def session() -> Iterator[Session]:
    """One write transaction: committed at the end of the block, rolled back when it raises.

    Keep it short and free of network calls: on SQLite it is the only writer.

    :raises Refused: ``busy``, when another process held the lock for ten seconds.
    """
    bound = _here()
    if not is_sqlite():
        with Session(bound.writing, expire_on_commit=False) as found, found.begin():
            yield found
        return
    with _turn(bound.turn), Session(bound.writing, expire_on_commit=False) as found, found.begin():
        found.connection()
        yield found


@contextmanager
def read() -> Iterator[Session]:
    """One read transaction, with a consistent view of the database. Changes in it are rolled back."""
    with Session(_here().reading, expire_on_commit=False) as found:
        yield found


def hold(session: Session, name: str) -> None:
    """Lock a name until the transaction ends, waiting for other transactions that have locked it.

    Use it for rows that do not exist yet and so cannot be locked. On SQLite it does nothing, because there is
    only one writer.
    """
    if not is_sqlite():
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def forget() -> None:
    """Remove deleted data from SQLite's write-ahead log too. On Postgres it does nothing.

    `secure_delete` overwrites deleted rows in the file, but the log keeps old pages until it is truncated.
    """
    if not is_sqlite():
        return
    with _here().reading.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether SQLite of this version may use a write-ahead log with several connections."""
    if version >= _REPAIRED[-1]:
        return True
    return any(version[:2] == fixed[:2] and version >= fixed for fixed in _REPAIRED)


def _busy() -> Refused:
    return Refused("busy", "The server is busy. Try again in a moment.", 503)


def _here() -> _Bound:
    if not _slot:
        raise RuntimeError("database.init(url) was not called")
    return _slot[0]


@contextmanager
def _turn(lock: threading.Lock) -> Iterator[None]:
    if not lock.acquire(timeout=PATIENCE_SECONDS):
        raise _busy()
    try:
        yield
    finally:
        lock.release()


def _sqlite(url: Any) -> Engine:
    made = create_engine(url, module=sqlite, connect_args={"check_same_thread": False}, hide_parameters=True)
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    return made


def _prepare(connection: Any, _record: Any) -> None:
    # Turn off the driver's own transaction handling, because _begin starts transactions.
    connection.isolation_level = None
    journal = "WAL" if wal_is_safe(sqlite.sqlite_version_info) else "DELETE"
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_MS}",
        f"journal_mode = {journal}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    if not connection.get_execution_options().get("writes"):
        connection.exec_driver_sql("BEGIN")
        return
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            return
        except OperationalError as error:
            if "locked" not in str(error.orig):
                raise
            if time.monotonic() > deadline:
                raise _busy() from error
            time.sleep(0.02)
