"""For how long the outbox remembers what will not be delivered, and what was posted."""

from __future__ import annotations

from sqlalchemy import delete

from facilitator import clock, database
from facilitator.clock import DAY_MS
from facilitator.outbox.tables import OutboxKey, OutboxRow

UNTRIED_DAYS = 30
KEY_DAYS = 365


def delete_old() -> None:
    """Delete what nobody has tried for a month, and keys from a year ago. The caller calls `database.forget`.

    The former was given up, or waits for a mail server that is not set any more.
    """
    now = clock.now()
    with database.session() as session:
        session.execute(delete(OutboxRow).where(OutboxRow.next_at < now - UNTRIED_DAYS * DAY_MS))
        session.execute(delete(OutboxKey).where(OutboxKey.at < now - KEY_DAYS * DAY_MS))
