"""Writing the reminders that are due: at most one letter a person and day, in as many processes as there are."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator import clock, database, outbox
from facilitator.accounts.addresses import reminders_of
from facilitator.database_errors import Unavailable
from facilitator.outbox import Letter
from facilitator.reminders import due, letters
from facilitator.reminders.account_owners import AccountOwner
from facilitator.reminders.guest_owners import GuestOwner
from facilitator.reminders.owners import Item, Owner

log = logging.getLogger("facilitator.reminders")


@dataclass(frozen=True)
class _Due:
    """What an owner is to be told now, the key of the letter, and until when it tells the truth."""

    owner: Owner
    items: Sequence[Item]
    key: str
    until: int | None


def write_due(*, stops: Callable[[], bool] = lambda: False) -> int:
    """Put all reminders that are due into the outbox, and return how many letters these are.

    Without a mail server nothing is written, so that nothing counts as told.

    :param stops: asked before each owner whether to leave the rest to others.
    :raises Unavailable: when the database cannot be used just now.
    """
    if not Letter.is_configured():
        return 0
    written = 0
    for kind in (AccountOwner, GuestOwner):
        with database.read() as session:
            waiting = kind.waiting(session, clock.now())
        for owner_id in waiting:
            if stops():
                return written
            written += _is_written(kind, owner_id)
    return written


def _is_written(kind: type[Owner], owner_id: str) -> bool:
    try:
        return _write(kind, owner_id)
    except Unavailable:
        raise
    except Exception as error:
        # One letter must not keep back the others. The message may have words of a meeting in it.
        log.error("a reminder could not be written: %s; it is tried again later", type(error).__name__)
        return False


def _write(kind: type[Owner], owner_id: str) -> bool:
    # Most of the time there is nothing to tell, and a look holds up nobody who writes.
    with database.read() as session:
        if _due(session, kind, owner_id) is None:
            return False
    with database.session() as session:
        whose = reminders_of(owner_id)
        database.hold(session, whose)
        found = _due(session, kind, owner_id)
        if found is None:
            return False
        letter = letters.digest(found.owner, found.items)
        if not outbox.post(session, letter, key=found.key, until=found.until, whose=whose):
            return False
        for item in found.items:
            item.note(session, found.owner.today(clock.now()))
        return True


def _due(session: Session, kind: type[Owner], owner_id: str) -> _Due | None:
    now = clock.now()
    owner = kind.find(session, owner_id)
    if owner is None or not due.is_time(now, owner.zone):
        return None
    key = f"reminder:{owner_id}:{owner.today(now)}"
    if outbox.was_posted(session, key):
        return None
    items = owner.items(session, now)
    return _Due(owner, items, key, _until(owner, items, now)) if items else None


def _until(owner: Owner, items: Sequence[Item], now: int) -> int | None:
    """The end of the owner's next day, if it tells of near days: another letter will tell of these."""
    if not any(item.part in {due.SOON, due.TODAY} for item in items):
        return None
    return clock.beginning(owner.today(now) + datetime.timedelta(2), owner.zone)
