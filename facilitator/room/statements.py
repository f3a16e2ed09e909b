"""The SQL statements that carry out a command, each made once.

Objects of the ORM took most of a command's time. So it changes the meeting, its journal and ballots without them.
"""

from __future__ import annotations

from typing import cast

from sqlalchemy import Table, bindparam, delete, insert, select, update

from facilitator.room.tables import BallotRow, JournalRow, MeetingRow

_MEETING = cast(Table, MeetingRow.__table__)
_JOURNAL = cast(Table, JournalRow.__table__)
_BALLOT = cast(Table, BallotRow.__table__)

_THIS = _MEETING.c.id == bindparam("meeting")
_OF_POLL = (_BALLOT.c.meeting_id == bindparam("meeting")) & (_BALLOT.c.poll == bindparam("of_poll"))


def _given(*names: str) -> dict[str, object]:
    return {name: bindparam(name) for name in names}


LOCK = select(_MEETING.c.version, _MEETING.c.account_id).where(_THIS).with_for_update()
"""Locks the meeting's row until the transaction ends. On SQLite, the transaction has the whole database."""

VERSION = select(_MEETING.c.version).where(_THIS)

WHOLE = select(
    _MEETING.c.version, _MEETING.c.seq, _MEETING.c.state, _MEETING.c.state_seq, _MEETING.c.hidden
).where(_THIS)

STEPS = (
    select(_JOURNAL.c.events)
    .where(
        _JOURNAL.c.meeting_id == bindparam("meeting"),
        _JOURNAL.c.seq > bindparam("after"),
        _JOURNAL.c.seq <= bindparam("until"),
    )
    .order_by(_JOURNAL.c.seq)
)
"""The events of the commands after one number, up to another."""

SAVE = (
    update(_MEETING)
    .where(_THIS)
    .values(
        version=bindparam("new_version"),
        **_given("seq", "state", "state_seq", "title", "status", "scheduled_at", "closed_at"),
    )
)

SAVE_STEP = update(_MEETING).where(_THIS).values(version=bindparam("new_version"), **_given("seq"))

SAVE_HIDDEN = (
    update(_MEETING).where(_THIS).values(version=bindparam("new_version"), **_given("hidden", "show_at"))
)

JOURNALED = select(_JOURNAL.c.seq).where(
    _JOURNAL.c.meeting_id == bindparam("meeting"), _JOURNAL.c.command_id == bindparam("command")
)

JOURNAL = insert(_JOURNAL)

BALLOTS = select(_BALLOT.c.poll, _BALLOT.c.seat_id, _BALLOT.c.value).where(
    _BALLOT.c.meeting_id == bindparam("meeting")
)

DELETE_BALLOTS = delete(_BALLOT).where(_OF_POLL)

DELETE_BALLOT = delete(_BALLOT).where(_OF_POLL, _BALLOT.c.seat_id == bindparam("of_seat"))

BALLOT = insert(_BALLOT)
