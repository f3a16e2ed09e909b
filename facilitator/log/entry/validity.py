"""Whether an entry still holds: what was last said when somebody looked at it again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.log.entry.tables import EntryRevision

ANSWERS = ("still true", "no longer", "changed")


@dataclass(frozen=True)
class ReviewAnswer:
    """What was last said; ``at`` in milliseconds."""

    kind: str
    at: int


def last_answers(session: Session, ids: Collection[str]) -> dict[str, ReviewAnswer]:
    """The last answer to "still true?" of each of these entries that got one."""
    said = select(EntryRevision.entry_id, EntryRevision.kind, EntryRevision.at)
    said = said.where(EntryRevision.entry_id.in_(ids), EntryRevision.kind.in_(ANSWERS))
    rows = session.execute(said.order_by(EntryRevision.at, EntryRevision.version))
    return {row.entry_id: ReviewAnswer(row.kind, row.at) for row in rows}


def no_longer_true(session: Session, ids: Collection[str]) -> set[str]:
    """Those of these entries of which somebody said that it is no longer true."""
    return {id for id, answer in last_answers(session, ids).items() if answer.kind == "no longer"}
