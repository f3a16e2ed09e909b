"""What people and programs do with a meeting. Each function is one transaction, and then the telling."""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.config import settings
from facilitator.meeting.commands import Command, Join
from facilitator.meeting.model import Meeting
from facilitator.refused import Refused
from facilitator.room import store
from facilitator.room.store import Change, Committed, changing, hashed, new_id, no_meeting, no_seat
from facilitator.room.tables import JournalRow, MeetingRow, SeatRow

log = logging.getLogger("facilitator.room")

DAY_MS = 24 * 3600 * 1000
on_close = store.on_close

on_prepared: list[Callable[[Session, str, Sequence[str]], None]] = []
"""What else happens when a meeting is made or changed: with the session, its id, and the ids of the
earlier entries that were chosen for it."""

told: list[Callable[[Committed], None]] = []
"""Who wants to hear what was committed; the gateway is one."""

told_of_end: list[Callable[[str, set[str]], None]] = []
"""Who wants to hear that a meeting was deleted: its id and its seats' ids."""


@dataclass(frozen=True)
class Known:
    """A command that came before, and the `seq` it got then."""

    seq: int


@dataclass(frozen=True)
class Joined:
    """A seat, and the token that proves it."""

    meeting_id: str
    seat_id: str
    token: str


def act(
    meeting_id: str, seat_id: str, command_id: str, command: Command, now: int | None = None
) -> Committed | Known:
    """Carry out one command of one seat, once.

    :raises Refused: ``no_meeting``, ``no_seat``, or what the rules say against it.
    """
    with changing(meeting_id) as change:
        if not opens(change.session, change.seat(seat_id)):
            raise no_seat()
        if (seq := change.known(command_id)) is not None:
            return Known(seq)
        change.take(command, seat_id, instant(now), command_id=command_id)
    publish(change)
    return change.committed[0]


def create_meeting(session: Session, account_id: str | None, new_meeting: Meeting) -> tuple[str, str, str]:
    """Store a prepared meeting and seat its leader as facilitator.

    Runs in the caller's transaction. Returns the meeting's id, the link's token and the leader's
    seat token.
    """
    now = instant()
    link = _join_token(new_meeting.id, 1)
    row = MeetingRow(
        id=new_meeting.id,
        account_id=account_id,
        seq=0,
        join_hash=hashed(link),
        link_version=1,
        created_at=now,
    )
    store.write_state(row, new_meeting)
    session.add(row)
    session.flush()
    change = Change(session, row, new_meeting)
    joined = _take_seat(change, Join(new_meeting.leader, "facilitator"), account_id, now)
    return row.id, link, joined.token


def join(join_token: str, name: str, seat_token: str | None = None, account_id: str | None = None) -> Joined:
    """Take a seat through the link; whoever comes with the token of a seat there gets that one back.

    :raises Refused: ``link_ended``, ``meeting_closed``, ``room_locked``, ``room_full``, ``name_taken``.
    """
    with database.session() as session:
        row = meeting_by_link(session, join_token, hold=True)
        if seat_token and (seat := _seat_of(session, row.id, seat_token)):
            return Joined(row.id, seat.id, seat_token)
        change = Change(session, row, store.read_state(row))
        joined = _take_seat(change, Join(name), account_id, instant())
    publish(change)
    return joined


def _take_seat(change: Change, command: Join, account_id: str | None, now: int) -> Joined:
    seat_id, token = new_id(), new_id()
    change.session.add(
        SeatRow(
            id=seat_id,
            meeting_id=change.row.id,
            token_hash=hashed(token),
            account_id=account_id,
            name=command.name,
            role=command.role,
        )
    )
    change.session.flush()
    change.take(command, seat_id, now)
    return Joined(change.row.id, seat_id, token)


def meeting_at(session: Session, meeting_id: str) -> MeetingRow:
    """:raises Refused: ``no_meeting``."""
    row = session.get(MeetingRow, meeting_id)
    if row is None:
        raise no_meeting()
    return row


def meeting_by_link(session: Session, join_token: str, *, hold: bool = False) -> MeetingRow:
    """The meeting that this link leads to; `hold` keeps its row until the transaction ends.

    :raises Refused: ``link_ended``.
    """
    wanted = select(MeetingRow).where(MeetingRow.join_hash == hashed(join_token))
    row = session.scalar(wanted.with_for_update() if hold else wanted)
    if row is None:
        raise Refused("link_ended", "That link has ended. Ask whoever sent it for a new one.", 404)
    return row


def state_of(row: MeetingRow) -> Meeting:
    """The meeting's state at the row's `seq`."""
    return store.read_state(row)


def seat_in(session: Session, meeting_id: str, token: str | None) -> SeatRow:
    """The seat that this token opens in this meeting.

    :raises Refused: ``no_seat``.
    """
    seat = _seat_of(session, meeting_id, token) if token else None
    if seat is None:
        raise no_seat()
    return seat


def _seat_of(session: Session, meeting_id: str, token: str) -> SeatRow | None:
    found = select(SeatRow).where(SeatRow.token_hash == hashed(token), SeatRow.meeting_id == meeting_id)
    seat = session.scalar(found)
    return seat if opens(session, seat) else None


def opens(session: Session, seat: SeatRow | None) -> bool:
    """Whether a seat opens anything: one that was removed does not, nor does a deactivated account's."""
    if seat is None or seat.removed_at is not None:
        return False
    account = session.get(Account, seat.account_id) if seat.account_id else None
    return account is None or account.deactivated_at is None


def join_token(row: MeetingRow) -> str:
    """The secret part of the meeting's present link. It is derived, so that only its hash is stored."""
    return _join_token(row.id, row.link_version)


def _join_token(meeting_id: str, version: int) -> str:
    key = settings().secret_key.encode()
    digest = hmac.digest(key, f"join:{meeting_id}:{version}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:18]).decode()


def renew_link(meeting_id: str) -> str:
    """End the meeting's link and return the new one's token. Seats that were taken stay.

    :raises Refused: ``no_meeting``.
    """
    with database.session() as session:
        row = store.locked(session, meeting_id)
        row.link_version += 1
        token = join_token(row)
        row.join_hash = hashed(token)
    return token


def delete_meeting(meeting_id: str) -> None:
    """Delete the meeting and all that belongs to it: journal, seats, ballots, its entry and actions.

    :raises Refused: ``no_meeting``.
    """
    with database.session() as session:
        row = store.locked(session, meeting_id)
        seats = set(session.scalars(select(SeatRow.id).where(SeatRow.meeting_id == meeting_id)))
        session.delete(row)
    database.forget()
    for tell in told_of_end:
        tell(meeting_id, seats)


def erase_old_journals(days: int, now: int | None = None) -> int:
    """Erase the journals of meetings that were closed more than `days` ago; returns how many rows."""
    before = instant(now) - days * DAY_MS
    old = select(MeetingRow.id).where(MeetingRow.closed_at < before)
    with database.session() as session:
        rows = delete(JournalRow).where(JournalRow.meeting_id.in_(old)).returning(JournalRow.seq)
        erased = len(session.scalars(rows).all())
    if erased:
        database.forget()
    return erased


def publish(change: Change) -> None:
    """Tell everybody what was committed. It is true already, so a failure here refuses nothing."""
    for committed in change.committed:
        if committed.ballots_before.keys() - committed.ballots_after.keys():
            database.forget()
        for tell in told:
            try:
                tell(committed)
            except Exception:
                log.exception("telling of a commit failed; clients that miss it will ask")


def instant(now: int | None = None) -> int:
    """`now`, or else this moment, in milliseconds since the epoch."""
    return int(time.time() * 1000) if now is None else now
