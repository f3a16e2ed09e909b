"""The agenda editor: rows of stages as a form sends and shows them, and the verdict on their times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from marshmallow import ValidationError, fields, post_load, pre_load, validate

from facilitator.fields import Strict, WholeNumber
from facilitator.meeting import agenda
from facilitator.meeting.model import Stage
from facilitator.room.plan import StageSchema

HOW_TO_WRITE = "Write minutes, like 6 or 2:30."
MOST_STAGES = 20


class AgendaRowSchema(StageSchema):
    """A row of the agenda editor. Its time is in `seconds`, or in `minutes` as they were typed."""

    seconds = WholeNumber(
        0,
        agenda.LONGEST_MINUTES * 60,
        required=True,
        error_messages=dict.fromkeys(("invalid", "null"), HOW_TO_WRITE),
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
        validate=validate.Length(min=1, max=MOST_STAGES, error="Keep at least one stage."),
    )
    minutes = WholeNumber(agenda.SHORTEST_MINUTES, agenda.LONGEST_MINUTES)


def stage_rows(stages: Iterable[Stage]) -> tuple[Mapping[str, str], ...]:
    """Stages as rows of the agenda editor: ``kind``, ``title`` and ``minutes``."""
    return tuple(
        {"kind": stage.kind, "title": stage.title, "minutes": minutes_field(stage.seconds)}
        for stage in stages
    )


def told_stages(stages: Iterable[Stage]) -> list[dict[str, str]]:
    """Stages as pages list them: ``title``, ``focus`` and ``length``, in words."""
    return [
        {"title": stage.title, "focus": stage.focus, "length": agenda.minutes_text(stage.seconds)}
        for stage in stages
    ]


def agenda_verdict(rows: Iterable[Mapping[str, str]]) -> dict[str, Any] | None:
    """The verdict on the rows of an agenda, or None if a row is invalid, for example its minutes."""
    try:
        stages = AgendaCheckSchema().load({"stages": [dict(row) for row in rows]})["stages"]
    except ValidationError:
        return None
    return judged_agenda(stages)


def judged_agenda(stages: Sequence[Stage]) -> dict[str, Any]:
    """The verdict on an agenda, as plain data for the agenda editor. `failure` and `learning` are texts."""
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
    """The seconds of '6', '2:30' or '2.5' minutes. Other text is returned as it is; the schema refuses it."""
    minutes, colon, rest = text.strip().partition(":")
    try:
        if colon:
            return int(minutes) * 60 + int(rest)
        return round(float(minutes.replace(",", ".")) * 60)
    except (ValueError, OverflowError):
        return text
