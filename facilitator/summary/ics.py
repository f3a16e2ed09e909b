"""The summary's deadlines and review dates as an iCalendar file (RFC 5545)."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from facilitator.summary import words
from facilitator.summary.model import Action, Summary

if TYPE_CHECKING:
    from icalendar import Event


def has_dates(summary: Summary) -> bool:
    """Whether there is anything to put into a calendar."""
    return any(map(_is_ahead, summary.actions))


def render_ics(summary: Summary) -> bytes:
    """A whole-day event for each open action that has a date. Other people's calendars show it as free time."""
    from icalendar import Calendar, vText  # Large, and seldom used.

    found = Calendar()
    found.add("prodid", "-//facilitator//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", vText(words.title(summary)))
    taken = Counter[str]()
    for action in filter(_is_ahead, summary.actions):
        taken[action.headline] += 1
        found.add_component(_event(summary, action, taken[action.headline]))
    return found.to_ical()  # type: ignore[no-any-return]


def _is_ahead(action: Action) -> bool:
    return action.state == "open" and bool(action.due)


def _event(summary: Summary, action: Action, number: int) -> Event:
    from icalendar import Event

    event, day = Event(), datetime.date.fromisoformat(action.due)
    event.add("uid", f"{_uid(summary, action, number)}@facilitator")
    event.add("dtstamp", datetime.datetime.now(datetime.UTC))
    event.add("dtstart", day)  # Without an end, it is that whole day.
    event.add("transp", "TRANSPARENT")
    event.add("summary", _title(action))
    event.add("description", _description(summary, action))
    return event


def _uid(summary: Summary, action: Action, number: int) -> str:
    """The same action gets the same id in each file, so that a calendar does not show it twice.

    :param number: which of the actions with these words it is.
    """
    whose = summary.meeting or f"{summary.date} {summary.title}"
    which = "\n".join((whose, action.kind, action.headline, str(number)))
    return hashlib.sha256(which.encode()).hexdigest()[:32]


def _title(action: Action) -> str:
    kind = "Review" if action.kind == "experiment" else ""
    return ": ".join(filter(None, (action.owner, kind, action.headline)))


def _description(summary: Summary, action: Action) -> str:
    learned = {each.id: each.text for each in summary.learnings}
    details = {
        "Test": action.test,
        "Signal to watch": action.signal,
        "Support asked for": action.support,
        "From what was learned": learned.get(action.learning or "", ""),
        "From": f"{words.title(summary)}, {words.day(summary.date)}",
    }
    return "\n".join(f"{name}: {text}" for name, text in details.items() if text)
