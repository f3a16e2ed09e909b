"""What the errors of the database mean: trouble of its own, or a mistake in what was asked of it."""

from __future__ import annotations

import logging

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from facilitator.refused import Refused

log = logging.getLogger("facilitator")

# After so many seconds, a client may try again what could not be done.
RETRY_SECONDS = 5

# SQLite's result codes for trouble of the database, not of what was asked of it.
_SQLITE_HELD = {5, 6}  # BUSY, LOCKED
# NOMEM, READONLY, INTERRUPT, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB
_SQLITE_TROUBLE = {7, 8, 9, 10, 11, 13, 14, 15, 26}
# Postgres' codes (SQLSTATE): deadlocks and locks; then connections, resources such as the disk, operators.
_LOCK_NOT_AVAILABLE = "55P03"
_POSTGRES_HELD = ("40", _LOCK_NOT_AVAILABLE)
_POSTGRES_TROUBLE = ("08", "25006", "25P03", "53", "57", "58", "XX001", "XX002")


class Unavailable(Exception):
    """Raised when the database cannot be used just now: it is away, full, read-only, or held by others.

    Either nothing was saved, or it is not known whether it was. It is no `Refused`, so that nobody takes it
    for the answer of a rule; `refused` is what to answer in the end.

    :param cause: what the database says, for the operator.
    """

    def __init__(self, refused: Refused, cause: str) -> None:
        super().__init__(cause)
        self.refused = refused
        self.cause = cause

    def log(self) -> None:
        """Tell the operator. Who asked is not told: the cause is the same for everybody."""
        log.error("the database cannot be used", extra={"cause": self.cause})


def busy(cause: str) -> Unavailable:
    """What to raise when others have held the database for too long."""
    sentence = "The server is busy. Try again in a moment."
    return Unavailable(Refused("busy", sentence, 503, retry_after=RETRY_SECONDS), cause)


def unavailable(cause: str) -> Unavailable:
    """What to raise when the database is away, full or otherwise in trouble."""
    sentence = "We cannot save or load anything just now. Try again in a moment."
    return Unavailable(Refused("unavailable", sentence, 503, retry_after=RETRY_SECONDS), cause)


def trouble_in(error: Exception) -> Unavailable | None:
    """What to raise for an error that is the database's own, or None for all others."""
    if isinstance(error, Unavailable):
        return error
    if isinstance(error, NoConnectionLeft):
        return unavailable(str(error))
    if not isinstance(error, DBAPIError):
        return None
    if is_held(error):
        return busy(words_of(error))
    cut = error.connection_invalidated or _is_without_code(error)
    if cut or _is_one_of(error, _SQLITE_TROUBLE, _POSTGRES_TROUBLE):
        return unavailable(words_of(error))
    return None


def is_held(error: DBAPIError) -> bool:
    """Whether others hold what the statement needs."""
    return _is_one_of(error, _SQLITE_HELD, _POSTGRES_HELD)


def is_lock_timeout(error: Exception) -> bool:
    """Whether a statement has given up waiting for a lock of Postgres. Savepoints before it are still there."""
    return isinstance(error, DBAPIError) and _is_one_of(error, set(), (_LOCK_NOT_AVAILABLE,))


def words_of(error: DBAPIError) -> str:
    """What the database says about an error, without the statement that it happened in."""
    return str(error.orig).strip().partition("\n")[0]


def _is_one_of(error: DBAPIError, sqlite_codes: set[int], states: tuple[str, ...]) -> bool:
    # SQLite's extended codes have the code itself in their lowest byte.
    of_sqlite = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    of_postgres = getattr(error.orig, "sqlstate", None) or ""
    return of_sqlite in sqlite_codes or of_postgres.startswith(states)


def _is_without_code(error: DBAPIError) -> bool:
    """Whether it never came to a server that could give a code, as when no connection can be made."""
    of_postgres = type(error.orig).__module__.startswith("psycopg")
    return isinstance(error, OperationalError) and of_postgres and not getattr(error.orig, "sqlstate", None)
