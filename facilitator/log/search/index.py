"""Updating the search index when entries change. `revisions.store` calls this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
_ADD = insert(SearchText).returning(SearchText.c.entry_id, SearchText.c.id)


def index_entry(session: Session, entry: Entry) -> None:
    """Index the present texts of the entry and its actions. Both must be in the database already."""
    own = select(Action).where(Action.entry_id == entry.id).order_by(Action.pos)
    actions = session.scalars(own).all()
    row_id = _row_of(session, entry.id)
    if row_id is None:
        index_new(session, [(entry, actions)])
        return
    texts = texts_of(entry, actions)
    session.execute(update(SearchText).where(SearchText.c.id == row_id).values(**texts))
    choose_backend.backend_of(session).put(session, {row_id: in_words(texts)})


def index_new(session: Session, entries: Sequence[tuple[Entry, Sequence[Action]]]) -> None:
    """Index entries that are not indexed yet, at once, each with its actions in their order."""
    texts = {entry.id: texts_of(entry, actions) for entry, actions in entries}
    added = session.execute(_ADD, [{"entry_id": entry_id, **own} for entry_id, own in texts.items()])
    indexed = {row_id: in_words(texts[entry_id]) for entry_id, row_id in added}
    choose_backend.backend_of(session).put(session, indexed)


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
