"""The SQL statements that carry out a command, each made once.

Objects of the ORM took most of a command's time. So it asks for rights, and changes the meeting, its journal and
ballots, without them. The two statements that ask of many meetings at once are executed by SQLAlchemy, because only
that takes lists.
"""

from __future__ import annotations

from typing import cast

from sqlalchemy import BigInteger, Table, bindparam, delete, exists, insert, or_, select, update

from facilitator import clock
from facilitator.accounts.tables import Account, ApiToken, SignIn
from facilitator.prepared import Prepared
from facilitator.room.tables import BallotRow, JournalRow, MeetingRow, PresenceRow, SeatRow

_MEETING = cast(Table, MeetingRow.__table__)
_JOURNAL = cast(Table, JournalRow.__table__)
_BALLOT = cast(Table, BallotRow.__table__)
_SEAT = cast(Table, SeatRow.__table__)
_PRESENCE = cast(Table, PresenceRow.__table__)

_THIS = _MEETING.c.id == bindparam("meeting")
_OF_POLL = (_BALLOT.c.meeting_id == bindparam("meeting")) & (_BALLOT.c.poll == bindparam("of_poll"))


def _given(*names: str) -> dict[str, object]:
    return {name: bindparam(name) for name in names}


_INACTIVE = exists().where(Account.id == _SEAT.c.account_id, Account.deactivated_at.is_not(None))
# The clock is asked each time that a statement with it is executed. No other parameter may have this name.
_NOW = bindparam("asked_at", callable_=lambda: clock.now(), type_=BigInteger)  # noqa: PLW0108 - a test stops it
_SIGNED_IN = exists().where(SignIn.id == _SEAT.c.credential_id, SignIn.expires_at > _NOW)
_PROGRAM = exists().where(
    ApiToken.id == _SEAT.c.credential_id, or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > _NOW)
)

IS_VALID = _SEAT.c.removed_at.is_(None) & ~_INACTIVE
"""Of a seat: its person may act. It was not removed, and is not of a deactivated account."""

IS_OPEN = IS_VALID & or_(_SEAT.c.credential_id.is_(None), _SIGNED_IN, _PROGRAM)
"""Of a seat: its person may act, and what its token came with has not ended.

A sign-in that is only idle has not: somebody may sit in a long meeting and open no page.
"""

RIGHTS = Prepared(
    select(_SEAT.c.token_hash, IS_OPEN.label("is_open")).where(
        _SEAT.c.id == bindparam("seat"), _SEAT.c.meeting_id == bindparam("meeting"), IS_VALID
    )
)

OPEN_SEATS = select(_SEAT.c.id, _SEAT.c.token_hash).where(
    _SEAT.c.meeting_id.in_(bindparam("meetings", expanding=True)), IS_OPEN
)

OPENS = (_SEAT.c.token_hash == bindparam("hash")) & (_SEAT.c.meeting_id == bindparam("meeting")) & IS_OPEN
"""Of a seat in a meeting: the token with this hash opens it."""

OPENED_BY = Prepared(select(_SEAT.c.id).where(OPENS))

IS_OF_ACCOUNT = (
    (_SEAT.c.meeting_id == bindparam("meeting"))
    & (_SEAT.c.account_id == bindparam("account"))
    & _SEAT.c.removed_at.is_(None)
)

SEATS_OF_ACCOUNT = Prepared(select(_SEAT.c.id, _SEAT.c.role).where(IS_OF_ACCOUNT))

WITH_TOKEN = Prepared(select(_SEAT.c.id).where(_SEAT.c.token_hash == bindparam("hash")))
"""The seat that has or had this token, also a removed one."""

LED_TO = Prepared(select(_MEETING.c.id).where(_MEETING.c.join_hash == bindparam("hash")))
"""The meeting that a link leads to."""

_HEAD_OF_THIS = select(_MEETING.c.version, _MEETING.c.account_id).where(_THIS)

LOCK = Prepared(_HEAD_OF_THIS.with_for_update())
"""Locks the meeting's row until the transaction ends. On SQLite, the transaction has the whole database."""

LOCK_IF_FREE = Prepared(_HEAD_OF_THIS.with_for_update(skip_locked=True))
"""The same, but gives no row while another transaction has locked it."""

VERSION = Prepared(select(_MEETING.c.version).where(_THIS))

SEQ = Prepared(select(_MEETING.c.seq).where(_THIS))

SEQS = select(_MEETING.c.id, _MEETING.c.seq).where(_MEETING.c.id.in_(bindparam("meetings", expanding=True)))

WHOLE = Prepared(
    select(
        _MEETING.c.version, _MEETING.c.seq, _MEETING.c.state, _MEETING.c.state_seq, _MEETING.c.hidden
    ).where(_THIS)
)

