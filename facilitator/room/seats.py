"""The seats of the present request: by this browser's seat cookies, or by the account signed in."""

import re
from collections.abc import Collection

from flask import g, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from facilitator import database, web
from facilitator.accounts import access
from facilitator.refused import Refused
from facilitator.room import service
from facilitator.room.access import any_appointed, chair_of, led_by, meeting_at, seat_in, seats_of_account
from facilitator.room.store import state_now
from facilitator.room.tables import MeetingRow, SeatRow
from facilitator.tokens import hashed

SEAT_DAYS = 90
MOST_SEATS = 60
"""How many seats a browser keeps. Each cookie has up to 60 bytes, and servers take only so many of them."""


# The cookies of seats, by their meeting. Over HTTPS, those from before our cookies were bound to the host have
# the bare name, and go on: else people would lose the place that they have in a meeting.
_SEAT_COOKIE = re.compile(r"(?:__Host-)?(seat_([A-Za-z0-9_-]+))")


def cookie_name(meeting_id: str) -> str:
    return f"seat_{meeting_id}"


def keep_seat(answer: Response, meeting_id: str, token: str) -> None:
    """Store the seat token in a cookie, so that this browser has the same seat when it comes back.

    If it has too many seats then, those go that it will miss least.
    """
    web.set_cookie(answer, cookie_name(meeting_id), token, SEAT_DAYS)
    for surplus in _least_missed(tokens_here().keys() - {meeting_id})[: 1 - MOST_SEATS]:
        _forget_seat(answer, surplus)


def _least_missed(meeting_ids: Collection[str]) -> list[str]:
    """These meetings, first those that are gone, then closed ones, then open ones, and the oldest first."""
    known = select(MeetingRow.id, MeetingRow.closed_at, MeetingRow.created_at).where(
        MeetingRow.id.in_(meeting_ids)
    )
    with database.read() as session:
        rows = {
            row.id: (row.closed_at is None, row.closed_at or row.created_at) for row in session.execute(known)
        }
    return sorted(meeting_ids, key=lambda meeting_id: rows.get(meeting_id, (False, 0)))


def _forget_seat(answer: Response, meeting_id: str) -> None:
    """Delete the cookie of a seat, under both names that it may have."""
    web.delete_cookie(answer, cookie_name(meeting_id))
    answer.delete_cookie(cookie_name(meeting_id))


def tokens_here() -> dict[str, str]:
    """The seat tokens in this browser's cookies, by meeting id."""
    found = (_SEAT_COOKIE.fullmatch(name) for name in request.cookies)
    return {each[2]: token for each in found if each and (token := seat_token(each[2]))}


def cookies_by_hash() -> dict[str, str]:
    """The names of this browser's seat cookies, by the hashes of their tokens."""
    return {hashed(token): cookie_name(meeting_id) for meeting_id, token in tokens_here().items()}


def on_signed_out(_sender: None, *, session: Session, account_id: str, response: Response) -> None:
    """Delete the seat cookies of the account from this browser, and end what they held.

    Guest seats stay: they have no account.
    """
    held = cookies_by_hash()
    of_account = select(SeatRow).where(SeatRow.token_hash.in_(held), SeatRow.account_id == account_id)
    for seat in session.scalars(of_account):
        web.delete_cookie(response, held[seat.token_hash])
        response.delete_cookie(held[seat.token_hash])
        # The seat may have come with an earlier sign-in of this browser. It ends with this one.
        seat.credential_id = access.sign_in_id()


def seat_token(meeting_id: str) -> str | None:
    """The token in this browser's cookie for the meeting, if there is one."""
    name = cookie_name(meeting_id)
    return web.cookie(name) or request.cookies.get(name)


def seat_here(meeting_id: str) -> tuple[MeetingRow, SeatRow]:
    """The meeting and this browser's seat in it.

    :raises Refused: ``no_meeting`` or ``no_seat``.
    """
    with database.read() as session:
        row = meeting_at(session, meeting_id)
        return row, seat_in(session, meeting_id, seat_token(meeting_id))


