"""Deleting data of meetings: a whole meeting, and old journals."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator import clock, database
from facilitator.clock import DAY_MS
from facilitator.room import keeper, store
from facilitator.room.tables import JournalRow, MeetingRow

Check = Callable[[Session, MeetingRow], object]


def delete_meeting(meeting_id: str, check: Check = lambda session, row: None) -> None:
    """Delete the meeting with its journal, seats, ballots, entry and actions.

    :param check: refuses it, if it must, while nobody else can change the meeting.
    :raises Refused: ``no_meeting``, and what `check` raises.
    """
    with database.session() as session:
        row = store.locked(session, meeting_id)
        check(session, row)
        session.delete(row)
    keeper.forget(meeting_id)
    database.forget()


def erase_old_journals(days: int, now: int | None = None) -> int:
    """Erase the journals of meetings that were closed more than `days` ago.

    :param now: the instant to count from, in milliseconds since the epoch; by default the present.
    :returns: the number of erased rows.
    """
    before = (clock.now() if now is None else now) - days * DAY_MS
    old = select(MeetingRow.id).where(MeetingRow.closed_at < before)
    with database.session() as session:
        rows = delete(JournalRow).where(JournalRow.meeting_id.in_(old)).returning(JournalRow.seq)
        erased = len(session.scalars(rows).all())
    if erased:
        database.forget()
    return erased
