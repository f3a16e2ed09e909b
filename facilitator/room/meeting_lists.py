"""Lists and counts of meetings, from the columns that copy parts of their state."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select, tuple_
from sqlalchemy.orm import Session, load_only

from facilitator.room.tables import MeetingRow, PresenceRow, SeatRow

RECENT = 10
PAGE = 50


def open_meetings_of(session: Session, account_id: str) -> Sequence[MeetingRow]:
    """The meetings that the account prepared or joined and that are not closed.

    Running ones come first, then those with a date by their date, drafts without one last.
    """
    query = (
        _lines(account_id)
        .where(MeetingRow.status != "closed")
        .order_by(
            MeetingRow.status == "draft",
            MeetingRow.scheduled_at.is_(None),
            MeetingRow.scheduled_at,
            MeetingRow.created_at.desc(),
        )
    )
    return session.scalars(query).all()


def closed_meetings_of(session: Session, account_id: str) -> Sequence[MeetingRow]:
    """The ten meetings of the account that were closed last, newest first."""
    query = (
        _lines(account_id)
        .where(MeetingRow.status == "closed")
        .order_by(MeetingRow.closed_at.desc())
        .limit(RECENT)
    )
    return session.scalars(query).all()


def planned_meetings_of(account_id: str, since: int) -> Select[MeetingRow]:
    """The query for the meetings of the account whose date is after the instant `since`, the first ones first."""
    planned = select(MeetingRow).where(led_or_joined(account_id), MeetingRow.scheduled_at > since)
    return planned.order_by(MeetingRow.scheduled_at, MeetingRow.id)


def page_of_meetings(
    session: Session, account_id: str, status: str, place: tuple[int, str] | None
) -> Sequence[MeetingRow]:
    """The account's meetings, the newest first: a page of `PAGE`, and one more if others follow.

    :param status: only those with this status; empty for all
    :param place: the instant at which the last meeting of the page before was made, and its id
    """
    query = _lines(account_id).order_by(MeetingRow.created_at.desc(), MeetingRow.id.desc()).limit(PAGE + 1)
    if status:
        query = query.where(MeetingRow.status == status)
    if place:
        query = query.where(tuple_(MeetingRow.created_at, MeetingRow.id) < place)
    return session.scalars(query).all()


def led_or_joined(account_id: str | None) -> ColumnElement[bool]:
    """The SQL condition for the meetings that an account prepared or has a seat in."""
    if account_id is None:
        return false()
    seated = exists().where(
        SeatRow.meeting_id == MeetingRow.id,
        SeatRow.account_id == account_id,
        SeatRow.removed_at.is_(None),
    )
    return or_(MeetingRow.account_id == account_id, seated)


def count_by_status(session: Session) -> dict[str, int]:
    """The number of meetings by status."""
    query = select(MeetingRow.status, func.count()).group_by(MeetingRow.status)
    return dict(session.execute(query).all())


def count_here(session: Session) -> int:
    """The number of seats that have an open connection in any process."""
    return session.scalar(select(func.count(PresenceRow.seat_id.distinct()))) or 0


def _lines(account_id: str) -> Select[MeetingRow]:
    """The query for the account's meetings, without their state: it can be large, and no list shows it."""
    shown = (
        MeetingRow.id,
        MeetingRow.account_id,
        MeetingRow.title,
        MeetingRow.status,
        MeetingRow.scheduled_at,
        MeetingRow.created_at,
        MeetingRow.closed_at,
    )
    return select(MeetingRow).options(load_only(*shown)).where(led_or_joined(account_id))
