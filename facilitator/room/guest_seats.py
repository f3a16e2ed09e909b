"""Guest seats: seats that this browser took without an account, and that an account can claim later."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts.tables import SignIn
from facilitator.room.seats import cookie_name, cookies_by_hash
from facilitator.room.tables import MeetingRow, SeatRow


@dataclass(frozen=True)
class GuestSeat:
    """A seat that belongs to no account: its id, the name taken there, and the meeting's title."""

    id: str
    name: str
    title: str


def guest_seats(session: Session) -> list[GuestSeat]:
    """The seats of this browser's cookies that belong to no account, newest meeting first."""
    return [GuestSeat(seat.id, seat.name, title) for seat, title in _found(session)]


def claim_seats(session: Session, sign_in: SignIn, seat_ids: Collection[str]) -> int:
    """Assign these seats to the account signed in, as far as they are guest seats of this browser.

    From then on they end with this sign-in. Returns how many they are.
    """
    chosen = [seat for seat, _ in _found(session) if seat.id in seat_ids]
    for seat in chosen:
        seat.account_id, seat.credential_id = sign_in.account_id, sign_in.id
    return len(chosen)


def _found(session: Session) -> Sequence[tuple[SeatRow, str]]:
    held = cookies_by_hash()
    query = (
        select(SeatRow, MeetingRow.title)
        .join(MeetingRow, SeatRow.meeting_id == MeetingRow.id)
        .where(SeatRow.token_hash.in_(held), SeatRow.account_id.is_(None), SeatRow.removed_at.is_(None))
        .order_by(MeetingRow.created_at.desc())
    )
    return [
        (seat, title)
        for seat, title in session.execute(query)
        if held[seat.token_hash] == cookie_name(seat.meeting_id)
    ]
