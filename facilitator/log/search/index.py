"""Updating the search index when entries change. `revisions.store` calls this."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from facilitator.log.entry.tables import Action, Entry
from facilitator.log.search import choose_backend
from facilitator.log.search.searched_fields import texts_of
from facilitator.log.search.signs import is_pair
from facilitator.log.search.tables import SearchText
from facilitator.log.search.words import words

BATCH = 200
MOST_PAIRS = 80_000
"""The limit for one entry's words of signs. Postgres takes 1 MB of different words, and nobody reads further."""


def index_entry(session: Session, entry: Entry) -> None:
    """Index the present texts of the entry and its actions. Both must be in the database already."""
    actions = session.scalars(select(Action).where(Action.entry_id == entry.id).order_by(Action.pos))
    texts = texts_of(entry, actions)
    row_id = _row_of(session, entry.id)
    if row_id is None:
        added = insert(SearchText).values(entry_id=entry.id, **texts).returning(SearchText.c.id)
        row_id = session.execute(added).scalar_one()
    else:
        session.execute(update(SearchText).where(SearchText.c.id == row_id).values(**texts))
    choose_backend.backend_of(session).put(session, row_id, in_words(texts))


def in_words(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts as both databases index them: folded words, and signs as pairs, with blanks between them."""
    left = MOST_PAIRS
    indexed = {}
    for name, said in texts.items():
        held = words(said)
        if any(map(is_pair, held)):
            held = held[:left]
            left -= len(held)
        indexed[name] = " ".join(held)
    return indexed


def remove_entry(session: Session, entry_id: str) -> None:
    """Remove the entry from the index. Deleting its row, or its meeting's row, does the same."""
    session.execute(delete(SearchText).where(SearchText.c.entry_id == entry_id))


def index_batch(session: Session) -> int:
    """Index a batch of entries that are not indexed, for upgrades. Returns how many; 0 if none is left.

    Commit between them: while a log is indexed, others want to write.
    """
    missing = select(Entry.id).where(
        ~select(SearchText.c.id).where(SearchText.c.entry_id == Entry.id).exists()
    )
    entries = session.scalars(select(Entry).where(Entry.id.in_(missing.limit(BATCH)))).all()
    for entry in entries:
        index_entry(session, entry)
    return len(entries)


def _row_of(session: Session, entry_id: str) -> int | None:
    return session.scalar(select(SearchText.c.id).where(SearchText.c.entry_id == entry_id))
