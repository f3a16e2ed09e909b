"""Requests of programs that shall happen once, with their answers, encrypted."""

import sqlalchemy as sa
from alembic import op

revision = "0019_idempotency"
down_revision = "0018_summary_link"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "idempotent_request",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("token_id", sa.String(length=32), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["token_id"], ["api_token.id"], name=op.f("fk_idempotent_request_token_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idempotent_request")),
    )
    op.create_index(op.f("ix_idempotent_request_at"), "idempotent_request", ["at"], unique=False)
    op.create_index(op.f("ix_idempotent_request_token_id"), "idempotent_request", ["token_id"], unique=False)
