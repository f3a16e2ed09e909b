"""The prepare form: what its fields send, what it shows, and which sentence goes beside which field."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from marshmallow import ValidationError, fields, post_load, pre_load, validate
from werkzeug.datastructures import MultiDict

from facilitator import clock
from facilitator.fields import Text, WholeNumber
from facilitator.meeting import agenda
from facilitator.meeting.model import Meeting, Stage
from facilitator.room.prepare import StageSchema, Strict

HOW_TO_WRITE = "Write minutes, like 6 or 2:30."
PLAIN = ("title", "category", "minutes", "secrecy", "capacity", "votes")
WORDS = ("statement", "expected", "happened", "impact")


class AgendaRowSchema(StageSchema):
    """A stage of an agenda in the making: its time in `seconds`, or in `minutes` as they were typed."""

    seconds = WholeNumber(
        0, 240 * 60, required=True, error_messages=dict.fromkeys(("invalid", "null"), HOW_TO_WRITE)
    )

    @pre_load
    def from_minutes(self, data: Any, **_: Any) -> Any:
        if not isinstance(data, dict) or "minutes" not in data:
            return data
        rest = {name: value for name, value in data.items() if name != "minutes"}
        return rest | {"seconds": seconds_of(str(data["minutes"]))}

    @post_load
    def as_stage(self, data: dict[str, Any], **_: Any) -> Stage:
        return agenda.stage(data["kind"], data["seconds"], data["title"])


class AgendaCheckSchema(Strict):
    stages = fields.List(
        fields.Nested(AgendaRowSchema),
        required=True,
        validate=validate.Length(min=1, max=20, error="Keep at least one stage."),
    )
    minutes = WholeNumber(10, 240)


class TitleSchema(Strict):
    title = Text(120, min=1, required=True, empty="Give the meeting a title.")


class JoinSchema(Strict):
    name = Text(40, min=1, required=True, empty="Tell the others who you are.")


@dataclass(frozen=True)
class MeetingForm:
    """What the form shows: every value as the text of its field, and a sentence for each bad one."""

    values: Mapping[str, str]
    timeline: tuple[Mapping[str, str], ...] = ()
    stages: tuple[Mapping[str, str], ...] = ()
    agenda_minutes: int = 60
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The kinds of stages that this agenda does without."""
        kept = {stage["kind"] for stage in self.stages}
        return tuple(kind for kind in agenda.KINDS if kind not in kept)


def blank_form() -> MeetingForm:
    """The form of a new meeting: good defaults, nothing to undo."""
    defaults = {"category": "other", "minutes": "60", "secrecy": "anonymous", "capacity": "12", "votes": "3"}
    return MeetingForm(defaults, (), stage_rows(agenda.standard(60)))


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
    return MeetingForm(values, timeline, stage_rows(meeting.stages), minutes)


def form_as_sent(form: MultiDict[str, str], messages: Any) -> MeetingForm:
    """The form as it was sent, with what the schema or a rule said about it."""
    names = (*PLAIN, *WORDS, "tags", "scheduled", "zone")
    values = {name: form.get(name, "") for name in names}
    # The rules count seconds; the form's fields are minutes.
    errors = {
        name: HOW_TO_WRITE if name.endswith("-seconds") else sentence
        for name, sentence in sentences(messages).items()
    }
    return MeetingForm(values, _timeline(form), _stages(form), _agenda_minutes(form), errors)


def sent_data(form: MultiDict[str, str]) -> dict[str, Any]:
    """What PrepareSchema loads. An agenda that nobody touched is left out: the length decides it then."""
    data: dict[str, Any] = {name: form[name] for name in (*PLAIN, *WORDS) if name in form}
    data["tags"] = [tag.strip() for tag in form.get("tags", "").split(",") if tag.strip()]
    data["timeline"] = [dict(row) for row in _timeline(form)]
    data["scheduled_at"] = _instant(form.get("scheduled", ""), form.get("zone", "UTC"))
    data["agenda"] = _edited_agenda(form)
    return data


