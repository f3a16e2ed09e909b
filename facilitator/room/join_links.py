"""The link that joins a meeting. Its token is derived when needed, so that only its hash is stored."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from facilitator.database import connection_of
from facilitator.refused import Refused
from facilitator.room import statements, store
from facilitator.room.tables import MeetingRow, ShortLinkRow
from facilitator.tokens import hashed, link_token

FIRST_VERSION = 1
_BY_LINK = select(MeetingRow).where(MeetingRow.join_hash == bindparam("hash"))


def first_token(meeting_id: str) -> str:
    """The token of a new meeting's link."""
    return _token(meeting_id, FIRST_VERSION)


def join_token(row: MeetingRow) -> str:
    """The token, or secret part, of the meeting's present link."""
    return _token(row.id, row.link_version)


def meeting_by_link(session: Session, token: str) -> MeetingRow:
    """The meeting that this link leads to.

    :raises Refused: ``link_ended``.
    """
    row = session.scalar(_BY_LINK, {"hash": hashed(token)})
    if row is None:
        raise _link_ended()
    return row


def id_by_link(session: Session, token: str) -> str:
    """The id of the meeting that this link leads to.

    :raises Refused: ``link_ended``.
    """
    found: str | None = statements.LED_TO.scalar(connection_of(session), {"hash": hashed(token)})
    if found is None:
        raise _link_ended()
    return found


def renew_link(session: Session, meeting_id: str) -> str:
    """Replace the meeting's link and return the new token. The old link and the short address are invalid; seats stay.

    :raises Refused: ``no_meeting``.
    """
    row = store.locked(session, meeting_id)
    row.link_version += 1
    token = join_token(row)
    row.join_hash = hashed(token)
    session.execute(delete(ShortLinkRow).where(ShortLinkRow.meeting_id == meeting_id))
    return token


def _link_ended() -> Refused:
    return Refused("link_ended", "That link has ended. Ask whoever sent it for a new one.", 404)


def _token(meeting_id: str, version: int) -> str:
    return link_token(f"join:{meeting_id}:{version}")
