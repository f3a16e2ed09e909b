"""The version of a template, so that nobody overwrites what somebody else has changed meanwhile."""

import sqlalchemy as sa
from alembic import op

revision = "0036_template_version"
down_revision = "0035_template"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("template", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
