"""Which actions may have to be told of, as one SQL condition, so that most of the time nobody is looked at closer."""

from __future__ import annotations

import datetime

from sqlalchemy import ColumnElement, or_

from facilitator import clock
from facilitator.actions.listing import was_not_answered
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.tables import Action
from facilitator.reminders import due
from facilitator.reminders.tables import Reminder

_FIRST_ZONE = "Pacific/Kiritimati"
"""Where each day begins first."""


def is_unfinished(now: int) -> ColumnElement[bool]:
    """The SQL condition for actions that are open, or done and to be asked about."""
    return or_(Action.state == OPEN, was_not_answered(now))


def may_be_due(now: int) -> ColumnElement[bool]:
    """The SQL condition for unfinished actions that `due.part_for` may put into a letter now.

    It is over actions with the outer join of what their owner was told.
    """
    today = clock.day_of(now, _FIRST_ZONE)
    soon, again = (datetime.timedelta(days) for days in (due.SOON_DAYS, due.AGAIN_DAYS))
    part = Reminder.part
    moved = or_(Reminder.due.is_distinct_from(Action.due), part.in_((due.NEW, due.ASK)))
    later = or_(
        moved & (Action.due <= today + soon),
        (part == due.SOON) & (Action.due <= today),
        (part == due.TODAY) & (Action.due < today),
        (part == due.OVERDUE) & (Reminder.day <= today - again),
    )
    ask = (Action.state != OPEN) & (part != due.ASK)
    told_last = or_(part.is_(None), ask, (Action.state == OPEN) & later)
    return is_unfinished(now) & told_last
