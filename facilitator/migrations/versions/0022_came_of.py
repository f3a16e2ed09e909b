"""What came of an action: whether a step worked, in whose words it ended, and what an experiment taught."""

import sqlalchemy as sa
from alembic import op

revision = "0022_came_of"
down_revision = "0021_kept_answer"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("action", sa.Column("worked", sa.String(length=16), nullable=False, server_default=""))
    op.add_column("action", sa.Column("came_of", sa.Text(), nullable=False, server_default=""))
    op.add_column("action", sa.Column("learned", sa.Text(), nullable=False, server_default=""))
