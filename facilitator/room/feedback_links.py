"""The link on which people without a seat write cards before the meeting. Its token is derived when needed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import web
from facilitator.refused import Refused
from facilitator.room import store
from facilitator.room.tables import MeetingRow
from facilitator.tokens import hashed, link_token, new_id


def make(session: Session, meeting_id: str) -> str:
    """Make the link and return its token. One that was made before ends.

    :raises Refused: ``no_meeting``, or ``already_started``
    """
    row = store.locked(session, meeting_id)
    if row.status != "draft":
        raise Refused("already_started", "The meeting has begun. Cards are written in its room now.")
    row.feedback_id = new_id()
    token = _token(row)
    row.feedback_hash = hashed(token)
    return token


def end(session: Session, meeting_id: str) -> None:
    """End the link. The cards that came by it stay.

    :raises Refused: ``no_meeting``
    """
    store.locked(session, meeting_id).feedback_hash = None


def token_of(row: MeetingRow) -> str:
    """The secret part of the meeting's link; empty if there is none, or it was made with another secret key."""
    token = _token(row)
    return token if row.feedback_hash == hashed(token) else ""


def feedback_url(row: MeetingRow) -> str:
    """The meeting's link for feedback; empty if there is none."""
    token = token_of(row)
    return web.external_url(f"/feedback/{token}") if token else ""


def meeting_by_link(session: Session, token: str) -> MeetingRow:
    """The meeting with this link.

    :raises Refused: ``link_ended``
    """
    row = session.scalar(select(MeetingRow).where(MeetingRow.feedback_hash == hashed(token)))
    if row is None or token_of(row) != token:
        raise _link_ended()
    return row


def require_open(session: Session, meeting_id: str, token: str) -> None:
    """Check once more in the transaction that changes the meeting: the link may have ended meanwhile.

    :raises Refused: ``link_ended``
    """
    if store.locked(session, meeting_id).feedback_hash != hashed(token):
        raise _link_ended()


def _link_ended() -> Refused:
    return Refused("link_ended", "That link has ended. Ask whoever sent it for a new one.", 404)


def _token(row: MeetingRow) -> str:
    return link_token(f"feedback:{row.feedback_id}")
