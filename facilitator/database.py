"""The database: SQLite in a file, or Postgres if more than one machine uses it.

All tables inherit from `Base`. Code that changes data runs inside `session()`, or inside `transaction()` without
the ORM: one transaction, which on SQLite has the write lock from its beginning. Code that only reads runs inside
`read()` or `snapshot()`. When the database itself is in trouble, they raise `Unavailable`.
"""

from __future__ import annotations

import math
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import (
    BigInteger,
    Connection,
    Engine,
    LargeBinary,
    MetaData,
    cast,
    create_engine,
    event,
    func,
    select,
    text,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from facilitator import clock
from facilitator.aside import commit_aside
from facilitator.database_errors import Unavailable, busy, is_held, trouble_in, unavailable, words_of
from facilitator.erasing import Eraser
from facilitator.prepared import driver_execute

# How long one attempt to get the lock may block inside SQLite. It blocks the whole process with all sockets,
# so it is short. Between attempts, the event loop runs.
BUSY_MS = 50
PATIENCE_SECONDS = 10.0
PROBE_BYTES = 32 * 1024
# For so long a Postgres that is not there is awaited: a restart of it should reach nobody.
CONNECT_SECONDS = 3.0
_POSTGRES = {
    "connect_timeout": 5,
    # After about 30 s without a sign of life, a connection counts as cut.
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
    "options": f"-c lock_timeout={int(PATIENCE_SECONDS * 1000)}",
}

_DATABASE_NOW = select(cast(func.extract("epoch", func.clock_timestamp()) * 1000, BigInteger))

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


class Probe(Base):
    """One row that is written to find out whether the database can be written."""

    __tablename__ = "probe"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[int] = mapped_column(BigInteger)
    filler: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True)
class _Bound:
    engine: Engine
    turn: threading.Lock
    """SQLite has one writer at a time. Greenlets wait on this lock, because waiting in SQLite blocks all."""
    eraser: Eraser


_slot: list[_Bound] = []
_afterwards: WeakKeyDictionary[Connection, list[Callable[[], None]]] = WeakKeyDictionary()


def init(url: str) -> Engine:
    """Bind this process to the database at `url` and return its engine.

    Calling it again, as tests do, closes the previous one.
    """
    while _slot:
        _slot[0].eraser.stop()
        _slot.pop().engine.dispose()
    made = _engine(url)
    _slot.append(_Bound(made, threading.Lock(), Eraser(made)))
    return made


def connect(url: str) -> Engine:
    """An engine for whoever does without `session` and `read`, such as a migration.

    Transactions with its execution option ``writes`` have SQLite's write lock from their beginning.

    :param url: `sqlite:///…`, `postgresql://…` or `postgres://…`.
    """
    made = _engine(url)
    if _is_sqlite(made):
        # Any listener makes each statement of an engine slower, so the one of `init` has none.
        event.listen(made, "begin", _begin_as_told)
    return made


def engine() -> Engine:
    """The engine that `init` made."""
    return _here().engine


def is_sqlite() -> bool:
    """Whether the process is bound to SQLite."""
    return _is_sqlite(_here().engine)


@contextmanager
def session() -> Iterator[Session]:
    """One write transaction: committed at the end of the block, rolled back when it raises.

    Keep it short and free of network calls: on SQLite it is the only writer.

    :raises Unavailable: as `transaction` does.
    """
    with transaction() as connection, _session_on(connection) as found:
        yield found
        found.flush()


@contextmanager
def transaction() -> Iterator[Connection]:
    """The same without the ORM: the connection on which a write transaction has begun.

    :raises Unavailable: also when the database failed at the commit, so that it is not known whether what was
        done is saved. Doing it again must find that out, as a command's id does.
    """
    bound = _here()
    with trouble_told(), _turn(bound), _begun(bound.engine, writes=True) as connection:
        try:
            yield connection
        except Exception as error:
            if trouble := trouble_of(error, connection):
                raise trouble from error
            raise
        _commit(connection)
    for deed in _afterwards.pop(connection, ()):
        deed()


