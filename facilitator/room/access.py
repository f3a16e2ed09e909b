"""Look-ups of meetings and seats, by id and by token."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from facilitator.accounts.tables import Account
from facilitator.room.store import no_meeting, no_seat
from facilitator.room.tables import MeetingRow, SeatRow
from facilitator.tokens import hashed


def meeting_at(session: Session, meeting_id: str) -> MeetingRow:
    """The meeting with this id.

    :raises Refused: ``no_meeting``.
    """
    row = session.get(MeetingRow, meeting_id)
    if row is None:
        raise no_meeting()
    return row


def seat_in(session: Session, meeting_id: str, token: str | None) -> SeatRow:
    """The valid seat with this token in this meeting.

    :raises Refused: ``no_seat``.
    """
    seat = seat_by_token(session, meeting_id, token) if token else None
    if seat is None:
        raise no_seat()
    return seat


def seat_by_token(session: Session, meeting_id: str, token: str) -> SeatRow | None:
    """The valid seat with this token in this meeting, or None."""
    found = select(SeatRow).where(SeatRow.token_hash == hashed(token), SeatRow.meeting_id == meeting_id)
    seat = session.scalar(found)
    return seat if seat_is_valid(session, seat) else None


def opened_by(tokens: Iterable[str]) -> ColumnElement[bool]:
    """The SQL condition for the valid seats that these tokens open, as `seat_is_valid` has it for one."""
    active = select(Account.id).where(Account.deactivated_at.is_(None))
    whose = or_(SeatRow.account_id.is_(None), SeatRow.account_id.in_(active))
    return SeatRow.token_hash.in_([hashed(token) for token in tokens]) & SeatRow.removed_at.is_(None) & whose


def seats_of_account(session: Session, meeting_id: str, account_id: str) -> list[SeatRow]:
    """The seats of an account in a meeting that were not removed. A facilitator's seat comes first."""
    found = select(SeatRow).where(
        SeatRow.meeting_id == meeting_id, SeatRow.account_id == account_id, SeatRow.removed_at.is_(None)
    )
    return sorted(session.scalars(found), key=lambda seat: seat.role != "facilitator")


def seat_is_valid(session: Session, seat: SeatRow | None) -> bool:
    """Whether a seat gives access: it must exist, not be removed, and not be of a deactivated account."""
    if seat is None or seat.removed_at is not None:
        return False
    account = session.get(Account, seat.account_id) if seat.account_id else None
    return account is None or account.deactivated_at is None
