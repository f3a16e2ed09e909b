"""Group commit: one transaction for all the changes that wait at the same moment.

A commit waits for the disk, and on SQLite there is one writer at a time. So whoever gets the turn carries out
what has gathered meanwhile, and all of it is saved by one commit.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextvars import Context
from typing import Generic, TypeVar, cast

from sqlalchemy.orm import Session

from facilitator import database
from facilitator.database_errors import Unavailable, busy, is_lock_timeout
from facilitator.prepared import driver_execute

Result = TypeVar("Result")

MOST_AT_ONCE = 64
"""So many changes share a transaction at most, so that the first of them need not wait for long."""


class _Job(Generic[Result]):
    """One change. ``error`` is that of its own work, or of the transaction."""

    def __init__(self, key: str, work: Callable[[Session], Result]) -> None:
        self.key = key
        self.is_done = False
        self.error: Exception | None = None
        self._work = work
        self._result: Result | None = None

    def carry_out(self, session: Session) -> None:
        """Do the work, and write down what the objects of the session wait with."""
        # Whoever has the turn does it, which may be another request: its account and its headers are not ours.
        self._result = Context().run(self._work, session)
        if session.in_transaction():
            session.commit()
            # The next job may change the same rows without the session, and another one ask it for them.
            session.close()

    def carry_out_among_others(self, session: Session) -> None:
        """The same, but an error of this job undoes this job and no other.

        :raises Unavailable: when the database is in trouble, which is the end of the whole transaction.
        """
        connection = database.connection_of(session)
        driver_execute(connection, "SAVEPOINT job")
        try:
            self.carry_out(session)
        except Exception as error:
            trouble = database.trouble_of(error, connection)
            if trouble is not None and not is_lock_timeout(error):
                raise trouble from error
            session.close()
            driver_execute(connection, "ROLLBACK TO SAVEPOINT job")
            self.error = trouble or error
        driver_execute(connection, "RELEASE SAVEPOINT job")

    def end(self, error: Exception | None = None) -> None:
        """Say that the transaction is over, and what it failed with."""
        self.error = self.error or error
        self.is_done = True

    def result(self) -> Result:
        if self.error is not None:
            raise self.error
        return cast(Result, self._result)


_waiting: list[_Job[object]] = []
_turn = threading.Lock()


def together(key: str, work: Callable[[Session], Result]) -> Result:
    """The result of `work`, once the transaction in which it ran with others is saved.

    :param key: what the work locks, such as the id of a meeting. Jobs run in the order of their keys, so that
        two processes do not wait for each other.
    :param work: it must wait for nothing but the database, and know without asking for whom it is: it has no
        request and no ``g``. It may raise: then it alone is undone.
    :raises Unavailable: as `database.session` does.
    """
    job = _Job(key, work)
    _waiting.append(cast("_Job[object]", job))
    with _turn:
        while not job.is_done:
            _carry_out(_next_jobs())
    return job.result()


def _next_jobs() -> list[_Job[object]]:
    jobs = _waiting[:MOST_AT_ONCE]
    del _waiting[:MOST_AT_ONCE]
    return sorted(jobs, key=lambda job: job.key)


def _carry_out(jobs: list[_Job[object]]) -> None:
    failed: Exception | None = busy("a transaction was given up")
    try:
        with database.transaction() as connection:
            # Few jobs need the session. What it does has a savepoint of its own, because it undoes it by itself
            # after an error, and may not undo the work of others.
            session = Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")
            if len(jobs) == 1:
                jobs[0].carry_out(session)
            else:
                _carry_out_each(jobs, session)
        failed = None
    except Exception as error:
        failed = error
    finally:
        for job in jobs:
            job.end(failed)


def _carry_out_each(jobs: list[_Job[object]], session: Session) -> None:
    held: dict[str, Unavailable] = {}
    for job in jobs:
        if job.key in held:
            # It would wait for the same lock as long again, and all others with it.
            job.error = held[job.key]
            continue
        job.carry_out_among_others(session)
        if isinstance(job.error, Unavailable):
            held[job.key] = job.error
