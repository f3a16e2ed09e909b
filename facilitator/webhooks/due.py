"""Telling webhooks of actions that are due today, each on the day that this is where its owner is.

The moment tells where somebody is. So where the owner is not told, it is the day of the meeting, or of UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from facilitator import clock, database
from facilitator.accounts.tables import Account
from facilitator.clock import DAY_MS
from facilitator.log.entry.action_end import fitting_zone
from facilitator.log.entry.action_owner import owner_account_id
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.tables import Action, Entry
from facilitator.webhooks import events, posting

MOST_AT_ONCE = 50
"""So many are posted in one transaction."""


@dataclass(frozen=True)
class _Due:
    entry: str
    action: str
    day: date

    @property
    def once(self) -> str:
        return f"due:{self.action}:{self.day}"


def post_due(now: int) -> None:
    """Post a message about each action that is due on the day of this instant. Doing it again posts nothing twice."""
    with database.read() as session:
        webhooks = posting.that_want(session, events.ACTION_DUE)
        if not webhooks:
            return
        found = {due.once: due for due in _due_on_the_day_of(session, now)}
        new = posting.new_to_some(session, webhooks, tuple(found))
    for first in range(0, len(new), MOST_AT_ONCE):
        _post([found[once] for once in new[first : first + MOST_AT_ONCE]], until=now + DAY_MS)


def _post(some: Sequence[_Due], until: int) -> None:
    with database.session() as session:
        for due in some:
            posting.post(session, events.ACTION_DUE, due.entry, due.action, once=due.once, until=until)


def _due_on_the_day_of(session: Session, now: int) -> Iterable[_Due]:
    today = clock.day_of(now, clock.NO_ZONE)
    # Somewhere it is another day than in UTC.
    near = Action.due.between(today - timedelta(days=1), today + timedelta(days=1))
    columns = (
        Action.id,
        Action.entry_id,
        Action.due,
        ((Entry.visibility == "everyone") & Entry.named).label("tells_owner"),
        Account.known_zone,
        Entry.summary["zone"].as_string().label("meetings"),
    )
    rows = session.execute(
        select(*columns)
        .join(Entry, Entry.id == Action.entry_id)
        .outerjoin(Account, Account.id == owner_account_id())
        .where(Action.state == OPEN, near, Entry.draft.is_(False), Entry.visibility != "private")
        .order_by(Action.id)
    )
    return [_Due(row.entry_id, row.id, row.due) for row in rows if row.due == clock.day_of(now, _zone(row))]


def _zone(row: Row[Any]) -> str:
    owners = row.known_zone if row.tells_owner else ""
    return owners or fitting_zone(row.meetings) or clock.NO_ZONE
