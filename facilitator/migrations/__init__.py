"""The migrations of the database's schema, which are part of the installed package."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from facilitator import database


def upgrade(url: str, revision: str = "head") -> None:
    """Upgrade the schema of the database at `url`. It does nothing if the schema is that new already."""
    engine = database.connect(url)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    finally:
        engine.dispose()


def missing(engine: Engine) -> bool:
    """Whether the database's revision differs from the newest migration of this code."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() != newest


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "facilitator:migrations")
    config.set_main_option("path_separator", "os")
    return config
