"""Each account has a time zone, empty until it is known."""

import sqlalchemy as sa
from alembic import op

revision = "0025_zones"
down_revision = "0024_outbox"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("zone", sa.String(length=64), nullable=True))
