"""What it takes to open a meeting: one schema behind the form and the API."""

from datetime import datetime
from typing import Any, get_args

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate

from facilitator import clock
from facilitator.fields import Text, WholeNumber
from facilitator.meeting import agenda, opening
from facilitator.meeting.model import Category, Meeting, Secrecy, Stage
from facilitator.refused import Refused

CATEGORIES: tuple[str, ...] = get_args(Category)
HOW_TO_DATE = "Write the date like 2026-03-09T14:00:00+01:00, with the time zone's offset."
SECRECIES: tuple[str, ...] = get_args(Secrecy)


def one_of(choices: tuple[Any, ...]) -> validate.OneOf:
    """A rule that names the choices when none of them was taken."""
    return validate.OneOf(choices, error=f"Choose one of: {', '.join(map(str, choices))}.")


class Instant(fields.Field[int]):
    """An ISO 8601 date and time with its offset, loaded as milliseconds since the epoch, UTC."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> int:
        try:
            at = datetime.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise ValidationError(HOW_TO_DATE) from error
        if at.tzinfo is None or not 2000 <= at.year <= 2199:
            raise ValidationError(HOW_TO_DATE)
        return int(at.timestamp() * 1000)

    def _serialize(self, value: int | None, attr: str | None, obj: Any, **more: Any) -> str | None:
        return None if value is None else clock.utc(value).isoformat()


class Strict(Schema):
    """A field that we don't know is a mistake that we say, never one that we swallow."""

    error_messages = {  # noqa: RUF012 - as marshmallow declares it
        "unknown": "There is no such field.",
        "type": "This needs to be an object.",
    }

    class Meta:
        unknown = RAISE


class TimelineRowSchema(Strict):
    at = Text(40, load_default="")
    what = Text(300, min=1, required=True, empty="Say what happened then.")


class StageSchema(Strict):
    kind = fields.String(required=True, validate=one_of(agenda.KINDS))
    title = Text(80, load_default="")
    seconds = WholeNumber(1, agenda.LONGEST_MINUTES * 60, required=True)


class PrepareSchema(Strict):
    """`load` gives what `new_meeting` below takes: all that the room's details are, and `scheduled_at`.

    :raises ValidationError: with a sentence for each field that is wrong.
    """

    title = Text(120, min=1, required=True, empty="Give the meeting a title.")
    category = fields.String(load_default="other", validate=one_of(CATEGORIES))
    tags = fields.List(
        Text(40), load_default=list, validate=validate.Length(max=10, error="At most 10 tags.")
    )
    template = fields.Integer(load_default=None, allow_none=True, validate=one_of(tuple(agenda.TEMPLATES)))
    minutes = WholeNumber(agenda.SHORTEST_MINUTES, agenda.LONGEST_MINUTES, load_default=None)
    secrecy = fields.String(load_default="anonymous", validate=one_of(SECRECIES))
    scheduled_at = Instant(load_default=None, allow_none=True)
    capacity = WholeNumber(2, 30, load_default=12)
    votes = WholeNumber(1, 10, load_default=3)
    statement = Text(2000, lines=True, load_default="")
    expected = Text(4000, lines=True, load_default="")
    happened = Text(4000, lines=True, load_default="")
    impact = Text(4000, lines=True, load_default="")
    timeline = fields.List(
        fields.Nested(TimelineRowSchema),
        load_default=list,
        validate=validate.Length(max=50, error="At most 50 rows in the timeline."),
    )
    agenda = fields.List(fields.Nested(StageSchema), load_default=None, allow_none=True)

    @post_load
    def as_details(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        rows, template = data.pop("agenda"), data.pop("template")
        minutes = data.pop("minutes") or template or 60
        data["stages"] = agenda.standard(minutes, template) if rows is None else _agenda_of(rows)
        data["tags"] = _distinct(data["tags"])
        data["recount"] = {name: data.pop(name) for name in ("expected", "happened", "impact")}
        data["timeline"] = tuple((row["at"], row["what"]) for row in data["timeline"])
        return data


def new_meeting(meeting_id: str, leader: str, details: dict[str, Any]) -> Meeting:
    """A draft from what `PrepareSchema` loaded. `leader` is the name that stands on the invitation."""
    others = {name: value for name, value in details.items() if name != "stages"}
    return opening.new_meeting(meeting_id, leader=leader, agenda=details["stages"], **others)


def _agenda_of(rows: list[dict[str, Any]]) -> tuple[Stage, ...]:
    try:
        return agenda.accept([agenda.stage(row["kind"], row["seconds"], row["title"]) for row in rows])
    except Refused as refused:
        raise ValidationError(refused.message, "agenda") from refused


def _distinct(tags: list[str]) -> tuple[str, ...]:
    """Each tag once, as it was first written; case makes no second tag."""
    first: dict[str, str] = {}
    for tag in tags:
        if tag:
            first.setdefault(tag.casefold(), tag)
    return tuple(first.values())