def stage_rows(stages: Iterable[Stage]) -> tuple[Mapping[str, str], ...]:
    """Stages as rows of the agenda editor."""
    return tuple(
        {"kind": stage.kind, "title": stage.title, "minutes": minutes_field(stage.seconds)}
        for stage in stages
    )


def agenda_verdict(form: MeetingForm) -> dict[str, Any] | None:
    """The judgement of the agenda that the form shows; none while its minutes cannot be read."""
    try:
        stages = AgendaCheckSchema().load({"stages": [dict(row) for row in form.stages]})["stages"]
    except ValidationError:
        return None
    return judged_agenda(stages)


def judged_agenda(stages: Sequence[Stage]) -> dict[str, Any]:
    """The judgement of an agenda as the agenda editor draws it."""
    judged = agenda.check(stages)
    total = sum(stage.seconds for stage in stages)
    return {
        "share": judged.share,
        "level": judged.level,
        "sentence": judged.sentence,
        "budget_seconds": judged.budget_seconds,
        "failure": agenda.minutes_text(judged.budget_seconds),
        "learning": agenda.minutes_text(total - judged.budget_seconds),
        "minutes": str(whole_minutes(stages)),
    }


def whole_minutes(stages: Iterable[Stage]) -> int:
    """The length of an agenda in minutes, rounded up."""
    return -(-sum(stage.seconds for stage in stages) // 60)


def minutes_field(seconds: int) -> str:
    """Planned seconds as people write them: '6', or '2:30' when it is no whole minute."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02}" if rest else str(minutes)


def seconds_of(text: str) -> int | str:
    """Seconds from '6', '2:30' or '2.5'; the text itself when it is none of them, for the schema to refuse."""
    minutes, colon, rest = text.strip().partition(":")
    try:
        if colon:
            return int(minutes) * 60 + int(rest)
        return round(float(minutes.replace(",", ".")) * 60)
    except (ValueError, OverflowError):
        return text


def _timeline(form: MultiDict[str, str]) -> tuple[Mapping[str, str], ...]:
    """The rows in which anything was written, in the order of the page."""
    pairs = zip(form.getlist("timeline_at"), form.getlist("timeline_what"), strict=False)
    return tuple({"at": at, "what": what} for at, what in pairs if at.strip() or what.strip())


def _stages(form: MultiDict[str, str]) -> tuple[Mapping[str, str], ...]:
    """The stages that stay: one without minutes is left out."""
    names = ("kind", "title", "minutes")
    columns = (form.getlist(f"stage_{name}") for name in names)
    rows = (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=False))
    return tuple(row for row in rows if row["minutes"].strip())


def _agenda_minutes(form: MultiDict[str, str]) -> int:
    """The length that the agenda on the page was made for."""
    sent = form.get("agenda_minutes", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 5 else 0


def _edited_agenda(form: MultiDict[str, str]) -> list[dict[str, Any]] | None:
    rows, minutes = _stages(form), _agenda_minutes(form)
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


def sentences(messages: Any) -> dict[str, str]:
    """What a schema said, one sentence under each field's name."""
    return dict(_sentences(messages))


def first_sentence(messages: Any) -> str:
    """The first thing that a schema said."""
    return next(iter(sentences(messages).values()))


def _sentences(messages: Any, path: str = "") -> Iterable[tuple[str, str]]:
    """Each wrong field's first sentence, under a name such as ``title`` or ``timeline-0-what``."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _sentences(inner, f"{path}-{key}" if path else str(key))
    else:
        yield _field_of(path), str(messages[0] if isinstance(messages, list) else messages)


def _field_of(path: str) -> str:
    """The field of the form that a path of the schema stands for."""
    if path.startswith("tags-"):
        return "tags"
    return {"scheduled_at": "scheduled", "template": "minutes"}.get(path, path)
