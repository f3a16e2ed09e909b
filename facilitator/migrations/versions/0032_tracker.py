"""Trackers, to which actions can be taken, and the address of the ticket that came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0032_tracker"
down_revision = "0031_webhook"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tracker",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracker")),
    )
    op.add_column("action", sa.Column("ticket", sa.Text(), nullable=False, server_default=""))
