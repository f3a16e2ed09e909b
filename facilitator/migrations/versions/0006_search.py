"""What of each entry is searched, and the full-text index over it."""

import sqlalchemy as sa
from alembic import op

revision = "0006_search"
down_revision = "0005_entries"
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
    """Entries that are there already are indexed by `facilitator upgrade`, which knows what they say."""
    op.create_table(
        "search_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in FIELDS),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_search_text_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_text")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_search_text_entry_id")),
    )
    statements = _sqlite() if op.get_bind().dialect.name == "sqlite" else _postgres()
    for statement in statements:
        op.execute(statement)


def _sqlite() -> list[str]:
    names = ", ".join(FIELDS)
    new = ", ".join(f"new.{name}" for name in FIELDS)
    old = ", ".join(f"old.{name}" for name in FIELDS)
    add = f"INSERT INTO search_words (rowid, {names}) VALUES (new.id, {new})"  # noqa: S608
    drop = f"INSERT INTO search_words (search_words, rowid, {names}) VALUES ('delete', old.id, {old})"  # noqa: S608
    return [
        f"""CREATE VIRTUAL TABLE search_words USING fts5 ({names}, content='search_text', content_rowid='id',
            tokenize='porter unicode61 remove_diacritics 2')""",
        # What is deleted must be gone from the index's pages too, not only be marked as gone.
        "INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1)",
        f"CREATE TRIGGER search_text_added AFTER INSERT ON search_text BEGIN {add}; END",
        f"CREATE TRIGGER search_text_deleted AFTER DELETE ON search_text BEGIN {drop}; END",
        f"CREATE TRIGGER search_text_changed AFTER UPDATE ON search_text BEGIN {drop}; {add}; END",
    ]


def _postgres() -> list[str]:
    words = "asciiword, asciihword, hword_asciipart, word, hword, hword_part"
    return [
        "CREATE TEXT SEARCH DICTIONARY log_stems (TEMPLATE = snowball, LANGUAGE = english)",
        "CREATE TEXT SEARCH CONFIGURATION log_words (COPY = pg_catalog.english)",
        f"ALTER TEXT SEARCH CONFIGURATION log_words ALTER MAPPING FOR {words} WITH log_stems",
        """CREATE TABLE search_words (
            id integer PRIMARY KEY REFERENCES search_text (id) ON DELETE CASCADE, words tsvector NOT NULL)""",
        "CREATE INDEX search_words_found ON search_words USING gin (words)",
    ]
