"""The answer to "still true?", which is a revision, and sets the next review."""

from __future__ import annotations

from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.log.entry.tables import Entry
from facilitator.log.revisions import review_schedule, store
from facilitator.refused import Refused

ANSWERS = ("still true", "no longer")
"""What can be said without a change. Who changes the entry says "changed" by that."""


def review(session: Session, entry: Entry, said: str, *, by: str) -> None:
    """Save one of `ANSWERS`. An entry that is no longer true needs no further review.

    :raises Refused: ``not_finished``
    """
    if entry.draft:
        raise Refused("not_finished", "This is still a draft. Finish it first.", 409)
    now = clock.now()
    store.add_revision(session, entry, now, by=by, kind=said)
    entry.review_at = review_schedule.next_review(entry.date, now) if said == "still true" else None
    store.reindex(session, entry)
