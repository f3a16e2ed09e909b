"""The prepare form: what its fields send, what it shows, and which sentence goes beside which field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from werkzeug.datastructures import MultiDict

from facilitator.meeting import agenda
from facilitator.meeting.model import Meeting

PLAIN = ("title", "category", "minutes", "secrecy", "capacity", "votes")
WORDS = ("statement", "expected", "happened", "impact")


@dataclass(frozen=True)
class Shown:
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


def blank() -> Shown:
    """The form of a new meeting: good defaults, nothing to undo."""
    defaults = {"category": "other", "minutes": "60", "secrecy": "anonymous", "capacity": "12", "votes": "3"}
    return Shown(defaults, (), stage_rows(agenda.standard(60)))


def of_meeting(meeting: Meeting) -> Shown:
    """The form of a meeting that was prepared before."""
    minutes = -(-sum(stage.seconds for stage in meeting.stages) // 60)
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
    return Shown(values, timeline, stage_rows(meeting.stages), minutes)


def as_typed(form: MultiDict[str, str], messages: Mapping[str, Any]) -> Shown:
    """The form as it was sent, with what the schema or a rule said about it."""
    names = (*PLAIN, *WORDS, "tags", "scheduled", "zone")
    values = {name: form.get(name, "") for name in names}
    return Shown(
        values, _timeline(form), _stages(form), _agenda_minutes(form), dict(_sentences(messages))
    )


def data_of(form: MultiDict[str, str]) -> dict[str, Any]:
    """What PrepareSchema loads. An agenda that nobody touched is left out: the length decides it then."""
    data: dict[str, Any] = {name: form[name] for name in (*PLAIN, *WORDS) if name in form}
    data["tags"] = [tag.strip() for tag in form.get("tags", "").split(",") if tag.strip()]
    data["timeline"] = [dict(row) for row in _timeline(form)]
    data["scheduled_at"] = _instant(form.get("scheduled", ""), form.get("zone", "UTC"))
    data["agenda"] = _edited_agenda(form)
    return data


def stage_rows(stages: Iterable[Any]) -> tuple[Mapping[str, str], ...]:
    """Stages as rows of the agenda editor."""
    return tuple(
        {"kind": stage.kind, "title": stage.title, "minutes": minutes_field(stage.seconds)}
        for stage in stages
    )


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
    if agenda.SHORTEST_MINUTES <= minutes <= agenda.LONGEST_MINUTES:
        if rows == stage_rows(agenda.standard(minutes)):
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
    return "" if at is None else datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H:%M")


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
