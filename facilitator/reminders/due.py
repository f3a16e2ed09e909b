"""What a person is to be told about an action on a day, by what they were told before. Nothing here asks a database."""

from __future__ import annotations

import datetime
from typing import Protocol

from facilitator import clock
from facilitator.clock import DAY_MS
from facilitator.log.entry.action_status import OPEN

NEW, SOON, TODAY, OVERDUE, ASK = "new", "soon", "today", "overdue", "ask"
"""The parts of a letter. ``ask`` is whether a step that is done worked."""
_RANK = {NEW: 0, ASK: 0, SOON: 1, TODAY: 2, OVERDUE: 3}

FROM_HOUR = 8
"""Letters are written from this hour on, where the person is."""
SOON_DAYS = 3
AGAIN_DAYS = 7
"""After so many days, somebody hears again of an action that is overdue."""


class Action(Protocol):
    """What is asked of an action."""

    @property
    def kind(self) -> str: ...

    @property
    def state(self) -> str: ...

    @property
    def worked(self) -> str: ...

    @property
    def due(self) -> datetime.date | None: ...

    @property
    def done_at(self) -> int | None: ...


class Told(Protocol):
    """What was told last: a row of `Reminder`."""

    @property
    def part(self) -> str: ...

    @property
    def due(self) -> datetime.date | None: ...

    @property
    def day(self) -> datetime.date: ...


def part_for(action: Action, told: Told | None, today: datetime.date, asks_since: int) -> str:
    """The part of today's letter in which the action stands; empty if it stands in none.

    What was missed, because no letter was written for days, is told in the part that fits today.

    :param today: the day where the person is.
    :param asks_since: a step that was done before this instant is asked about.
    """
    if action.state != OPEN:
        return ASK if is_asked(action, asks_since) and (told is None or told.part != ASK) else ""
    part = _part_on(today, action.due)
    if told is None:
        return part
    before = _RANK[told.part] if told.due == action.due else 0
    if _RANK[part] > before:
        return part
    is_long_ago = today >= told.day + datetime.timedelta(AGAIN_DAYS)
    return OVERDUE if part == OVERDUE and is_long_ago else ""


def is_asked(action: Action, asks_since: int) -> bool:
    """Whether it is a step of which nobody has said yet whether it worked, though it was done long enough ago."""
    is_done = action.kind == "step" and action.state == "done" and not action.worked
    return is_done and action.done_at is not None and action.done_at <= asks_since


def asks_since(now: int, after_days: int) -> int:
    """The instant before which a step must have been done to be asked about now."""
    return now - after_days * DAY_MS


def is_time(now: int, zone: str) -> bool:
    """Whether letters are written at this instant, in this zone."""
    return clock.local(now, zone).hour >= FROM_HOUR


def _part_on(today: datetime.date, due: datetime.date | None) -> str:
    if due is None or due > today + datetime.timedelta(SOON_DAYS):
        return NEW
    if due > today:
        return SOON
    return TODAY if due == today else OVERDUE
