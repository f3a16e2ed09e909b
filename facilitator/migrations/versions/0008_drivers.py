"""Whether an entry that is shared without names tells what drove it."""

import sqlalchemy as sa
from alembic import op

revision = "0008_drivers"
down_revision = "0007_submission"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Entries that keep what drove it inside leave the index; `facilitator upgrade` indexes them anew."""
    op.add_column(
        "entry", sa.Column("tells_drivers", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.execute(
        """DELETE FROM search_text WHERE entry_id IN (
            SELECT id FROM entry WHERE visibility = 'everyone' AND NOT named AND summary IS NOT NULL)"""
    )
