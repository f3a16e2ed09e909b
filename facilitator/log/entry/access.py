"""Who may read and change which entry. Every page that shows an entry checks it with these functions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import request
from sqlalchemy import ColumnElement, String, bindparam, exists, literal, or_, select
from sqlalchemy.orm import Session, defer

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.reader import Reader, current_reader
from facilitator.log.entry.tables import Entry
from facilitator.refused import Refused
from facilitator.room.access import any_appointed, meeting_at, opened_by, seat_in
from facilitator.room.store import read_state
from facilitator.room.tables import MeetingRow, SeatRow
from facilitator.web import path_argument


def entry_for(session: Session, entry_id: str, reader: Reader) -> Entry:
    """The entry, if the reader may see it.

    :raises Refused: ``no_entry``, both when it does not exist and when the reader may not see it.
    """
    entry = session.get(Entry, entry_id)
    if entry is None or not _may_read(session, entry, reader):
        raise no_entry()
    return entry


def check_reader() -> None:
    """Check that the request's reader may read the entry, or the meeting's summary, that the URL names.

    :raises Refused: ``no_entry``, ``no_meeting`` or ``no_seat``.
    """
    reader = current_reader()
    with database.read() as session:
        if "entry_id" in (request.view_args or {}):
            entry_for(session, path_argument("entry_id"), reader)
        else:
            meeting_for(session, path_argument("meeting_id"), reader)


def entry_to_edit(session: Session, entry_id: str, reader: Reader) -> Entry:
    """The entry, if the reader may change it: as its author, or as a facilitator of its meeting.

    In a write transaction, the row stays locked until the transaction ends.

    :raises Refused: ``no_entry`` when the reader may not see the entry, otherwise ``not_allowed``
    """
    entry = session.get(Entry, entry_id, with_for_update=True)
    if entry is None or not _may_read(session, entry, reader):
        raise no_entry()
    if not may_edit(session, entry, reader):
        raise Refused("not_allowed", _NOT_YOURS if entry.meeting_id is None else _NOT_LEADING, 403)
    return entry


def entry_to_share(session: Session, entry_id: str, reader: Reader) -> Entry:
    """The entry, if the reader may show it to more people than those who were there.

    In a write transaction, the row stays locked until the transaction ends.

    :raises Refused: ``no_entry`` when the reader may not see the entry, otherwise ``not_allowed``
    """
    entry = entry_to_edit(session, entry_id, reader)
    if not may_share(session, entry, reader):
        raise Refused("not_allowed", _NOT_APPOINTED, 403)
    return entry


def entry_for_member(session: Session, entry_id: str, reader: Reader) -> Entry:
    """The entry, if the reader is a member: its author, or somebody who was in its meeting.

    Only members may see earlier versions. Text that was removed before an entry was shared must stay hidden
    from the people it was shared with. In a write transaction, the row stays locked until the transaction
    ends.

    :raises Refused: ``no_entry``
    """
    entry = session.get(Entry, entry_id, with_for_update=True)
    if entry is None or not can_read_as_member(session, entry, reader):
        raise no_entry()
    return entry


def can_read_as_member(session: Session, entry: Entry, reader: Reader) -> bool:
    """Whether the reader may see the entry and is a member: wrote it or was in its meeting."""
    return _may_read(session, entry, reader) and is_member(session, entry, reader)


def may_edit(session: Session, entry: Entry, reader: Reader) -> bool:
    """Whether the reader may change and restore an entry that they may see."""
    if is_owner(session, entry, reader):
        return True
    return entry.meeting_id is not None and leads_meeting(session, entry.meeting_id, reader)


def may_share(session: Session, entry: Entry, reader: Reader) -> bool:
    """Whether the reader may show an entry that they may see to more people than those who were there.

    Of a meeting's entry, that is the account that prepared the meeting, and whom it made a facilitator itself.
    Others who may edit it took a chair that was free. They may share it only if that account was deleted.
    """
    if is_owner(session, entry, reader):
        return True
    if not may_edit(session, entry, reader) or entry.meeting_id is None:
        return False
    if entry.account_id is None:
        return True
    state = read_state(session, entry.meeting_id)
    return any_appointed(state, _seats(session, entry.meeting_id, reader))


def is_owner(session: Session, entry: Entry, reader: Reader) -> bool:
    """Whether the reader owns the entry.

    The author does. An entry that was imported for everyone and has no author belongs to every admin.
    """
    if entry.account_id is not None or entry.meeting_id is not None or entry.visibility != "everyone":
        return _is_author(entry.account_id, reader)
    account = session.get(Account, reader.account_id) if reader.account_id else None
    return account is not None and account.role == "admin"


def is_member(session: Session, entry: Entry, reader: Reader) -> bool:
    """Whether the reader wrote the entry or was in its meeting."""
    if is_owner(session, entry, reader):
        return True
    return entry.meeting_id is not None and took_part(session, entry.meeting_id, reader)


def meeting_for(session: Session, meeting_id: str, reader: Reader) -> MeetingRow:
    """The meeting, if the reader was in it or prepared it, or if they may read its entry.

    :raises Refused: ``no_meeting`` or ``no_seat``
    """
    row = meeting_at(session, meeting_id)
    entry = session.scalar(select(Entry).where(Entry.meeting_id == meeting_id))
    is_theirs = _is_author(row.account_id, reader) or took_part(session, meeting_id, reader)
    if not is_theirs and not (entry and _may_read(session, entry, reader)):
        raise Refused("no_seat", _NOT_THERE, 403)
    return row


def entries_of_meetings(session: Session, meeting_ids: Collection[str], reader: Reader) -> dict[str, Entry]:
    """The entries of these meetings that the reader may open, by the meetings' ids."""
    found = (
        select(Entry)
        .options(defer(Entry.summary))
        .where(Entry.meeting_id.in_(meeting_ids), readable_by(reader))
    )
    return {str(entry.meeting_id): entry for entry in session.scalars(found)}


