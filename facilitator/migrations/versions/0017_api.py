"""What a token of a program may do, and until when. Those that there are may write, and never expire."""

import sqlalchemy as sa
from alembic import op

revision = "0017_api"
down_revision = "0016_by_day"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "api_token", sa.Column("scope", sa.String(length=16), nullable=False, server_default="write")
    )
    op.add_column("api_token", sa.Column("expires_at", sa.BigInteger(), nullable=True))
