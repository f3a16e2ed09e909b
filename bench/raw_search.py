"""The least that SQLite could do for a search: a plain FTS5 table of the same texts, asked in plain SQL.

A search asks nobody who may see what it finds; all fields weigh the same; and nothing is counted beside it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from facilitator import database
from facilitator.log.search.newest import MOST_COUNTED
from facilitator.log.search.paging import PAGE
from facilitator.log.search.searched_fields import NAMES

_COLUMNS = ", ".join(NAMES)
_NEWEST = "ORDER BY date DESC, created_at DESC, entry.id DESC"
_SEEN = "(account_id = :own OR (visibility = 'everyone' AND NOT draft))"
_COUNTED_COLUMNS = """date, category, outcome, entry.tags, account_id = :own AS mine,
    meeting_id IS NOT NULL AS meetings,
    EXISTS (SELECT 1 FROM action WHERE entry_id = entry.id AND state = 'open') AS open"""
_VALUES = {
    "category": "category",
    "outcome": "outcome",
    "year": "substr(date, 1, 4)",
    "quarter": "(substr(date, 6, 2) + 2) / 3",
    "mine": "mine",
    "meetings": "meetings",
    "open": "open",
    "total": "''",
}
_COUNTS = " UNION ALL ".join(
    [
        *(f"SELECT '{name}', {value}, count(*) FROM found GROUP BY 2" for name, value in _VALUES.items()),
        "SELECT 'tag', value, count(*) FROM found, json_each(found.tags) GROUP BY 2",
    ]
)
_OF_ALL = f"SELECT {_COUNTED_COLUMNS} FROM entry WHERE {_SEEN} {_NEWEST} LIMIT {MOST_COUNTED + 1}"
_OF_WORDS = f"""SELECT {_COUNTED_COLUMNS} FROM raw_words JOIN search_text ON search_text.id = raw_words.rowid
    JOIN entry ON entry.id = entry_id WHERE raw_words MATCH :words AND {_SEEN}
    ORDER BY raw_words.rowid DESC LIMIT {MOST_COUNTED + 1}"""


class RawSearch:
    """Answers what the log's page asks, for the account ``own``."""

    def __init__(self, session: Session, own: str) -> None:
        self._connection: Any = database.connection_of(session).connection.driver_connection
        self._own = own

    def search(self, words: str) -> list[Any]:
        """The best rows for an expression of FTS5, as many as a page and one: title and a marked snippet."""
        return self._all(
            f"""SELECT rowid, title, snippet(raw_words, -1, '<', '>', '…', 40) FROM raw_words
                WHERE raw_words MATCH :words ORDER BY rank LIMIT {PAGE + 1}""",
            words=words,
        )

    def browse(self, before: str) -> list[Any]:
        """The newest rows before a day, as many as a page and one, and the counts of the filters."""
        rows = self._all(
            f"""SELECT id, title, date, category, outcome, learned,
                (SELECT count(*) FROM action WHERE entry_id = entry.id) FROM entry
                WHERE date < :before AND {_SEEN} {_NEWEST} LIMIT {PAGE + 1}""",
            before=before,
        )
        return rows + self.facets()

    def facets(self, words: str = "") -> list[Any]:
        """The counts of the filters, of the same newest entries as ours, that match the words if there are any."""
        found = _OF_WORDS if words else _OF_ALL
        return self._all(f"WITH found AS MATERIALIZED ({found}) {_COUNTS}", words=words)

    def _all(self, statement: str, **values: str) -> list[Any]:
        return list(self._connection.execute(statement, values | {"own": self._own}).fetchall())


def make(session: Session) -> None:
    """Make the plain table and fill it with the texts of the log, without FTS5's `secure-delete`."""
    connection = session.connection()
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE raw_words USING fts5 ({_COLUMNS}, tokenize='porter unicode61 remove_diacritics 2')"
    )
    connection.exec_driver_sql(
        f"INSERT INTO raw_words (rowid, {_COLUMNS}) SELECT id, {_COLUMNS} FROM search_text"
    )
