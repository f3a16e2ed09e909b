"""Which meeting follows which, and in which meeting an action was changed."""

import sqlalchemy as sa
from alembic import op

revision = "0030_series"
down_revision = "0029_reminders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "series_link",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=True),
        sa.Column("meeting_id", sa.String(length=32), nullable=True),
        sa.Column("follows_id", sa.String(length=32), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_series_link_entry_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["entry.id"], name=op.f("fk_series_link_follows_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_series_link_meeting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_link")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_series_link_entry_id")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_series_link_meeting_id")),
    )
    op.create_index(op.f("ix_series_link_follows_id"), "series_link", ["follows_id"], unique=False)
    with op.batch_alter_table("action_change") as batch:
        batch.add_column(sa.Column("meeting_id", sa.String(length=32), nullable=True))
        batch.create_foreign_key(
            op.f("fk_action_change_meeting_id"), "meeting", ["meeting_id"], ["id"], ondelete="SET NULL"
        )
        batch.create_index(op.f("ix_action_change_meeting_id"), ["meeting_id"], unique=False)
