"""The summary's deadlines and review dates as a calendar file."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterator

from facilitator import ical
from facilitator.summary import words
from facilitator.summary.model import Action, Summary


def has_dates(summary: Summary) -> bool:
    """Whether there is anything to put into a calendar."""
    return any(map(_is_ahead, summary.actions))


def render_ics(summary: Summary) -> bytes:
    """A whole-day event for each open action that has a date."""
    return ical.calendar_file(_events(summary), words.title(summary))


def _events(summary: Summary) -> Iterator[ical.CalendarEvent]:
    taken = Counter[str]()
    for action in filter(_is_ahead, summary.actions):
        taken[action.headline] += 1
        yield ical.CalendarEvent(
            id=_id(summary, action, taken[action.headline]),
            title=_title(action),
            description=_description(summary, action),
            start=datetime.date.fromisoformat(action.due),
        )


def _is_ahead(action: Action) -> bool:
    return action.state == "open" and bool(action.due)


def _id(summary: Summary, action: Action, number: int) -> str:
    """The same action gets the same id in each file.

    :param number: which of the actions with these words it is.
    """
    whose = summary.meeting or f"{summary.date} {summary.title}"
    which = "\n".join((whose, action.kind, action.headline, str(number)))
    return hashlib.sha256(which.encode()).hexdigest()[:32]


def _title(action: Action) -> str:
    kind = "Look again" if action.kind == "experiment" else ""
    return ": ".join(filter(None, (action.owner, kind, action.headline)))


def _description(summary: Summary, action: Action) -> str:
    details = {
        "Test": action.test,
        "Signal to watch": action.signal,
        "Support asked for": action.support,
        "From what was learned": words.followed(summary, action),
        "From": f"{words.title(summary)}, {words.day(summary.date)}",
    }
    return "\n".join(f"{name}: {text}" for name, text in details.items() if text)
