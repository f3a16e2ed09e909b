"""What admins see of the outbox, and what they can do to an item in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete as delete_from
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.outbox.delivery import MOST_UNSURE
from facilitator.outbox.failures import SENTENCES, NotDelivered
from facilitator.outbox.queue import wake_after
from facilitator.outbox.sealing import KINDS, opened
from facilitator.outbox.tables import SENDING, WAITING, OutboxRow

MOST_SHOWN = 50


@dataclass(frozen=True)
class Undelivered:
    """An item of the outbox, for admins.

    :param recipient: to whom it goes, empty if that cannot be read any more; `about` likewise.
    :param state: ``waiting``, ``sending`` or ``given_up``.
    :param error: why the last try failed, in a sentence; empty before that.
    :param next_at: when it is tried next, in milliseconds since the epoch.
    """

    id: str
    recipient: str
    about: str
    state: str
    tries: int
    error: str
    next_at: int


def undelivered(session: Session) -> tuple[Sequence[Undelivered], int]:
    """What is in the outbox, the newest first, and how many older ones there are beside these."""
    known = OutboxRow.kind.in_(KINDS)
    newest = (
        select(OutboxRow).where(known).order_by(OutboxRow.created_at.desc(), OutboxRow.id).limit(MOST_SHOWN)
    )
    shown = [_shown(row) for row in session.scalars(newest)]
    if len(shown) < MOST_SHOWN:
        return shown, 0
    return shown, (session.scalar(select(func.count()).select_from(OutboxRow).where(known)) or 0) - len(shown)


def try_again(session: Session, item_id: str) -> bool:
    """Let an item be tried at once, also if it was given up.

    :returns: False if it is not there any more, or is just being sent.
    """
    row = session.get(OutboxRow, item_id, with_for_update=True)
    if row is None or row.state == SENDING:
        return False
    row.state = WAITING
    row.next_at = clock.now()
    # If it may have arrived already, there is one more try of which nobody may know how it ends.
    row.unsure = min(row.unsure, MOST_UNSURE - 1)
    wake_after(session, row.kind)
    return True


def delete(session: Session, item_id: str) -> bool:
    """Delete an item, so that it is not delivered. The caller calls `database.forget` after the commit.

    :returns: False if it is not there any more.
    """
    gone = delete_from(OutboxRow).where(OutboxRow.id == item_id).returning(OutboxRow.id)
    return session.scalar(gone) is not None


def _shown(row: OutboxRow) -> Undelivered:
    try:
        item = opened(row.kind, row.content)
        recipient, about = item.recipient, item.about
        error = row.error if item.is_configured() else item.not_configured
    except NotDelivered as unreadable:
        recipient, about, error = "", "", unreadable.code
    return Undelivered(row.id, recipient, about, row.state, row.tries, SENTENCES.get(error, ""), row.next_at)
