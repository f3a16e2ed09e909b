"""When an action ended: the instant, and the day that this was for whoever it belongs to."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.accounts.tables import Account
from facilitator.log.entry.action_owner import belonging_to
from facilitator.log.entry.tables import Action, Entry


def set_end(session: Session, entry: Entry, action: Action, at: int | None, *, by: str | None = None) -> None:
    """Set the instant at which the action ended, and the day of that; None while it is open.

    The day is that of the action's owner, else of the meeting, else of the account ``by`` that ended it.
    """
    action.done_at = at
    action.done_on = None if at is None else clock.day_of(at, zone_of(session, entry, action, by))


def zone_of(session: Session, entry: Entry, action: Action, by: str | None = None) -> str:
    """The zone in which the action's days are counted: its owner's, else the meeting's, else that of ``by``."""
    owners = _known_zone(session, belonging_to(entry, action))
    return owners or meetings_zone(entry) or _known_zone(session, Account.id == by) or clock.NO_ZONE


def _known_zone(session: Session, whose: ColumnElement[bool]) -> str | None:
    """The zone of the accounts that the condition names, if it is known."""
    known = select(Account.known_zone).where(whose, Account.known_zone.is_not(None))
    return session.scalar(known.limit(1))


def meetings_zone(entry: Entry) -> str:
    """The zone of the entry's meeting, or an empty text. A meeting that was imported may say anything."""
    return fitting_zone((entry.summary or {}).get("zone"))


def fitting_zone(zone: object) -> str:
    """The zone of a meeting as a summary has it, or an empty text if there is none with that name."""
    return str(zone) if str(zone) in clock.zone_names() else ""
