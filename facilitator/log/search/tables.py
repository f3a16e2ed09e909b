"""The table of searched texts: one row for each entry, one column for each field."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from facilitator.database import Base
from facilitator.log.search.searched_fields import NAMES

SearchText = Table(
    "search_text",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("entry_id", String(32), ForeignKey("entry.id", ondelete="CASCADE"), nullable=False, unique=True),
    *(Column(name, Text, nullable=False) for name in NAMES),
)
"""The indexed texts of each entry, field by field.

The migrations also create ``search_words``, the index itself: on SQLite an FTS5 table, on Postgres a table of
tsvectors. When an entry is deleted, its rows in both are deleted too.
"""
