"""An index of the log by day, with what decides who may see an entry.

It takes the place of one by the instant of writing, which nothing asks for.
"""

from alembic import op

revision = "0016_by_day"
down_revision = "0015_version"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "entry_by_day",
        "entry",
        ["date", "created_at", "id", "visibility", "draft", "account_id", "meeting_id"],
        unique=False,
    )
    op.drop_index("entry_newest", "entry")
