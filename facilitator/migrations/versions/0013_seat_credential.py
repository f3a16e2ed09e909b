"""The sign-in or API token with which an account got a seat, so that the seat's token ends with it.

Seats from before have none: their tokens go on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013_seat_credential"
down_revision = "0012_second_factor"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("seat", sa.Column("credential_id", sa.String(length=32), nullable=True))