def readable_by(reader: Reader) -> ColumnElement[bool]:
    """The SQL condition for the entries that the reader may open: those of the account, and by seat cookies."""
    theirs = opened_by(reader.seats.values())
    by_cookie = Entry.visibility.in_(("group", "everyone")) & _has_seat(theirs) & ~Entry.draft
    return or_(visible_to(reader), by_cookie)


def visible_to(reader: Reader) -> ColumnElement[bool]:
    """The SQL condition for the entries in the reader's lists: those of the account, without seat cookies."""
    return _visible_to(literal(reader.account_id, String))


def _visible_to(account: ColumnElement[Any]) -> ColumnElement[bool]:
    in_group = (Entry.visibility == "group") & _has_seat(_is_of(account))
    shared = or_(Entry.visibility == "everyone", in_group) & ~Entry.draft
    return account.is_not(None) & or_(Entry.account_id == account, shared)


def _has_seat(theirs: ColumnElement[bool]) -> ColumnElement[bool]:
    """The SQL condition for entries of meetings in which one of these seats is."""
    return exists().where(SeatRow.meeting_id == Entry.meeting_id, theirs)


def _is_of(account: ColumnElement[Any]) -> ColumnElement[bool]:
    return (SeatRow.account_id == account) & SeatRow.removed_at.is_(None)


VISIBLE = _visible_to(bindparam("reader", type_=String))
"""`visible_to` the account with the id ``reader``, for statements that are made once."""


def tells_drivers_to(reader: Reader) -> ColumnElement[bool]:
    """The SQL condition for the entries whose drivers the reader may know, among the visible ones."""
    anybody = or_(Entry.summary.is_(None), Entry.named, Entry.tells_drivers, Entry.visibility != "everyone")
    return or_(anybody, Entry.account_id == reader.account_id, _was_there(reader))


def written_or_joined_by(reader: Reader) -> ColumnElement[bool]:
    """The SQL condition for the visible entries that the account wrote, or whose meeting it was in."""
    return visible_to(reader) & or_(Entry.account_id == reader.account_id, _was_there(reader))


def took_part(session: Session, meeting_id: str, reader: Reader) -> bool:
    """Whether the reader has a seat in the meeting, by account or by this browser's cookie."""
    return bool(_seats(session, meeting_id, reader))


def leads_meeting(session: Session, meeting_id: str, reader: Reader) -> bool:
    """Whether the reader has a facilitator's seat in the meeting, by account or by this browser's cookie."""
    return any(seat.role == "facilitator" for seat in _seats(session, meeting_id, reader))


def no_entry() -> Refused:
    return Refused("no_entry", "There is no such entry, or it is not shared with you.", 404)


_NOT_THERE = (
    "This summary is for those who were in the meeting. Open it in the browser you joined with, "
    "or sign in if you have an account."
)
_NOT_YOURS = "Only the one who wrote this entry can change it."
_NOT_APPOINTED = (
    "Only the account that prepared the meeting, and whom it made a facilitator, can share its entry. "
    "Ask them to."
)
_NOT_LEADING = "Only those who led the meeting can change its entry. Tell them what you would change."


def _may_read(session: Session, entry: Entry, reader: Reader) -> bool:
    return session.scalar(select(Entry.id).where(Entry.id == entry.id, readable_by(reader))) is not None


def _is_author(account_id: str | None, reader: Reader) -> bool:
    return account_id is not None and account_id == reader.account_id


def _seats(session: Session, meeting_id: str, reader: Reader) -> list[SeatRow]:
    """The reader's seats in the meeting, by account and by this browser's cookie."""
    by_account = session.scalars(
        select(SeatRow).where(
            SeatRow.meeting_id == meeting_id,
            SeatRow.account_id == reader.account_id,
            SeatRow.account_id.is_not(None),
            SeatRow.removed_at.is_(None),
        )
    ).all()
    try:
        return [*by_account, seat_in(session, meeting_id, reader.seats.get(meeting_id))]
    except Refused:
        return list(by_account)


def _was_there(reader: Reader) -> ColumnElement[bool]:
    """The SQL condition for entries of meetings in which the reader has a seat, by account or by cookie."""
    by_account = _is_of(literal(reader.account_id, String))
    return _has_seat(or_(by_account, opened_by(reader.seats.values())))
