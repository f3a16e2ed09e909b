"""Vectors of entries, for recall by meaning. They go when the texts change that they were made of."""

import sqlalchemy as sa
from alembic import op

revision = "0038_entry_vector"
down_revision = "0037_signs"
branch_labels = None
depends_on = None

FIELDS = (
    "title",
    "tags",
    "learned",
    "next_time",
    "did",
    "drove",
    "actions",
    "expected",
    "happened",
    "impact",
    "rest",
)


def upgrade() -> None:
    op.create_table(
        "entry_vector",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.String(32), nullable=False),
        sa.Column("model", sa.String(32), nullable=False),
        sa.Column("pos", sa.Integer(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name="fk_entry_vector_entry_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_entry_vector"),
        sa.UniqueConstraint("entry_id", "model", "pos", name="uq_entry_vector_entry_id"),
        sqlite_autoincrement=True,
    )
    for statement in _sqlite() if op.get_bind().dialect.name == "sqlite" else _postgres():
        op.execute(statement)


def _sqlite() -> list[str]:
    forget = "BEGIN DELETE FROM entry_vector WHERE entry_id = new.entry_id; END"
    old, new = (", ".join(f"{row}.{name}" for name in FIELDS) for row in ("old", "new"))
    return [
        f"CREATE TRIGGER entry_vector_new_texts AFTER INSERT ON search_text {forget}",
        f"""CREATE TRIGGER entry_vector_other_texts AFTER UPDATE ON search_text
            WHEN ({old}) IS NOT ({new}) {forget}""",
    ]


def _postgres() -> list[str]:
    forget = "FOR EACH ROW EXECUTE FUNCTION forget_entry_vectors()"
    return [
        """CREATE FUNCTION forget_entry_vectors() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN DELETE FROM entry_vector WHERE entry_id = new.entry_id; RETURN NULL; END $$""",
        f"""CREATE TRIGGER entry_vector_new_texts AFTER INSERT ON search_text {forget}""",
        f"""CREATE TRIGGER entry_vector_other_texts AFTER UPDATE ON search_text
            {forget.replace("FOR EACH ROW", "FOR EACH ROW WHEN (old.* IS DISTINCT FROM new.*)")}""",
    ]
