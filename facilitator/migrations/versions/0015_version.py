"""A number of each meeting that changes with it, so that a process knows whether it has the newest state.

And the command after which the state was written: not every command writes it any more.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015_version"
down_revision = "0014_probe"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meeting", sa.Column("version", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("meeting", sa.Column("state_seq", sa.BigInteger(), server_default="0", nullable=False))
    op.execute("UPDATE meeting SET state_seq = seq")
