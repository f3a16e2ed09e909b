"""The time zone of whoever sends the present request: in it their days are counted, and times are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from flask import Flask, g, has_request_context
from sqlalchemy import update
from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.accounts.access import current_account
from facilitator.accounts.tables import Account
from facilitator.summary import words


def register(app: Flask) -> None:
    """Add the filters with which templates tell an instant, or its day, to whoever reads the page."""
    app.jinja_env.filters.update(
        time_words=lambda at: clock.words(at, zone_here()),
        day_words=lambda at: day_words(at, zone_here()),
    )


def zone_here() -> str:
    """The zone of the account for which the present request is. It is UTC for others, and without a request."""
    account = (g.get("token_account") or current_account()) if has_request_context() else None
    return account.zone if account else clock.NO_ZONE


def today_here() -> date:
    """The present day in the zone of `zone_here`."""
    return clock.today(zone_here())


def day_words(at: int, zone: str) -> str:
    """The day of an instant in words. For UTC it says so, since that is nobody's own zone."""
    day = words.day(clock.day_of(at, zone).isoformat())
    return f"{day} {zone}" if zone == clock.NO_ZONE else day


def keep_found(session: Session, account_id: str, zone: str) -> None:
    """Keep the zone that the account's browser has, if none is known yet."""
    unknown = (Account.id == account_id) & Account.known_zone.is_(None)
    session.execute(update(Account).where(unknown).values(known_zone=zone))


@cache
def offered() -> Sequence[str]:
    """The names of zones that are offered: those with a place in them, and UTC. Others are taken, too."""
    places = (name for name in clock.zone_names() if "/" in name and not name.startswith("Etc/"))
    return (*sorted(places), clock.NO_ZONE)
