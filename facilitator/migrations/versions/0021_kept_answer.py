"""Each request that shall happen once has its answer, and is of a token."""

import sqlalchemy as sa
from alembic import op

revision = "0021_kept_answer"
down_revision = "0020_incident"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM idempotent_request WHERE answer IS NULL OR token_id IS NULL")
    with op.batch_alter_table("idempotent_request") as table:
        table.alter_column("answer", existing_type=sa.Text(), nullable=False)
        table.alter_column("token_id", existing_type=sa.String(length=32), nullable=False)
