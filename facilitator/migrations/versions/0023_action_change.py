"""The history of each action, and a link for its owner who has no account."""

import sqlalchemy as sa
from alembic import op

revision = "0023_action_change"
down_revision = "0022_came_of"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "action_change",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("action_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_action_change_account_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_action_change_action_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_change")),
    )
    op.create_index(op.f("ix_action_change_account_id"), "action_change", ["account_id"], unique=False)
    op.create_index(op.f("ix_action_change_action_id"), "action_change", ["action_id"], unique=False)
    op.add_column("action", sa.Column("link_id", sa.String(length=32), nullable=False, server_default=""))
    op.add_column("action", sa.Column("link_hash", sa.String(length=64), nullable=True))
    op.create_index(op.f("ix_action_link_hash"), "action", ["link_hash"], unique=True)