@contextmanager
def read() -> Iterator[Session]:
    """One read transaction. Changes in it are rolled back.

    On SQLite it has one view of the database; on Postgres, each statement sees what is saved by then.

    :raises Unavailable: when the database cannot be used just now.
    """
    with _reading(_here().engine) as found:
        yield found


@contextmanager
def snapshot() -> Iterator[Session]:
    """The same with one view of the database on Postgres, too, for several statements that belong together.

    :raises Unavailable: as `read` does.
    """
    engine = _here().engine
    if not _is_sqlite(engine):
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with _reading(engine) as found:
        yield found


def connection_of(session: Session) -> Connection:
    """The connection of a session that `session`, `read` or `snapshot` has made. Statements need less time on it."""
    bound: Any = session.bind
    connection: Connection = bound
    return connection


def afterwards(session: Session, deed: Callable[[], None]) -> None:
    """Do something as soon as the session's transaction is committed, and not at all if it is rolled back.

    Among changes that are committed together, it is also done for one that was undone alone.

    :param deed: it must be quick, and must not raise: others wait.
    """
    _afterwards.setdefault(connection_of(session), []).append(deed)


@contextmanager
def trouble_told() -> Iterator[None]:
    """Raise `Unavailable` in place of errors that are the database's own."""
    try:
        yield
    except SQLAlchemyError as error:
        trouble = trouble_in(error)
        if trouble is None:
            raise
        raise trouble from error


def trouble_of(error: Exception, connection: Connection) -> Unavailable | None:
    """What an error in a transaction says of the database's own trouble, if it is about that.

    :param connection: that of the transaction, which is over when there is trouble.
    """
    # With some errors, such as a full disk, SQLite undoes the transaction with all savepoints. The error is then
    # that of the savepoint that is not there.
    return trouble_in(error) or _undone(connection, error.__context__ or error)


def hold(session: Session, name: str, *, however_long: bool = False) -> None:
    """Lock a name until the transaction ends, waiting for other transactions that have locked it.

    Use it for rows that do not exist yet and so cannot be locked. On SQLite it does nothing, because there is
    only one writer.

    :param however_long: whether to wait without an end, for this lock and all later ones of the transaction.
    """
    if not is_sqlite():
        if however_long:
            session.execute(text("SET LOCAL lock_timeout = 0"))
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def write_probe(now: int) -> None:
    """Write something that needs about as much room as a command does.

    A transaction that is rolled back would not do: SQLite writes nothing to the disk before the commit.

    :param now: the instant, in milliseconds since the epoch.
    :raises Unavailable: when the database cannot be written.
    """
    with session() as found:
        found.merge(Probe(id=1, at=now, filler=secrets.token_bytes(PROBE_BYTES)))


def follow_clock() -> None:
    """Let `clock.now` go by the database's clock, where processes on several machines may use it.

    Else instants that one wrote would be minutes too old or too young for another. SQLite has no clock.

    :raises Unavailable: when the database cannot be used just now.
    """
    if not is_sqlite():
        with read() as session:
            connection = connection_of(session)
            clock.follow(lambda: connection.execute(_DATABASE_NOW).scalar_one())


def forget() -> None:
    """Remove deleted data from SQLite's write-ahead log too. On Postgres it does nothing.

    While somebody else reads, this goes on in the background until it is done. It never raises.
    """
    if is_sqlite():
        _here().eraser.erase()


