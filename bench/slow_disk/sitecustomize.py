"""Makes every commit of SQLite last longer. Python loads this at its start, by its name.

SQLite tells a connection each statement before it is carried out. At a COMMIT of a transaction that has changed
something we sleep, as `fsync` would: with the write lock held, and with the whole thread, so that in a
server of gevent nothing else goes on in it. Commits without a transaction, and checkpoints, take no longer.
"""

from __future__ import annotations

import os

# Before gevent replaces it by a sleep that lets others go on.
from time import sleep
from typing import Any

import pysqlite3.dbapi2 as sqlite

SECONDS = float(os.environ["BENCH_COMMIT_MS"]) / 1000


class SlowConnection(sqlite.Connection):  # type: ignore[misc]
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._changes = 0
        self.set_trace_callback(self._before)

    def _before(self, statement: str) -> None:
        if statement.strip(" ;").upper() in ("COMMIT", "END") and self.total_changes != self._changes:
            self._changes = self.total_changes
            sleep(SECONDS)


_connect = sqlite.connect


def connect(*args: Any, **more: Any) -> Any:
    return _connect(*args, **{"factory": SlowConnection, **more})


sqlite.connect = connect
