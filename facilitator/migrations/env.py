"""The file that Alembic runs. `facilitator.migrations.upgrade` passes it an open connection.

With the alembic command, for example to write a new migration, it connects to DATABASE_URL.
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
        # SQLite can change a column only by copying the whole table.
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
