"""Upgrading the schema with Alembic. It is loaded only when there is something to upgrade."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def upgrade(connection: Connection, revision: str) -> None:
    """Carry out the migrations up to this revision, in the connection's transaction."""
    config = Config()
    config.set_main_option("script_location", "facilitator:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
