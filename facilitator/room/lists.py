"""Lists of meetings, from the columns that repeat their state."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, load_only

from facilitator.room.tables import MeetingRow, PresenceRow

RECENT = 10


def meetings_of(session: Session, account_id: str) -> Sequence[MeetingRow]:
    """The account's meetings that are not over: running ones first, then by date, drafts without one last."""
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


def count_by_status(session: Session) -> dict[str, int]:
    """How many meetings there are of each status."""
    query = select(MeetingRow.status, func.count()).group_by(MeetingRow.status)
    return dict(session.execute(query).all())


def count_here(session: Session) -> int:
    """How many seats have an open connection, in any process."""
    return session.scalar(select(func.count(PresenceRow.seat_id.distinct()))) or 0


def _lines(account_id: str) -> Select[MeetingRow]:
    """Without the state, which can be large and which no list shows."""
    shown = (
        MeetingRow.id,
        MeetingRow.title,
        MeetingRow.status,
        MeetingRow.scheduled_at,
        MeetingRow.created_at,
        MeetingRow.closed_at,
    )
    return select(MeetingRow).options(load_only(*shown)).where(MeetingRow.account_id == account_id)
