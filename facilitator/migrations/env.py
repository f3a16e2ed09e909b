"""Alembic runs this file; `facilitator.migrations.upgrade` hands it the open connection.

With the alembic command, as for writing a new step, the connection comes from DATABASE_URL.
"""

import os

from alembic import context
from sqlalchemy import Connection

from facilitator import database
from facilitator.migrations import models


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=models.metadata,
        include_name=models.is_compared,
        # SQLite changes a column only by copying its table.
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with database.connect(os.environ["DATABASE_URL"]).execution_options(writes=True).begin() as opened:
        run(opened)
