"""On Postgres, the keys of imports are compared byte by byte, as on SQLite: a range of them is in the index."""

from alembic import op

revision = "0039_origin_order"
down_revision = "0038_entry_vector"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute('ALTER TABLE entry ALTER COLUMN origin TYPE varchar(200) COLLATE "C"')


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute('ALTER TABLE entry ALTER COLUMN origin TYPE varchar(200) COLLATE "default"')