HEAD = Prepared(
    select(_MEETING.c.version, _MEETING.c.seq, _MEETING.c.state_seq, _MEETING.c.hidden).where(_THIS)
)
"""The same without the state."""

STEPS = Prepared(
    select(_JOURNAL.c.seq, _JOURNAL.c.command_id, _JOURNAL.c.events)
    .where(
        _JOURNAL.c.meeting_id == bindparam("meeting"),
        _JOURNAL.c.seq >= bindparam("first"),
        _JOURNAL.c.seq <= bindparam("last"),
    )
    .order_by(_JOURNAL.c.seq)
)
"""The commands from one number up to another, both included."""

SAVE = Prepared(
    update(_MEETING)
    .where(_THIS)
    .values(
        version=bindparam("new_version"),
        **_given("seq", "state", "state_seq", "title", "status", "scheduled_at", "closed_at"),
    )
)

SAVE_STEP = Prepared(update(_MEETING).where(_THIS).values(version=bindparam("new_version"), **_given("seq")))

SAVE_HIDDEN = Prepared(
    update(_MEETING).where(_THIS).values(version=bindparam("new_version"), **_given("hidden", "show_at"))
)

JOURNALED = Prepared(
    select(_JOURNAL.c.seq).where(
        _JOURNAL.c.meeting_id == bindparam("meeting"), _JOURNAL.c.command_id == bindparam("command")
    )
)

JOURNAL = Prepared(insert(_JOURNAL).values(**_given("meeting_id", "command_id", "seq", "at", "events")))

BALLOTS = Prepared(
    select(_BALLOT.c.poll, _BALLOT.c.seat_id, _BALLOT.c.value).where(
        _BALLOT.c.meeting_id == bindparam("meeting")
    )
)

DELETE_BALLOTS = Prepared(delete(_BALLOT).where(_OF_POLL))

DELETE_BALLOT = Prepared(delete(_BALLOT).where(_OF_POLL, _BALLOT.c.seat_id == bindparam("of_seat")))

BALLOT = Prepared(insert(_BALLOT).values(**_given("meeting_id", "poll", "seat_id", "value")))

SEAT = Prepared(
    insert(_SEAT).values(
        **_given("id", "meeting_id", "token_hash", "account_id", "credential_id", "name", "role")
    )
)

GIVE_TOKEN = Prepared(
    update(_SEAT)
    .where(_SEAT.c.id == bindparam("of_seat"))
    .values(token_hash=bindparam("hash"), credential_id=bindparam("credential"))
)

_PRESENCE_OF_SEAT = _PRESENCE.join(_SEAT, _SEAT.c.id == _PRESENCE.c.seat_id)
_MINE = _PRESENCE.c.process_id == bindparam("of_process")
_STALE = (_PRESENCE.c.seen_at < bindparam("before")) & ~_MINE
_OF_MEETING = _SEAT.c.meeting_id == bindparam("meeting")

_OWN = _PRESENCE.alias("own")
_RENEWABLE = (
    select(_OWN.c.seat_id)
    .where(_OWN.c.process_id == bindparam("of_process"))
    .with_for_update(skip_locked=True)
)

RENEW_PRESENCE = Prepared(
    update(_PRESENCE).where(_MINE, _PRESENCE.c.seat_id.in_(_RENEWABLE)).values(seen_at=bindparam("at"))
)
"""Waits for no other transaction: a row that one has locked is being written or deleted."""

OWN_AND_STALE_PRESENCE = Prepared(
    select(_SEAT.c.meeting_id, _PRESENCE.c.seat_id, _PRESENCE.c.process_id)
    .select_from(_PRESENCE_OF_SEAT)
    .where(_MINE | _STALE)
)

STALE_PRESENCE = Prepared(
    select(_PRESENCE.c.seat_id, _PRESENCE.c.process_id, _PRESENCE.c.seen_at)
    .select_from(_PRESENCE_OF_SEAT)
    .where(_OF_MEETING, _STALE)
    .order_by(_PRESENCE.c.seen_at)
    .with_for_update(of=_PRESENCE, skip_locked=True)
)
"""Of one meeting. A row that its process is renewing at this moment is not stale."""

PRESENT = Prepared(
    select(_PRESENCE.c.seat_id, _PRESENCE.c.process_id).select_from(_PRESENCE_OF_SEAT).where(_OF_MEETING)
)

PRESENCE = Prepared(
    insert(_PRESENCE).values(
        seat_id=bindparam("of_seat"), process_id=bindparam("of_process"), seen_at=bindparam("at")
    )
)

DELETE_PRESENCE = Prepared(delete(_PRESENCE).where(_PRESENCE.c.seat_id == bindparam("of_seat"), _MINE))
