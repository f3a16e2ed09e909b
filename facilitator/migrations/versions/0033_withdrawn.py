"""Whose letters wait in the outbox, so that they can be withdrawn, and which addresses want no reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0033_withdrawn"
down_revision = "0032_tracker"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unwanted",
        sa.Column("address_key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("address_key", name=op.f("pk_unwanted")),
    )
    op.add_column("outbox", sa.Column("whose", sa.String(length=64), nullable=True))
