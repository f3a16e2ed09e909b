"""Look-ups of meetings and seats, by id and by token."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from facilitator.database import connection_of
from facilitator.meeting.model import Meeting
from facilitator.refused import Refused
from facilitator.room import statements
from facilitator.room.statements import IS_OPEN
from facilitator.room.store import no_meeting, no_seat
from facilitator.room.tables import MeetingRow, SeatRow
from facilitator.tokens import hashed

_BY_TOKEN = select(SeatRow).where(statements.OPENS)
_OF_ACCOUNT = select(SeatRow).where(statements.IS_OF_ACCOUNT)


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
    return session.scalar(_BY_TOKEN, {"hash": hashed(token), "meeting": meeting_id})


def id_by_token(session: Session, meeting_id: str, token: str) -> str | None:
    """The id of the seat in this meeting that this token opens, or None."""
    given = {"hash": hashed(token), "meeting": meeting_id}
    found: str | None = statements.OPENED_BY.scalar(connection_of(session), given)
    return found


def id_of_account(session: Session, meeting_id: str, account_id: str) -> str | None:
    """The id of the first seat of an account in a meeting, as in `seats_of_account`."""
    given = {"meeting": meeting_id, "account": account_id}
    rows = statements.SEATS_OF_ACCOUNT.all(connection_of(session), given)
    ids = [row.id for row in sorted(rows, key=_facilitators_first)]
    return ids[0] if ids else None


def may_act(session: Session, meeting_id: str, seat_id: str, token_hash: str | None = None) -> bool:
    """Whether the person of this seat of the meeting may act at this moment.

    :param token_hash: the hash of the token that they came with, if they came with one. It must open the seat.
    """
    given = {"seat": seat_id, "meeting": meeting_id}
    row = statements.RIGHTS.first(connection_of(session), given)
    if row is None:
        return False
    return token_hash is None or bool(row.is_open and row.token_hash == token_hash)


def require_may_act(session: Session, meeting_id: str, seat_id: str, token_hash: str | None = None) -> None:
    """Refuse whoever may not act, as `may_act` says.

    :raises Refused: ``no_seat``.
    """
    if not may_act(session, meeting_id, seat_id, token_hash):
        raise no_seat()


def open_seats(session: Session, meeting_ids: Collection[str]) -> set[tuple[str, str]]:
    """The seats of these meetings that a token opens at this moment: their ids, with the hash of that token."""
    rows = connection_of(session).execute(statements.OPEN_SEATS, {"meetings": list(meeting_ids)})
    return set(rows.tuples())


def opened_by(tokens: Iterable[str]) -> ColumnElement[bool]:
    """The SQL condition for the seats that these tokens open."""
    return SeatRow.token_hash.in_([hashed(token) for token in tokens]) & IS_OPEN


def led_by(session: Session, row: MeetingRow, account_id: str | None) -> tuple[MeetingRow, SeatRow | None]:
    """The meeting and the facilitator's seat that the account has there.

    The account whose meeting it is needs no such seat.

    :raises Refused: ``not_allowed``.
    """
    seats = seats_of_account(session, row.id, account_id) if account_id else []
    if seats and seats[0].role == "facilitator":
        return row, seats[0]
    if account_id and account_id == row.account_id:
        return row, None
    raise Refused("not_allowed", "This page is for those who lead the meeting. Join it with its link.", 403)


def chair_of(seat: SeatRow | None) -> SeatRow:
    """The facilitator's seat, of the pair that `led_by` gives.

    :raises Refused: ``not_allowed`` when somebody else leads the asker's meeting.
    """
    if seat is None:
        raise Refused("not_allowed", "Somebody else leads your meeting now. Take the chair back first.", 403)
    return seat


def require_owner(row: MeetingRow, account_id: str | None) -> None:
    """Refuse whoever did not prepare the meeting: only this account may delete it.

    :raises Refused: ``not_allowed``.
    """
    if account_id is None or account_id != row.account_id:
        raise Refused("not_allowed", "Only the account that prepared the meeting can delete it.", 403)


def seats_of_account(session: Session, meeting_id: str, account_id: str) -> list[SeatRow]:
    """The seats of an account in a meeting that were not removed. A facilitator's seat comes first."""
    found = session.scalars(_OF_ACCOUNT, {"meeting": meeting_id, "account": account_id})
    return sorted(found, key=_facilitators_first)


def any_appointed(meeting: Meeting, seats: Iterable[SeatRow]) -> bool:
    """Whether one of these seats facilitates because the account that prepared the meeting made it a facilitator.

    Other facilitators took a chair that was free.
    """
    found = (meeting.seats.get(seat.id) for seat in seats)
    return any(seat is not None and seat.role == "facilitator" and seat.appointed for seat in found)


def _facilitators_first(seat: Any) -> bool:
    """The key that sorts seats, or rows with their roles, so that those of facilitators come first."""
    return bool(seat.role != "facilitator")
