"""Look-ups of meetings and seats, by id and by token."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.accounts.tables import Account, ApiToken, SignIn
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
    """The seat in this meeting that this token opens.

    :raises Refused: ``no_seat``.
    """
    seat = seat_by_token(session, meeting_id, token) if token else None
    if seat is None:
        raise no_seat()
    return seat


def seat_by_token(session: Session, meeting_id: str, token: str) -> SeatRow | None:
    """The seat in this meeting that this token opens, or None."""
    found = select(SeatRow).where(SeatRow.token_hash == hashed(token), SeatRow.meeting_id == meeting_id)
    return session.scalar(found.where(_is_open()))


def is_open(session: Session, seat_id: str, token_hash: str) -> bool:
    """Whether the token with this hash opens the seat, at this moment."""
    return open_seats(session, [seat_id]).get(seat_id) == token_hash


def open_seats(session: Session, seat_ids: Collection[str]) -> dict[str, str]:
    """Those of the seats that some token opens at this moment, with the hash of that token."""
    found = select(SeatRow.id, SeatRow.token_hash).where(SeatRow.id.in_(seat_ids), _is_open())
    return {row.id: row.token_hash for row in session.execute(found)}


def _is_open() -> ColumnElement[bool]:
    """Of a seat: its person may act, and what its token came with has not ended.

    A sign-in that is only idle has not: somebody may sit in a long meeting and open no page.
    """
    signed_in = exists().where(SignIn.id == SeatRow.credential_id, SignIn.expires_at > clock.now())
    program = exists().where(ApiToken.id == SeatRow.credential_id)
    lasting = or_(SeatRow.credential_id.is_(None), signed_in, program)
    return is_valid() & lasting


def is_valid() -> ColumnElement[bool]:
    """The SQL condition for the seats whose person may act: not removed, and not of a deactivated account."""
    inactive = exists().where(Account.id == SeatRow.account_id, Account.deactivated_at.is_not(None))
    return SeatRow.removed_at.is_(None) & ~inactive


def opened_by(tokens: Iterable[str]) -> ColumnElement[bool]:
    """The SQL condition for the seats that these tokens open."""
    return SeatRow.token_hash.in_([hashed(token) for token in tokens]) & _is_open()


def seats_of_account(session: Session, meeting_id: str, account_id: str) -> list[SeatRow]:
    """The seats of an account in a meeting that were not removed. A facilitator's seat comes first."""
    found = select(SeatRow).where(
        SeatRow.meeting_id == meeting_id, SeatRow.account_id == account_id, SeatRow.removed_at.is_(None)
    )
    return sorted(session.scalars(found), key=lambda seat: seat.role != "facilitator")


def seat_is_valid(session: Session, seat_id: str) -> bool:
    """Whether there is such a seat, and its person may act."""
    return session.scalar(select(SeatRow.id).where(SeatRow.id == seat_id, is_valid())) is not None
