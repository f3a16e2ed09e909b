"""The invitation to a meeting: the link, its QR code, and the calendar file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from facilitator import clock, qr_code, web
from facilitator.meeting.model import Meeting
from facilitator.room.join_links import join_token
from facilitator.room.tables import MeetingRow

if TYPE_CHECKING:
    from icalendar import Event


def join_url(row: MeetingRow) -> str:
    """The link that joins the meeting."""
    return web.external_url(f"/join/{join_token(row)}")


def invitation_context(row: MeetingRow) -> dict[str, str]:
    """The link as ``url``, and its QR code as inline SVG in ``qr``."""
    url = join_url(row)
    return {"url": url, "qr": qr_code.svg(url)}


def calendar_file(row: MeetingRow, meeting: Meeting) -> bytes:
    """The planned meeting as an iCalendar file; `meeting.scheduled_at` must be set."""
    from icalendar import Calendar, Event  # Large, and seldom used.

    found = Calendar()
    found.add("prodid", "-//facilitator//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add_component(_described(Event(), row, meeting))
    return found.to_ical()  # type: ignore[no-any-return]


def _described(event: Event, row: MeetingRow, meeting: Meeting) -> Event:
    assert meeting.scheduled_at is not None
    start, url = clock.utc(meeting.scheduled_at), join_url(row)
    event.add("uid", f"{meeting.id}@facilitator")
    event.add("dtstamp", datetime.now(UTC))
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(seconds=sum(stage.seconds for stage in meeting.stages)))
    event.add("summary", meeting.title)
    event.add("description", f"{meeting.leader} invites you to look back together.\n\nJoin here: {url}")
    event.add("url", url)
    # A later file of the same meeting replaces the earlier one in the calendar.
    event.add("sequence", row.seq)
    return event
