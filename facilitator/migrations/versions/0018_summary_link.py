"""Links that show the summary of one entry to people without an account."""

import sqlalchemy as sa
from alembic import op

revision = "0018_summary_link"
down_revision = "0017_api"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "summary_link",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("names", sa.String(length=16), nullable=False),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_summary_link_account_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_summary_link_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_summary_link_token_hash")),
    )
    op.create_index(op.f("ix_summary_link_account_id"), "summary_link", ["account_id"], unique=False)
    op.create_index(op.f("ix_summary_link_entry_id"), "summary_link", ["entry_id"], unique=False)
