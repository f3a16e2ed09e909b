"""Whose letters wait in the outbox, so that they can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0033_withdrawn"
down_revision = "0032_tracker"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("whose", sa.String(length=64), nullable=True))
