"""Whether an entry is still true, by the last answer that somebody gave in a review."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import Entry, EntryRevision

ANSWERS = ("still true", "no longer", "changed")


@dataclass(frozen=True)
class ReviewAnswer:
    """An answer to "still true?": ``kind`` is one of `ANSWERS`, ``day`` that of whoever gave it."""

    kind: str
    day: date


def last_answers(session: Session, ids: Collection[str]) -> dict[str, ReviewAnswer]:
    """The last answer to "still true?" by entry id. Entries without an answer are left out."""
    said = (
        select(EntryRevision.entry_id, EntryRevision.kind, EntryRevision.at, Account.known_zone)
        .outerjoin(Account, Account.id == EntryRevision.account_id)
        .where(EntryRevision.entry_id.in_(ids), EntryRevision.kind.in_(ANSWERS))
    )
    rows = session.execute(said.order_by(EntryRevision.at, EntryRevision.version))
    return {
        row.entry_id: ReviewAnswer(row.kind, clock.day_of(row.at, row.known_zone or clock.NO_ZONE))
        for row in rows
    }


_LAST_ANSWER = (
    select(EntryRevision.kind)
    .where(EntryRevision.entry_id == Entry.id, EntryRevision.kind.in_(ANSWERS))
    .order_by(EntryRevision.at.desc(), EntryRevision.version.desc())
    .limit(1)
    .correlate(Entry)
    .scalar_subquery()
)
IS_NO_LONGER_TRUE = _LAST_ANSWER == "no longer"
"""Whether the last answer for an entry was "no longer". It is null when there is none."""


def no_longer_true(session: Session, ids: Collection[str]) -> set[str]:
    """The ids of the entries whose last answer to "still true?" was "no longer"."""
    return set(session.scalars(select(Entry.id).where(Entry.id.in_(ids), IS_NO_LONGER_TRUE)))
