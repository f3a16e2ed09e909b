"""The migrations of the database's schema, which are part of the installed package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from sqlalchemy import Connection, Engine, inspect, text

from facilitator import database
from facilitator.refused import Refused

# The name of the lock on Postgres: any number that nobody else takes.
_LOCK = 7_013_926_118


def upgrade(url: str, revision: str = "head") -> None:
    """Upgrade the schema of the database at `url`. It does nothing if the schema is that new already.

    Of several processes that start together, one does it and the others wait.

    :raises Refused: ``newer_database``, when a newer version of this code has upgraded it.
    :raises database_errors.Unavailable: when the database cannot be used.
    """
    engine = database.connect(url)
    try:
        with (
            database.trouble_told(),
            engine.execution_options(writes=True, however_long=True).begin() as connection,
        ):
            _take_turn(connection)
            _refuse_newer(connection)
            if _revision(connection) == (_revisions()[0] if revision == "head" else revision):
                return
            # Here, because most starts need no Alembic, which takes longer to load than all that a start does.
            from facilitator.migrations import upgrading

            upgrading.upgrade(connection, revision)
    finally:
        engine.dispose()


def missing(engine: Engine) -> bool:
    """Whether the database lacks migrations of this code.

    :raises Refused: ``newer_database``, when a newer version of this code has upgraded it.
    :raises database_errors.Unavailable: when the database cannot be used.
    """
    with database.trouble_told(), engine.connect() as connection:
        _refuse_newer(connection)
        return _revision(connection) != _revisions()[0]


def is_empty(engine: Engine) -> bool:
    """Whether the database holds nothing of this code yet.

    :raises database_errors.Unavailable: when the database cannot be used.
    """
    with database.trouble_told(), engine.connect() as connection:
        return _revision(connection) is None


def _take_turn(connection: Connection) -> None:
    """Wait until no other process upgrades this database. On SQLite, the transaction waited for its turn already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _refuse_newer(connection: Connection) -> None:
    found = _revision(connection)
    if found is not None and found not in _revisions():
        raise Refused(
            "newer_database",
            f"The database is newer than this facilitator, which does not know its revision {found}. "
            "Install the version that upgraded it, or go back to the backup from before.",
            503,
        )


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


@cache
def _revisions() -> list[str]:
    """The revisions of this code, newest first. Each has the name of its file, and they form one line."""
    names = (path.name for path in files("facilitator.migrations.versions").iterdir())
    ours = (name.removesuffix(".py") for name in names if name[:1].isdigit() and name.endswith(".py"))
    return sorted(ours, reverse=True)