def unerased_seconds() -> float:
    """For how long deleted data has been waiting to be removed from the write-ahead log; 0 if none is."""
    return _here().eraser.waiting_seconds()


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether SQLite of this version may use a write-ahead log with several connections."""
    if version >= _REPAIRED[-1]:
        return True
    return any(version[:2] == fixed[:2] and version >= fixed for fixed in _REPAIRED)


@contextmanager
def _begun(engine: Engine, *, writes: bool) -> Iterator[Connection]:
    """A connection with a transaction, which is rolled back at the end unless the block commits it."""
    with engine.connect() as connection:
        connection.begin()
        if _is_sqlite(engine):
            _begin(connection, writes=writes)
        yield connection


@contextmanager
def _reading(engine: Engine) -> Iterator[Session]:
    with trouble_told(), _begun(engine, writes=False) as connection, _session_on(connection) as found:
        yield found


def _session_on(connection: Connection) -> Session:
    return Session(connection, expire_on_commit=False, join_transaction_mode="rollback_only")


def _commit(connection: Connection) -> None:
    """Commit. Whatever fails here, nobody knows whether it is saved, so it must not look like a refusal."""
    # A commit of nothing would look like success.
    if undone := _undone(connection, "by itself"):
        raise undone
    try:
        if is_sqlite():
            # Inside SQLite, waiting for the disk would block the whole process with all sockets.
            commit_aside(_driver_of(connection).commit)
        connection.commit()
    except sqlite.Error as error:
        raise unavailable(str(error)) from error
    except IntegrityError:
        raise
    except DBAPIError as error:
        raise unavailable(words_of(error)) from error


def _undone(connection: Connection, cause: object) -> Unavailable | None:
    """What to raise when SQLite has undone the transaction, as it does after some errors.

    :param cause: after which error.
    """
    if is_sqlite() and not _driver_of(connection).in_transaction:
        return unavailable(f"the database has undone the transaction: {cause}")
    return None


def _driver_of(connection: Connection) -> Any:
    """The driver's own connection."""
    return connection.connection.driver_connection


def _here() -> _Bound:
    if not _slot:
        raise RuntimeError("database.init(url) was not called")
    return _slot[0]


@contextmanager
def _turn(bound: _Bound) -> Iterator[None]:
    """The turn to write, for as long as the block lasts. On Postgres, many may write at once."""
    if not is_sqlite():
        yield
        return
    if not bound.turn.acquire(timeout=PATIENCE_SECONDS):
        raise busy(f"a transaction of this process has lasted for {PATIENCE_SECONDS:g} seconds")
    try:
        yield
    finally:
        bound.turn.release()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed.set(drivername="sqlite+pysqlite"))
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    return _postgres(parsed)


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _postgres(url: URL) -> Engine:
    chosen = {name: value for name, value in _POSTGRES.items() if name not in url.query}
    made = create_engine(
        url,
        pool_pre_ping=True,
        pool_timeout=CONNECT_SECONDS,
        hide_parameters=True,
        connect_args=chosen,
    )
    event.listen(made, "do_connect", _connect_patiently)
    return made


def _connect_patiently(dialect: Any, _record: Any, given: Any, named: Any) -> Any:
    deadline = time.monotonic() + CONNECT_SECONDS
    while True:
        try:
            return dialect.connect(*given, **named)
        except dialect.loaded_dbapi.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _sqlite(url: Any) -> Engine:
    made = create_engine(url, module=sqlite, connect_args={"check_same_thread": False}, hide_parameters=True)
    event.listen(made, "connect", _prepare)
    return made


def _prepare(connection: Any, _record: Any) -> None:
    # Turn off the driver's own transaction handling, because `_begin` starts transactions.
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


def _begin_as_told(connection: Connection) -> None:
    told = connection.get_execution_options()
    _begin(connection, writes=bool(told.get("writes")), however_long=bool(told.get("however_long")))


def _begin(connection: Connection, *, writes: bool, however_long: bool = False) -> None:
    """Begin a transaction in SQLite. One that writes waits for the others that do.

    :raises Unavailable: when that takes too long, unless it shall wait ``however_long``.
    """
    if not writes:
        driver_execute(connection, "BEGIN")
        return
    deadline = math.inf if however_long else time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            driver_execute(connection, "BEGIN IMMEDIATE")
            return
        except OperationalError as error:
            if not is_held(error):
                raise
            if time.monotonic() > deadline:
                raise busy(words_of(error)) from error
            time.sleep(0.02)
