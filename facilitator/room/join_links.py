"""The link that joins a meeting. Its token is derived when needed, so that only its hash is stored."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import database
from facilitator.refused import Refused
from facilitator.room import store
from facilitator.room.tables import MeetingRow
from facilitator.tokens import derived_token, hashed

TOKEN_BYTES = 18
FIRST_VERSION = 1


def first_token(meeting_id: str) -> str:
    """The token of a new meeting's link."""
    return _token(meeting_id, FIRST_VERSION)


def join_token(row: MeetingRow) -> str:
    """The token, or secret part, of the meeting's present link."""
    return _token(row.id, row.link_version)


def meeting_by_link(session: Session, token: str, *, hold: bool = False) -> MeetingRow:
    """The meeting that this link leads to. With `hold`, its row stays locked until the transaction ends.

    :raises Refused: ``link_ended``.
    """
    wanted = select(MeetingRow).where(MeetingRow.join_hash == hashed(token))
    row = session.scalar(wanted.with_for_update() if hold else wanted)
    if row is None:
        raise Refused("link_ended", "That link has ended. Ask whoever sent it for a new one.", 404)
    return row


def renew_link(meeting_id: str) -> str:
    """Replace the meeting's link and return the new token. The old link is invalid; existing seats stay.

    :raises Refused: ``no_meeting``.
    """
    with database.session() as session:
        row = store.locked(session, meeting_id)
        row.link_version += 1
        token = join_token(row)
        row.join_hash = hashed(token)
    return token


def _token(meeting_id: str, version: int) -> str:
    return derived_token(f"join:{meeting_id}:{version}", TOKEN_BYTES)
