"""The trackers that there are: finding, making and changing them, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import named
from facilitator.refused import Refused
from facilitator.tokens import new_id
from facilitator.trackers.tables import Tracker


def all_of(session: Session) -> Sequence[Tracker]:
    """All trackers, by their names."""
    return named.by_name(session.scalars(select(Tracker)))


def tracker_at(session: Session, tracker_id: str) -> Tracker:
    """The tracker with this id.

    :raises Refused: ``no_tracker``
    """
    found = session.get(Tracker, tracker_id)
    if found is None:
        raise Refused("no_tracker", "There is no such tracker any more. Ask an admin.", 404)
    return found


def make(session: Session, sent: Mapping[str, str]) -> Tracker:
    """A new tracker, of what `TrackerSchema` gives.

    :raises Refused: ``name_taken``
    """
    named.refuse_taken(session, Tracker, sent["name"], what="tracker")
    made = Tracker(id=new_id(), **sent)
    session.add(made)
    return made


def change(session: Session, tracker_id: str, sent: Mapping[str, str]) -> None:
    """Let a tracker be what `TrackerSchema` gives.

    :raises Refused: ``no_tracker``, ``name_taken``
    """
    found = tracker_at(session, tracker_id)
    named.refuse_taken(session, Tracker, sent["name"], what="tracker", but=found)
    found.name, found.url = sent["name"], sent["url"]
