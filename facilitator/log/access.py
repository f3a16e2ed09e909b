"""Who may read what. Every page that shows an entry comes through here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from facilitator.errors import Refused
from facilitator.log.tables import Entry
from facilitator.room import service
from facilitator.room.tables import MeetingRow, SeatRow


@dataclass(frozen=True)
class Reader:
    """Somebody who looks: an account, a browser that holds seats, or both.

    ``seats`` has the seat token per meeting id.
    """

    account_id: str | None
    seats: Mapping[str, str]


def entry_for(session: Session, entry_id: str, reader: Reader) -> Entry:
    """The entry, if the reader may see it.

    :raises Refused: ``no_entry``, the same whether it is not there or not for them.
    """
    entry = session.get(Entry, entry_id)
    if entry is None or not _may_read(session, entry, reader):
        raise Refused("no_entry", "There is no such entry, or it is not shared with you.", 404)
    return entry


def meeting_for(session: Session, meeting_id: str, reader: Reader) -> MeetingRow:
    """The meeting, if the reader was there or made it, or its entry is for everyone.

    :raises Refused: ``no_meeting`` or ``no_seat``
    """
    row = service.meeting_at(session, meeting_id)
    entry = session.scalar(select(Entry).where(Entry.meeting_id == meeting_id))
    is_theirs = _is_author(row.account_id, reader) or took_part(session, meeting_id, reader)
    if not is_theirs and not (entry and _may_read(session, entry, reader)):
        raise Refused("no_seat", _NOT_THERE, 403)
    return row


def visible_to(account_id: str) -> ColumnElement[bool]:
    """The condition for the entries that an account may see, for lists of them."""
    return or_(
        Entry.visibility == "everyone",
        Entry.account_id == account_id,
        (Entry.visibility == "group") & _seat_of(account_id),
    )


def took_part(session: Session, meeting_id: str, reader: Reader) -> bool:
    """Whether the reader has a seat in the meeting, by account or by this browser's cookie."""
    if reader.account_id and session.scalar(
        select(SeatRow.id).where(
            SeatRow.meeting_id == meeting_id,
            SeatRow.account_id == reader.account_id,
            SeatRow.removed_at.is_(None),
        )
    ):
        return True
    return _holds_seat(session, meeting_id, reader.seats.get(meeting_id))


_NOT_THERE = (
    "This summary is for those who were in the meeting. Open it in the browser you joined with, "
    "or sign in if you have an account."
)


def _may_read(session: Session, entry: Entry, reader: Reader) -> bool:
    if _is_author(entry.account_id, reader):
        return True
    if entry.visibility == "everyone" and reader.account_id:
        return True
    shared = entry.visibility in {"group", "everyone"} and entry.meeting_id is not None
    return shared and took_part(session, str(entry.meeting_id), reader)


def _is_author(account_id: str | None, reader: Reader) -> bool:
    return account_id is not None and account_id == reader.account_id


def _holds_seat(session: Session, meeting_id: str, token: str | None) -> bool:
    if not token:
        return False
    try:
        service.seat_in(session, meeting_id, token)
    except Refused:
        return False
    return True


def _seat_of(account_id: str) -> ColumnElement[bool]:
    return exists().where(
        SeatRow.meeting_id == Entry.meeting_id,
        SeatRow.account_id == account_id,
        SeatRow.removed_at.is_(None),
    )
