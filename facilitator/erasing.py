"""Taking deleted data out of SQLite's write-ahead log, however long other processes read.

`secure_delete` overwrites deleted rows in the database's file, but the log keeps old pages until it is
truncated. That is not possible while a backup or an export still reads an older state.
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import closing

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger("facilitator")

FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 5.0
LATE_SECONDS = 60.0


class Eraser:
    """Truncates the log of one database: at once if possible, else again and again in the background."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = threading.Lock()
        self._waiting_since: float | None = None
        self._is_retrying = False
        self._stopped = threading.Event()

    def erase(self) -> None:
        """Truncate the log, or see to it that it is truncated as soon as nobody reads an older state."""
        with self._turn:
            if self._is_done() or self._is_retrying:
                return
            self._is_retrying = True
        threading.Thread(target=self._retry, name="eraser", daemon=True).start()

    def stop(self) -> None:
        """End the retrying, when the process leaves this database."""
        self._stopped.set()

    def waiting_seconds(self) -> float:
        """For how long something has been waiting to be erased; 0 if nothing is."""
        since = self._waiting_since
        return 0.0 if since is None else time.monotonic() - since

    def _retry(self) -> None:
        pause = FIRST_PAUSE_SECONDS
        while not self._stopped.wait(pause):
            with self._turn:
                if self._is_done():
                    self._is_retrying = False
                    return
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
            if self.waiting_seconds() > LATE_SECONDS:
                log.warning(
                    "what was deleted is still in SQLite's write-ahead log, because another process "
                    "has been reading for long"
                )

    def _is_done(self) -> bool:
        """Try once. The lock is held, so that what is deleted meanwhile counts as waiting."""
        done = self._truncate()
        if done:
            self._waiting_since = None
        elif self._waiting_since is None:
            self._waiting_since = time.monotonic()
        return done

    def _truncate(self) -> bool:
        try:
            with closing(self._engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
                # Waiting here would block the whole process with all its sockets.
                timeout = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
                cursor.execute("PRAGMA busy_timeout = 0")
                try:
                    is_busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
                finally:
                    cursor.execute(f"PRAGMA busy_timeout = {timeout}")
        except (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error):
            return False
        return not is_busy
