"""The short addresses that shared screens show."""

import sqlalchemy as sa
from alembic import op

revision = "0034_short_link"
down_revision = "0033_withdrawn"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "short_link",
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_short_link_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_short_link")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_short_link_code_hash")),
    )
