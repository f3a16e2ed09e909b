"""Telling webhooks of actions that are due today, each on the day that this is where its owner is."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import clock, database
from facilitator.clock import DAY_MS
from facilitator.log.entry.action_end import zone_of
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.tables import Action, Entry
from facilitator.webhooks import events, posting


def post_due(now: int) -> None:
    """Post a message about each action that is due on the day of this instant. Doing it again posts nothing twice."""
    with database.read() as session:
        is_wanted = posting.that_want(session, events.ACTION_DUE)
        found = _due_on_the_day_of(session, now) if is_wanted else []
    for action in found:
        with database.session() as session:
            once = f"due:{action.id}:{action.due}"
            until = now + DAY_MS
            posting.post(session, events.ACTION_DUE, action.entry_id, action.id, once=once, until=until)


def _due_on_the_day_of(session: Session, now: int) -> list[Action]:
    today = clock.day_of(now, clock.NO_ZONE)
    # Somewhere it is another day than in UTC.
    near = Action.due.between(today - timedelta(days=1), today + timedelta(days=1))
    rows = session.execute(
        select(Action, Entry)
        .join(Entry, Entry.id == Action.entry_id)
        .where(Action.state == OPEN, near, Entry.draft.is_(False))
        .order_by(Action.id)
    )
    return [
        action for action, entry in rows if action.due == clock.day_of(now, zone_of(session, entry, action))
    ]
