"""Meetings as programs get them."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from facilitator import clock, database, web
from facilitator.accounts import access
from facilitator.api.entry_shapes import program_reader
from facilitator.log.entry import links, series
from facilitator.meeting.model import Meeting
from facilitator.room.access import led_by, meeting_at
from facilitator.room.feedback_links import feedback_url
from facilitator.room.join_links import join_token
from facilitator.room.plan import plan_of
from facilitator.room.store import read_state
from facilitator.room.tables import MeetingRow, SeatRow

_PLAIN = ("title", "category", "secrecy", "zone", "capacity", "locked", "votes", "statement")


def as_it_is(meeting_id: str) -> dict[str, Any]:
    """The meeting as it is now, for those who lead it.

    :raises Refused: ``no_meeting``, ``not_allowed``
    """
    with database.read() as session:
        row, _ = led(session, meeting_id)
        return whole(session, row, read_state(session, meeting_id))


def led(session: Session, meeting_id: str) -> tuple[MeetingRow, SeatRow | None]:
    """The meeting, and the facilitator's seat that the account has there, as `led_by` gives them.

    :raises Refused: ``no_meeting``, ``not_allowed``
    """
    return led_by(session, meeting_at(session, meeting_id), access.token_account().id)


def whole(session: Session, row: MeetingRow, state: Meeting) -> dict[str, Any]:
    used: dict[str, Any] = {"builds_on": links.used_in_meeting(session, row.id, program_reader())}
    before = series.followed_by_meetings(session, [row.id], program_reader()).get(row.id)
    used |= {"follows": before.id if before else None, "review": list(state.reviews)}
    left = {"entry": state.entry} if state.entry else {}
    now = {"title": state.title, "status": state.status, "scheduled_at": _iso(state.scheduled_at)}
    return line(row) | now | _links(row) | _details(state) | used | left


def line(row: MeetingRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "url": web.external_url(url_for("room_pages.prepare", meeting_id=row.id)),
        "title": row.title,
        "status": row.status,
        "scheduled_at": _iso(row.scheduled_at),
        "created_at": row.created_at,
    }


def _iso(at: int | None) -> str | None:
    return None if at is None else clock.utc(at).isoformat()


def _links(row: MeetingRow) -> dict[str, str]:
    """The links that let somebody in or write; a program that only reads does not get them."""
    if not access.may_write():
        return {}
    asks = {"feedback_url": url} if (url := feedback_url(row)) else {}
    return {"join_url": web.external_url(f"/join/{join_token(row)}")} | asks


def _details(state: Meeting) -> dict[str, Any]:
    """What was prepared, in the words of `PrepareSchema`."""
    rows = sorted(state.timeline.values(), key=lambda row: row.pos)
    return {
        **{name: getattr(state, name) for name in _PLAIN},
        **{name: getattr(state.recount, name) for name in ("expected", "happened", "impact")},
        "tags": list(state.tags),
        "scheduled_at": _iso(state.scheduled_at),
        "timeline": [{"at": row.at, "what": row.what} for row in rows],
        **plan_of(state),
    }
