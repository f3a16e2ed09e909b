"""A meeting can have a link on which people write cards before it."""

import sqlalchemy as sa
from alembic import op

revision = "0027_feedback_link"
down_revision = "0026_calendar_feed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "meeting", sa.Column("feedback_id", sa.String(length=32), nullable=False, server_default="")
    )
    op.add_column("meeting", sa.Column("feedback_hash", sa.String(length=64), nullable=True))
    op.create_index(op.f("ix_meeting_feedback_hash"), "meeting", ["feedback_hash"], unique=True)
