"""Calendar files in iCalendar format (RFC 5545)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Response

if TYPE_CHECKING:
    from icalendar import Calendar, Event


@dataclass(frozen=True)
class CalendarEvent:
    """One event of a calendar.

    :param id: the same in each file, so that calendar programs show the event once. They keep the file with the
        greatest ``sequence``.
    :param start: a day, for all of which the event lasts and leaves its people free; or an instant in UTC.
    :param end: the instant at which it ends; None for a day.
    :param changed: when it was changed last, in UTC. A feed tells it, so that reading it again shows no change.
    :param is_cancelled: whether calendar programs shall take it away again.
    """

    id: str
    title: str
    description: str
    start: datetime.date | datetime.datetime
    end: datetime.datetime | None = None
    changed: datetime.datetime | None = None
    url: str = ""
    sequence: int = 0
    is_cancelled: bool = False


def calendar_file(events: Iterable[CalendarEvent], name: str = "") -> bytes:
    """A file with these events, to open in a calendar program.

    :param name: what the program may call the calendar.
    """
    found = _calendar(events, name, datetime.datetime.now(datetime.UTC))
    found.add("method", "PUBLISH")
    return found.to_ical()  # type: ignore[no-any-return]


def calendar_feed(events: Iterable[CalendarEvent], name: str) -> bytes:
    """A file that a calendar program reads again and again. Events that are no longer in it are taken away there."""
    from icalendar import vDuration

    found = _calendar(events, name, None)
    found.add("refresh-interval", vDuration(datetime.timedelta(hours=1)), {"value": "DURATION"})
    found.add("x-published-ttl", "PT1H")
    return found.to_ical()  # type: ignore[no-any-return]


def response(content: bytes, file_name: str) -> Response:
    """A calendar file as the answer to a request."""
    answer = Response(content, mimetype="text/calendar")
    answer.headers.set("Content-Disposition", "attachment", filename=file_name)
    return answer


def _calendar(events: Iterable[CalendarEvent], name: str, made: datetime.datetime | None) -> Calendar:
    """The calendar with its events.

    :param made: when it was made, for a file that is sent once; None for a feed.
    """
    from icalendar import Calendar, vText  # Large, and seldom used.

    found = Calendar()
    found.add("prodid", "-//facilitator//EN")
    found.add("version", "2.0")
    if name:
        found.add("x-wr-calname", vText(name))
    for each in events:
        found.add_component(_component(each, made or each.changed))
    return found


def _component(event: CalendarEvent, stamp: datetime.datetime | None) -> Event:
    from icalendar import Event

    found = Event()
    found.add("uid", f"{event.id}@facilitator")
    found.add("dtstamp", stamp or datetime.datetime.now(datetime.UTC))
    found.add("sequence", event.sequence)
    found.add("dtstart", event.start)
    if event.end:
        found.add("dtend", event.end)
    else:  # Without an end, it is that whole day. Other people's calendars show it as free time.
        found.add("transp", "TRANSPARENT")
    found.add("summary", event.title)
    found.add("description", event.description)
    if event.url:
        found.add("url", event.url)
    if event.is_cancelled:
        found.add("status", "CANCELLED")
    return found
