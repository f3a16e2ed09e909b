"""The form of a meeting: reading its fields, and showing it with errors beside the fields."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from facilitator import clock
from facilitator.characters import tidy
from facilitator.fields import Name, Strict, Text
from facilitator.forms import sent_list, sent_rows
from facilitator.meeting import agenda, ground_rules
from facilitator.meeting.columns import usual_columns
from facilitator.meeting.commands import LIMITS
from facilitator.meeting.model import Meeting
from facilitator.room.plan import in_words, plan_of
from facilitator.room.plan_form import (
    MOST_ROWS,
    PlanForm,
    error_sentences,
    plan_as_typed,
    sent_plan,
    shown_plan,
)

PLAIN = ("title", "category", "minutes", "secrecy", "zone", "capacity", "votes")
WORDS = ("statement", "expected", "happened", "impact")


class TitleSchema(Strict):
    title = Text(120, min=1, required=True, empty="Give the meeting a title.")


class JoinSchema(Strict):
    name = Name(LIMITS["name"], min=1, required=True, empty="Tell the others who you are.")


@dataclass(frozen=True, kw_only=True)
class MeetingForm(PlanForm):
    """The values that a meeting's form shows."""

    timeline: tuple[Mapping[str, str], ...] = ()


def blank_form(zone: str) -> MeetingForm:
    """The form of a new meeting, filled with defaults. Its date is read in the zone."""
    defaults = {"category": "other", "minutes": "60", "secrecy": "anonymous", "capacity": "12", "votes": "3"}
    plan = in_words(agenda.standard(60), usual_columns(), ground_rules.TEXTS)
    return MeetingForm(values=defaults | {"zone": zone}, **shown_plan(plan))


def with_plan(form: MeetingForm, plan: Mapping[str, Any]) -> MeetingForm:
    """The form with the agenda, the columns and the ground rules of a template."""
    parts = shown_plan(plan)
    return replace(form, values={**form.values, "minutes": str(parts["agenda_minutes"])}, **parts)


def form_of_meeting(meeting: Meeting) -> MeetingForm:
    """The form that shows an existing meeting."""
    plan = shown_plan(plan_of(meeting))
    values = {
        "title": meeting.title,
        "category": meeting.category,
        "tags": ", ".join(meeting.tags),
        "minutes": str(plan["agenda_minutes"]),
        "secrecy": meeting.secrecy,
        "capacity": str(meeting.capacity),
        "votes": str(meeting.votes),
        "statement": meeting.statement,
        "expected": meeting.recount.expected,
        "happened": meeting.recount.happened,
        "impact": meeting.recount.impact,
        "scheduled": _local_field(meeting.scheduled_at, meeting.zone),
        "zone": meeting.zone,
    }
    rows = sorted(meeting.timeline.values(), key=lambda row: row.pos)
    timeline = tuple({"at": row.at, "what": row.what} for row in rows)
    return MeetingForm(values=values, timeline=timeline, **plan)


def form_as_sent(form: MultiDict[str, str], messages: Any) -> MeetingForm:
    """The form as it was sent, with the errors of the schema or a rule beside its fields."""
    names = (*PLAIN, *WORDS, "tags", "scheduled")
    values = {name: form.get(name, "") for name in names}
    return MeetingForm(
        values=values,
        timeline=_timeline(form)[:MOST_ROWS],
        errors=error_sentences(messages, _field_of),
        **plan_as_typed(form),
    )


def sent_data(form: MultiDict[str, str]) -> dict[str, Any]:
    """The form's data for `PrepareSchema`."""
    data: dict[str, Any] = {name: form[name] for name in (*PLAIN, *WORDS) if name in form}
    data["tags"] = sent_list(form, "tags")
    data["timeline"] = [dict(row) for row in _timeline(form)]
    data["scheduled_at"] = _instant(form.get("scheduled", ""), form.get("zone", clock.NO_ZONE))
    return data | sent_plan(form)


def _timeline(form: MultiDict[str, str]) -> tuple[Mapping[str, str], ...]:
    """The rows of the timeline in which something is filled in, in the order of the page."""
    rows = sent_rows(form, "timeline_", ("at", "what"))
    return tuple(row for row in rows if tidy(row["at"]) or tidy(row["what"]))


def _instant(local: str, zone: str) -> str | None:
    """An ISO 8601 date and time with offset, from the date field and the name of the form's time zone.

    Text that is no date is returned as it is, and so is a date in a zone that does not exist; the schema
    refuses them.
    """
    if not local.strip():
        return None
    try:
        at = datetime.fromisoformat(local)
    except ValueError:
        return local
    return at.replace(tzinfo=ZoneInfo(zone)).isoformat() if zone in clock.zone_names() else local


def _local_field(at: int | None, zone: str) -> str:
    return "" if at is None else clock.local(at, zone).strftime("%Y-%m-%dT%H:%M")


def _field_of(path: str) -> str:
    """The field of the form for a path in the schema's errors."""
    if path.startswith("tags-"):
        return "tags"
    return {"scheduled_at": "scheduled", "zone": "scheduled", "template": "minutes"}.get(path, path)
