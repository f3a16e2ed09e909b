"""Each account has a time zone, empty until it is known, and each action the day on which it ended."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0025_zones"
down_revision = "0024_outbox"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("zone", sa.String(length=64), nullable=True))
    op.add_column("action", sa.Column("done_on", sa.Date(), nullable=True))
    _keep_days()


def _keep_days() -> None:
    """Until now, all days were days in UTC."""
    connection = op.get_bind()
    action = sa.table("action", sa.column("id"), sa.column("done_at"), sa.column("done_on", sa.Date()))
    ended = sa.select(action.c.id, action.c.done_at).where(action.c.done_at.is_not(None))
    days = [
        {"ended": row.id, "day": datetime.fromtimestamp(row.done_at / 1000, UTC).date()}
        for row in connection.execute(ended)
    ]
    if days:
        change = sa.update(action).where(action.c.id == sa.bindparam("ended"))
        connection.execute(change.values(done_on=sa.bindparam("day")), days)
