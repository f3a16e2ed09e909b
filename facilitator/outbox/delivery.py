"""Delivering what is due: one item after another, in as many processes as there are.

Whoever delivers an item first claims it for a while, in a transaction of its own, and talks to the other server in
none. If the process ends in between, the item is due again when that while is over.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, exists, select, update

from facilitator import clock, database
from facilitator.database_errors import Unavailable
from facilitator.outbox.failures import NotDelivered, PutOff
from facilitator.outbox.sealing import KINDS, opened
from facilitator.outbox.tables import GIVEN_UP, SENDING, WAITING, OutboxRow

log = logging.getLogger("facilitator.outbox")

MINUTE_MS = 60_000
PAUSES_MS = tuple(minutes * MINUTE_MS for minutes in (1, 5, 30, 120, 360, 720, 1440, 1440))
"""How long after each try the next one comes. After the last, about three days in all, it is given up."""
LEASE_MS = 15 * MINUTE_MS
"""For so long an item is its process's. A conversation with a mail server takes less, however slow that is."""
MOST_UNSURE = 2
"""So many tries may end without anybody knowing how, so there is one copy too many at most."""


@dataclass(frozen=True)
class Delivered:
    """What came of all that was due: how many items were delivered, and how many were not."""

    sent: int
    failed: int


def deliver(
    *, kind: str = "", due_at: int | None = None, stops: Callable[[], bool] = lambda: False
) -> Delivered:
    """Deliver all that is due, and return. What fails is due again later, or is given up.

    :param kind: only those of this kind; without it one kind after another, beginning with letters.
    :param due_at: only what was due at this instant; without it also what becomes due meanwhile.
    :param stops: asked before each item whether to leave the rest to others, as when the process ends.
    :raises Unavailable: when the database cannot be used just now.
    """
    sent = failed = 0
    for each in [kind] if kind else KINDS:
        while not stops() and (row := _claimed(each, due_at)):
            if _is_delivered(row):
                sent += 1
            else:
                failed += 1
    return Delivered(sent, failed)


def _claimed(kind: str, due_at: int | None) -> OutboxRow | None:
    """The next item of this kind that is due, which from now on is this process's alone until its lease ends."""
    if not KINDS[kind].is_configured():
        return None
    at = clock.now() if due_at is None else due_at
    is_due = (OutboxRow.kind == kind) & (OutboxRow.state != GIVEN_UP) & (OutboxRow.next_at <= at)
    # Most of the time nothing is due, and a look holds up nobody who writes.
    with database.read() as session:
        if not session.scalar(select(exists().where(is_due))):
            return None
    with database.session() as session:
        due = select(OutboxRow).where(is_due).order_by(OutboxRow.next_at, OutboxRow.id).limit(1)
        row = session.scalar(due.with_for_update(skip_locked=True))
        if row is not None:
            row.state = SENDING
            row.next_at = clock.now() + LEASE_MS
            row.tries += 1
            row.unsure += 1
        return row


def _is_delivered(row: OutboxRow) -> bool:
    try:
        _try(row)
    except PutOff as later:
        _put_off(row, later.after_seconds)
        return False
    except NotDelivered as failed:
        _note(row, failed)
        return False
    with database.session() as session:
        session.execute(delete(OutboxRow).where(OutboxRow.id == row.id))
    database.forget()
    return True


def _try(row: OutboxRow) -> None:
    if row.unsure > MOST_UNSURE:
        raise NotDelivered("no_answer", is_final=True)
    if row.until is not None and row.until <= clock.now():
        raise NotDelivered("too_late", is_final=True)
    try:
        opened(row.kind, row.content).deliver(row.id, row.created_at)
    except NotDelivered:
        raise
    except Exception as error:
        # It may have arrived before the mistake, unless there was no database to read what to send.
        is_unsure = not isinstance(error, Unavailable)
        raise NotDelivered("failed", type(error).__name__, is_unsure=is_unsure) from error


def _note(row: OutboxRow, failed: NotDelivered) -> None:
    """Write down that a try failed."""
    unsure = row.unsure if failed.is_unsure else row.unsure - 1
    next_at = None if failed.is_final or unsure >= MOST_UNSURE else _next_at(row, failed)
    _log(row.kind, failed, is_given_up=next_at is None)
    state = WAITING if next_at else GIVEN_UP
    _change(row, state=state, next_at=next_at or clock.now(), unsure=unsure, error=failed.code)


def _put_off(row: OutboxRow, seconds: int) -> None:
    """Write down that there was no try."""
    next_at = clock.now() + 1000 * seconds
    _change(row, state=WAITING, next_at=next_at, tries=row.tries - 1, unsure=row.unsure - 1)


def _change(row: OutboxRow, **values: int | str) -> None:
    """Change an item, unless its lease ended meanwhile and somebody else has it."""
    mine = (OutboxRow.id == row.id) & (OutboxRow.next_at == row.next_at)
    with database.session() as session:
        session.execute(update(OutboxRow).where(mine).values(values))


def _next_at(row: OutboxRow, failed: NotDelivered) -> int | None:
    """The instant of the next try, or None when there is none."""
    if row.tries > len(PAUSES_MS) or (failed.tries is not None and row.tries >= failed.tries):
        return None
    next_at = clock.now() + max(PAUSES_MS[row.tries - 1], 1000 * failed.after_seconds)
    return None if row.until is not None and row.until <= next_at else next_at


def _log(kind: str, failed: NotDelivered, *, is_given_up: bool) -> None:
    # Without the other server's words, which often repeat the address.
    level, end = (logging.ERROR, "it is given up") if is_given_up else (logging.WARNING, "it is tried again")
    log.log(level, "a %s could not be sent: %s, %s; %s", kind, failed.code, failed.detail or "-", end)
