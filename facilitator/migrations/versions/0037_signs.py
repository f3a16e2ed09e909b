"""Chinese and Japanese in the full-text index."""

from alembic import op

revision = "0037_signs"
down_revision = "0036_template_version"
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
    """All entries leave the index; `facilitator upgrade`, which takes their texts apart, indexes them anew."""
    op.execute("DELETE FROM search_text")
    if op.get_bind().dialect.name == "sqlite":
        for statement in _sqlite():
            op.execute(statement)


def _sqlite() -> list[str]:
    """The index gets words, and so keeps them itself: it needs them when they are deleted."""
    return [
        "DROP TRIGGER search_text_added",
        "DROP TRIGGER search_text_deleted",
        "DROP TRIGGER search_text_changed",
        "DROP TABLE search_words",
        f"""CREATE VIRTUAL TABLE search_words USING fts5 ({", ".join(FIELDS)},
            tokenize='porter unicode61 remove_diacritics 2')""",
        "INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1)",
        """CREATE TRIGGER search_text_deleted AFTER DELETE ON search_text
            BEGIN DELETE FROM search_words WHERE rowid = old.id; END""",
    ]
