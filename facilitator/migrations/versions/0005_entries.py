"""Entries that are written alone, edited, shared, looked at again and used again."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0005_entries"
down_revision = "0004_people"
branch_labels = None
depends_on = None

QUARTER_MS = 91 * 24 * 3600 * 1000


def upgrade() -> None:
    _widen_entries()
    op.add_column("action", sa.Column("done_at", sa.BigInteger(), nullable=True))
    _unfold_impact()
    op.create_table(
        "entry_revision",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        _belongs("entry_revision", "entry_id", "entry"),
        _by("entry_revision"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_revision")),
    )
    op.create_table(
        "entry_link",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=True),
        sa.Column("meeting_id", sa.String(length=32), nullable=True),
        sa.Column("used_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _belongs("entry_link", "entry_id", "entry"),
        _belongs("entry_link", "meeting_id", "meeting"),
        _belongs("entry_link", "used_id", "entry"),
        _by("entry_link"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_link")),
    )
    for table, columns in {
        "entry_revision": ("entry_id", "account_id"),
        "entry_link": ("entry_id", "meeting_id", "used_id", "account_id"),
    }.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _widen_entries() -> None:
    # Actions refer to this table, so SQLite must not copy it: columns are added one by one.
    for column in (
        sa.Column("named", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("agreed", sa.Text(), server_default="", nullable=False),
        sa.Column("draft", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("impact", sa.Text(), server_default="", nullable=False),
        sa.Column("look_at", sa.BigInteger(), nullable=True),
        sa.Column("origin", sa.String(length=200), nullable=True),
        sa.Column("extra", sa.JSON(), server_default="{}", nullable=False),
    ):
        op.add_column("entry", column)
    op.create_index("entry_origin", "entry", ["origin"], unique=True)
    entry = sa.table("entry", sa.column("look_at"), sa.column("created_at"))
    op.execute(entry.update().values(look_at=entry.c.created_at + QUARTER_MS))


def _unfold_impact() -> None:
    """Meetings' entries had what it cost at the end of what happened; their summaries have both."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, summary FROM entry WHERE summary IS NOT NULL")).all()
    for entry_id, summary in rows:
        kept = json.loads(summary) if isinstance(summary, str) else summary
        if kept is None:
            continue
        told = {name: kept["recount"][name] for name in ("happened", "impact")}
        change = sa.text("UPDATE entry SET happened = :happened, impact = :impact WHERE id = :id")
        connection.execute(change, told | {"id": entry_id})


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete="CASCADE")


def _by(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_account_id")
    return sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=name, ondelete="SET NULL")
