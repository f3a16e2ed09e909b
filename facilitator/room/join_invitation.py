"""The invitation to a meeting: the link, its QR code, and the calendar file."""

from __future__ import annotations

from datetime import timedelta

from facilitator import clock, ical, qr_code, web
from facilitator.meeting.model import Meeting
from facilitator.refused import Refused
from facilitator.room.join_links import join_token
from facilitator.room.tables import MeetingRow


def join_url(row: MeetingRow) -> str:
    """The link that joins the meeting."""
    return web.external_url(f"/join/{join_token(row)}")


def invitation_context(row: MeetingRow) -> dict[str, str]:
    """The link as ``url``, and its QR code as inline SVG in ``qr``."""
    url = join_url(row)
    return {"url": url, "qr": qr_code.svg(url)}


def calendar_file(row: MeetingRow, meeting: Meeting) -> bytes:
    """The planned meeting as a calendar file with its link.

    :raises Refused: ``no_date``
    """
    url = join_url(row)
    words = f"{meeting.leader} invites you to look back together.\n\nJoin here: {url}"
    return ical.calendar_file([calendar_event(row, meeting, words, url)])


def calendar_event(row: MeetingRow, meeting: Meeting, words: str, url: str) -> ical.CalendarEvent:
    """The planned meeting as an event of a calendar, which a later one of the same meeting replaces.

    :raises Refused: ``no_date``
    """
    if meeting.scheduled_at is None:
        raise Refused("no_date", "This meeting has no date yet. Give it one, then add it.", 404)
    start = clock.utc(meeting.scheduled_at)
    return ical.CalendarEvent(
        id=meeting.id,
        title=meeting.title,
        description=words,
        start=start,
        changed=clock.utc(row.created_at),
        end=start + timedelta(seconds=sum(stage.seconds for stage in meeting.stages)),
        url=url,
        sequence=row.seq,
    )
