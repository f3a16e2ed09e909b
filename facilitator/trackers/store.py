"""The trackers that there are."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.refused import Refused
from facilitator.trackers.tables import Tracker


def all_of(session: Session) -> Sequence[Tracker]:
    """All trackers, by their names."""
    return sorted(session.scalars(select(Tracker)), key=lambda each: (each.name.casefold(), each.id))


def tracker_at(session: Session, tracker_id: str) -> Tracker:
    """The tracker with this id.

    :raises Refused: ``no_tracker``
    """
    found = session.get(Tracker, tracker_id)
    if found is None:
        raise Refused("no_tracker", "There is no such tracker any more. Ask an admin.", 404)
    return found