def browser_seat_in(row: MeetingRow) -> SeatRow | None:
    """This browser's seat in the meeting, if it has one."""
    with database.read() as session:
        return next(iter(_by_cookie(session, row.id)), None)


def leader_in(meeting_id: str) -> tuple[MeetingRow, SeatRow | None]:
    """The meeting and the facilitator's seat that this browser, or the account signed in, has there.

    The account whose meeting it is needs no such seat.

    :raises Refused: ``no_meeting`` or ``not_allowed``.
    """
    with database.read() as session:
        row = meeting_at(session, meeting_id)
        for seat in _by_cookie(session, meeting_id):
            if seat.role == "facilitator":
                return row, seat
        account = access.current_account()
        return led_by(session, row, account.id if account else None)


def check_seat() -> None:
    """Check that this browser has a seat in the meeting that the URL names.

    :raises Refused: ``no_meeting`` or ``no_seat``.
    """
    g.seated = seat_here(web.path_argument("meeting_id"))


def seated() -> tuple[MeetingRow, SeatRow]:
    """The meeting that the URL names and this browser's seat in it, on pages with audience ``seat``."""
    found: tuple[MeetingRow, SeatRow] = g.seated
    return found


def check_leader() -> None:
    """Check that this browser or account leads the meeting that the URL names, or that it is theirs.

    :raises Refused: ``no_meeting`` or ``not_allowed``.
    """
    g.leading = leader_in(web.path_argument("meeting_id"))


def led() -> MeetingRow:
    """The meeting that the URL names, on pages with audience ``facilitator``."""
    row: MeetingRow = g.leading[0]
    return row


def has_chair() -> bool:
    """Whether a facilitator's seat asks, and not only the account whose meeting it is."""
    return g.leading[1] is not None


def may_share_plan() -> bool:
    """Whether the account signed in may show others what was prepared, on pages with audience ``facilitator``.

    That is the account that prepared the meeting, and whom it made a facilitator itself, as with the meeting's entry:
    others took a chair that was free. They may once that account was deleted.
    """
    row, seat = g.leading
    account = access.current_account()
    if account is None or seat is None:
        return account is not None
    if row.account_id in (account.id, None):
        return True
    return any_appointed(state_now(row.id), [seat])


def leading() -> tuple[MeetingRow, SeatRow]:
    """The meeting that the URL names and the facilitator's seat, on pages with audience ``facilitator``.

    :raises Refused: ``not_allowed`` when somebody else leads the asker's meeting.
    """
    row, seat = g.leading
    return row, chair_of(seat)


def own_seat_in(meeting_id: str) -> SeatRow | None:
    """The seat of the account signed in, in whatever browser it is used. A facilitator's seat comes first."""
    with database.read() as session:
        return next(iter(_by_account(session, meeting_id)), None)


def move_seat_here(meeting_id: str) -> str:
    """Give the account's own seat a new token and return it. The browser with the old token loses the seat.

    :raises Refused: ``no_seat``.
    """
    found = own_seat_in(meeting_id)
    if found is None:
        sign_in = access.require_sign_in()
        return service.take_owners_seat(meeting_id, sign_in.account, sign_in.id).token
    return service.move_seat(found.id, access.sign_in_id())


def renew_seat_here(meeting_id: str) -> bool:
    """Let this browser keep the account's own seat, if it has its token but the sign-in of then has ended.

    Returns whether it did so.
    """
    found, token = own_seat_in(meeting_id), seat_token(meeting_id)
    if found is None or token is None or found.token_hash != hashed(token):
        return False
    with database.session() as session:
        session.get_one(SeatRow, found.id).credential_id = access.sign_in_id()
    return True


def owns_meeting(row: MeetingRow) -> bool:
    """Whether the account signed in prepared the meeting. Only this account may delete it."""
    account = access.current_account()
    return account is not None and account.id == row.account_id


def _by_cookie(session: Session, meeting_id: str) -> list[SeatRow]:
    try:
        return [seat_in(session, meeting_id, seat_token(meeting_id))]
    except Refused:
        return []


def _by_account(session: Session, meeting_id: str) -> list[SeatRow]:
    account = access.current_account()
    return seats_of_account(session, meeting_id, account.id) if account else []
