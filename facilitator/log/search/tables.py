"""The text that is searched: one row an entry, one column a field."""

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
"""What each entry says, field by field, as it was indexed.

Beside it the migration makes ``search_words``, the index itself: on SQLite an FTS5 table that
triggers keep in step, on Postgres a table of tsvectors. A deleted entry takes both along.
"""
