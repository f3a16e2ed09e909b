"""What owners were reminded of, where owners without an account are reminded, and who wants which letters."""

import sqlalchemy as sa
from alembic import op

revision = "0029_reminders"
down_revision = "0028_action_history"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminder",
        sa.Column("action_id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_reminder_action_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("action_id", "person", name=op.f("pk_reminder")),
    )
    op.add_column("action", sa.Column("address", sa.Text(), nullable=True))
    op.add_column("action", sa.Column("address_key", sa.String(length=64), nullable=True))
    op.create_index(op.f("ix_action_address_key"), "action", ["address_key"], unique=False)
    op.add_column("seat", sa.Column("summary_to", sa.Text(), nullable=True))
    op.add_column("account", sa.Column("reminds", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column(
        "account", sa.Column("mails_summary", sa.Boolean(), nullable=False, server_default=sa.false())
    )
