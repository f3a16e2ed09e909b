"""The prepare form: what its fields send, what it shows, and which sentence goes beside which field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from werkzeug.datastructures import MultiDict

from facilitator import clock
from facilitator.fields import Strict, Text
from facilitator.forms import Form, sent_list, sent_number, sent_rows, sentences
from facilitator.meeting import agenda
from facilitator.meeting.model import Meeting
from facilitator.room.agenda_form import HOW_TO_WRITE, seconds_of, stage_rows, whole_minutes

PLAIN = ("title", "category", "minutes", "secrecy", "capacity", "votes")
WORDS = ("statement", "expected", "happened", "impact")


class TitleSchema(Strict):
    title = Text(120, min=1, required=True, empty="Give the meeting a title.")


class JoinSchema(Strict):
    name = Text(40, min=1, required=True, empty="Tell the others who you are.")


@dataclass(frozen=True, kw_only=True)
class MeetingForm(Form):
    """What the form of a meeting shows. ``agenda_minutes`` is the length that its agenda was made for."""

    timeline: tuple[Mapping[str, str], ...] = ()
    stages: tuple[Mapping[str, str], ...] = ()
    agenda_minutes: int = 60

    @property
    def left_out(self) -> tuple[str, ...]:
        """The kinds of stages that this agenda does without."""
        kept = {stage["kind"] for stage in self.stages}
        return tuple(kind for kind in agenda.KINDS if kind not in kept)


def blank_form() -> MeetingForm:
    """The form of a new meeting: good defaults, nothing to undo."""
    defaults = {"category": "other", "minutes": "60", "secrecy": "anonymous", "capacity": "12", "votes": "3"}
    return MeetingForm(values=defaults, stages=stage_rows(agenda.standard(60)))


def form_of_meeting(meeting: Meeting) -> MeetingForm:
    """The form of a meeting that was prepared before."""
    minutes = whole_minutes(meeting.stages)
    values = {
        "title": meeting.title,
        "category": meeting.category,
        "tags": ", ".join(meeting.tags),
        "minutes": str(minutes),
        "secrecy": meeting.secrecy,
        "capacity": str(meeting.capacity),
        "votes": str(meeting.votes),
        "statement": meeting.statement,
        "expected": meeting.recount.expected,
        "happened": meeting.recount.happened,
        "impact": meeting.recount.impact,
        "scheduled": _utc_field(meeting.scheduled_at),
        "zone": "UTC",
    }
    rows = sorted(meeting.timeline.values(), key=lambda row: row.pos)
    timeline = tuple({"at": row.at, "what": row.what} for row in rows)
    return MeetingForm(
        values=values, timeline=timeline, stages=stage_rows(meeting.stages), agenda_minutes=minutes
    )


def form_as_sent(form: MultiDict[str, str], messages: Any) -> MeetingForm:
    """The form as it was sent, with what the schema or a rule said about it."""
    names = (*PLAIN, *WORDS, "tags", "scheduled", "zone")
    values = {name: form.get(name, "") for name in names}
    # The rules count seconds; the form's fields are minutes.
    errors = {
        name: HOW_TO_WRITE if name.endswith("-seconds") else sentence
        for name, sentence in sentences(messages, _field_of).items()
    }
    return MeetingForm(
        values=values,
        timeline=_timeline(form),
        stages=_stages(form),
        agenda_minutes=sent_number(form, "agenda_minutes"),
        errors=errors,
    )


def sent_data(form: MultiDict[str, str]) -> dict[str, Any]:
    """What PrepareSchema loads. An agenda that nobody touched is left out: the length decides it then."""
    data: dict[str, Any] = {name: form[name] for name in (*PLAIN, *WORDS) if name in form}
    data["tags"] = sent_list(form, "tags")
    data["timeline"] = [dict(row) for row in _timeline(form)]
    data["scheduled_at"] = _instant(form.get("scheduled", ""), form.get("zone", "UTC"))
    data["agenda"] = _edited_agenda(form)
    return data


def _timeline(form: MultiDict[str, str]) -> tuple[Mapping[str, str], ...]:
    """The rows in which anything was written, in the order of the page."""
    rows = sent_rows(form, "timeline_", ("at", "what"))
    return tuple(row for row in rows if row["at"].strip() or row["what"].strip())


def _stages(form: MultiDict[str, str]) -> tuple[Mapping[str, str], ...]:
    """The stages that stay: one without minutes is left out."""
    rows = sent_rows(form, "stage_", ("kind", "title", "minutes"))
    return tuple(row for row in rows if row["minutes"].strip())


def _edited_agenda(form: MultiDict[str, str]) -> list[dict[str, Any]] | None:
    rows, minutes = _stages(form), sent_number(form, "agenda_minutes")
    if not form.getlist("stage_kind"):
        return None
    possible = agenda.SHORTEST_MINUTES <= minutes <= agenda.LONGEST_MINUTES
    if possible and rows == stage_rows(agenda.standard(minutes)):
        return None
    return [
        {"kind": row["kind"], "title": row["title"], "seconds": seconds_of(row["minutes"])} for row in rows
    ]


def _instant(local: str, zone: str) -> str | None:
    """An ISO instant with its offset from a date field and the name of the browser's time zone."""
    if not local.strip():
        return None
    try:
        return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).isoformat()
    except (ValueError, ZoneInfoNotFoundError, OSError):
        return local


def _utc_field(at: int | None) -> str:
    return "" if at is None else clock.utc(at).strftime("%Y-%m-%dT%H:%M")


def _field_of(path: str) -> str:
    """The field of the form that a path of the schema stands for."""
    if path.startswith("tags-"):
        return "tags"
    return {"scheduled_at": "scheduled", "template": "minutes"}.get(path, path)
