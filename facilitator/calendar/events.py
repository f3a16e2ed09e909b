"""What stands in somebody's calendar: the days of their open actions, and their planned meetings."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, defer

from facilitator import clock, web
from facilitator.accounts.tables import Account
from facilitator.actions.following import belongs_to
from facilitator.ical import CalendarEvent
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.tables import Action, Entry
from facilitator.refused import Refused
from facilitator.room.join_invitation import calendar_event
from facilitator.room.meeting_lists import planned_meetings_of
from facilitator.room.store import peek
from facilitator.room.tables import MeetingRow

MOST_ACTIONS = 500
MOST_MEETINGS = 100
PAST_DAYS = 90
"""For so many days after their day, open actions and meetings stay in the calendar."""


def action_events(session: Session, account: Account, now: int) -> list[CalendarEvent]:
    """The account's open actions with a day, those to come and some that are late: `MOST_ACTIONS`, the first ones."""
    found = (
        select(Action, Entry)
        .options(defer(Entry.summary))
        .join(Entry, Entry.id == Action.entry_id)
        .where(*_dated(account, now))
        .order_by(Action.due, Action.id)
        .limit(MOST_ACTIONS)
    )
    return [action_event(action, entry.title, _page_of(action)) for action, entry in session.execute(found)]


def number_of_actions(session: Session, account: Account, now: int) -> int:
    """How many actions `action_events` would have without a bound."""
    joined = select(func.count()).select_from(Action).join(Entry, Entry.id == Action.entry_id)
    return session.scalar(joined.where(*_dated(account, now))) or 0


def _dated(account: Account, now: int) -> list[ColumnElement[bool]]:
    first = clock.day_of(_since(now), account.zone)
    return [belongs_to(account), Action.state == OPEN, Action.due >= first]


def action_event(action: Action, entry_title: str, url: str) -> CalendarEvent:
    """The day of an action. The event of one that has ended takes the earlier one away again.

    :param url: the page on which its owner says what came of it.
    :raises Refused: ``no_date``
    """
    if action.due is None:
        raise Refused("no_date", "This action has no day yet. Give it one, then add it.", 404)
    headline = action.what or action.hypothesis or "An experiment"
    return CalendarEvent(
        id=action.id,
        title=f"Look again: {headline}" if action.kind == "experiment" else headline,
        description=_description(action, entry_title),
        start=action.due,
        changed=clock.utc(action.updated_at),
        url=url,
        # In seconds, because programs keep it in 32 bits.
        sequence=max(0, action.updated_at - action.created_at) // 1000,
        is_cancelled=action.state != OPEN,
    )


def meeting_events(session: Session, account: Account, now: int) -> list[CalendarEvent]:
    """The meetings that the account prepared or joined and that have a date: those to come and some that were."""
    found = session.scalars(planned_meetings_of(account.id, _since(now)).limit(MOST_MEETINGS))
    return [_meeting_event(session, row) for row in found]


def number_of_meetings(session: Session, account: Account, now: int) -> int:
    """How many meetings `meeting_events` would have without a bound."""
    planned = planned_meetings_of(account.id, _since(now)).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(planned)) or 0


def _since(now: int) -> int:
    return now - PAST_DAYS * clock.DAY_MS


def _meeting_event(session: Session, row: MeetingRow) -> CalendarEvent:
    meeting = peek(session, row)
    where = "summary.page" if row.status == "closed" else "room_pages.room"
    url = web.external_url(url_for(where, meeting_id=row.id))
    return calendar_event(row, meeting, f"{meeting.leader} leads it.\n\n{url}", url)


def _page_of(action: Action) -> str:
    return web.external_url(url_for("actions.action", action_id=action.id))


def _description(action: Action, entry_title: str) -> str:
    details: Sequence[tuple[str, str]] = (
        ("Test", action.test),
        ("Signal to watch", action.signal),
        ("Support asked for", action.support),
        ("From", entry_title),
    )
    return "\n".join(f"{name}: {text}" for name, text in details if text)
