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
from facilitator.forms import Form, sent_list, sent_number, sent_rows, sentences
from facilitator.meeting import agenda, ground_rules
from facilitator.meeting.columns import Columns, usual_columns
from facilitator.meeting.commands import LIMITS, MOST
from facilitator.meeting.ground_rules import texts_of
from facilitator.meeting.model import Meeting
from facilitator.room.agenda_form import HOW_TO_WRITE, seconds_of, stage_rows, whole_minutes

PLAIN = ("title", "category", "minutes", "secrecy", "zone", "capacity", "votes")
WORDS = ("statement", "expected", "happened", "impact")
_MOST_ROWS = 2 * max(MOST["timeline"], MOST["rules"], MOST["columns"])
"""A form is shown again with so many rows of a list: with more than a person would write, the page would be huge."""


class TitleSchema(Strict):
    title = Text(120, min=1, required=True, empty="Give the meeting a title.")


class JoinSchema(Strict):
    name = Name(LIMITS["name"], min=1, required=True, empty="Tell the others who you are.")


@dataclass(frozen=True, kw_only=True)
class MeetingForm(Form):
    """The values that a meeting's form shows. ``agenda_minutes`` is the length its agenda was made for."""

    timeline: tuple[Mapping[str, str], ...] = ()
    stages: tuple[Mapping[str, str], ...] = ()
    agenda_minutes: int = 60
    columns: tuple[Mapping[str, str], ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """The kinds of stages that this agenda does not have."""
        kept = {stage["kind"] for stage in self.stages}
        return tuple(kind for kind in agenda.KINDS if kind not in kept)


def blank_form(zone: str) -> MeetingForm:
    """The form of a new meeting, filled with defaults. Its date is read in the zone."""
    defaults = {"category": "other", "minutes": "60", "secrecy": "anonymous", "capacity": "12", "votes": "3"}
    return MeetingForm(
        values=defaults | {"zone": zone},
        stages=stage_rows(agenda.standard(60)),
        columns=column_rows(usual_columns()),
        rules=ground_rules.TEXTS,
    )


def with_plan(form: MeetingForm, plan: Mapping[str, Any]) -> MeetingForm:
    """The form with the agenda, the columns and the ground rules of a template."""
    stages = [agenda.stage(row["kind"], row["seconds"], row["title"]) for row in plan["agenda"]]
    minutes = whole_minutes(stages)
    return replace(
        form,
        values={**form.values, "minutes": str(minutes)},
        stages=stage_rows(stages),
        agenda_minutes=minutes,
        columns=tuple(plan["columns"]),
        rules=tuple(plan["rules"]),
    )


def column_rows(columns: Columns) -> tuple[Mapping[str, str], ...]:
    """Columns as rows of the form."""
    return tuple(
        {"id": key, "title": each.title, "hint": each.hint, "counts_as": each.counts_as}
        for key, each in columns.items()
    )


def form_of_meeting(meeting: Meeting) -> MeetingForm:
    """The form that shows an existing meeting."""
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
        "scheduled": _local_field(meeting.scheduled_at, meeting.zone),
        "zone": meeting.zone,
    }
    rows = sorted(meeting.timeline.values(), key=lambda row: row.pos)
    timeline = tuple({"at": row.at, "what": row.what} for row in rows)
    return MeetingForm(
        values=values,
        timeline=timeline,
        stages=stage_rows(meeting.stages),
        agenda_minutes=minutes,
        columns=column_rows(meeting.columns),
        rules=texts_of(meeting.rules),
    )


def form_as_sent(form: MultiDict[str, str], messages: Any) -> MeetingForm:
    """The form as it was sent, with the errors of the schema or a rule beside its fields."""
    names = (*PLAIN, *WORDS, "tags", "scheduled")
    values = {name: form.get(name, "") for name in names}
    # The rules speak of seconds, but the form's fields are minutes, so the sentence is replaced.
    errors = {
        name: HOW_TO_WRITE if name.endswith("-seconds") else sentence
        for name, sentence in sentences(messages, _field_of).items()
    }
    return MeetingForm(
        values=values,
        timeline=_timeline(form)[:_MOST_ROWS],
        stages=_stages(form),
        agenda_minutes=sent_number(form, "agenda_minutes"),
        columns=_columns(form)[:_MOST_ROWS],
        rules=_rules(form)[:_MOST_ROWS],
        errors=errors,
    )


def sent_data(form: MultiDict[str, str]) -> dict[str, Any]:
    """The form's data for `PrepareSchema`.

    An agenda that nobody edited is None; the schema then makes one from the meeting's length.
    """
    data: dict[str, Any] = {name: form[name] for name in (*PLAIN, *WORDS) if name in form}
    data["tags"] = sent_list(form, "tags")
    data["timeline"] = [dict(row) for row in _timeline(form)]
    data["scheduled_at"] = _instant(form.get("scheduled", ""), form.get("zone", clock.NO_ZONE))
    data["agenda"] = _edited_agenda(form)
    if "columns_shown" in form:
        data["columns"] = [dict(row) for row in _columns(form)]
    if "rules_shown" in form:
        data["rules"] = list(_rules(form))
    return data


def _timeline(form: MultiDict[str, str]) -> tuple[Mapping[str, str], ...]:
    """The rows of the timeline in which something is filled in, in the order of the page."""
    rows = sent_rows(form, "timeline_", ("at", "what"))
    return tuple(row for row in rows if tidy(row["at"]) or tidy(row["what"]))


def _columns(form: MultiDict[str, str]) -> tuple[Mapping[str, str], ...]:
    """The rows of the columns in which something is filled in."""
    rows = sent_rows(form, "column_", ("id", "title", "hint", "counts_as"))
    return tuple(row for row in rows if tidy(row["title"]) or tidy(row["hint"]))


def _rules(form: MultiDict[str, str]) -> tuple[str, ...]:
    return tuple(text for text in form.getlist("rule") if tidy(text))


def _stages(form: MultiDict[str, str]) -> tuple[Mapping[str, str], ...]:
    """The rows of the agenda that have minutes. A row without minutes removes its stage."""
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
