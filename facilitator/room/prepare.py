"""Preparing a meeting: the schema that the form and the API share, and the draft made from its data."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from facilitator.fields import TAG_LENGTH, Instant, Name, Strict, Text, WholeNumber, Zone, distinct, one_of
from facilitator.meeting import agenda, opening, timeline
from facilitator.meeting.commands import CAPACITY, LIMITS, MOST, VOTES
from facilitator.meeting.model import CATEGORIES, SECRECIES, Meeting, Stage
from facilitator.room.plan import USUAL_MINUTES, PlanSchema, names_asked

MOST_TAGS = 10
TOO_MANY_TAGS = f"At most {MOST_TAGS} tags."


class TimelineRowSchema(Strict):
    at = Text(
        LIMITS["when"],
        load_default="",
        metadata={"description": "When, in any words; left out, it is the time that `what` begins with."},
    )
    what = Text(LIMITS["row"], min=1, required=True, empty="Say what happened then.")


class DetailsSchema(Strict):
    """What a meeting has besides its plan."""

    title = Text(LIMITS["title"], min=1, required=True, empty="Give the meeting a title.")
    category = fields.String(load_default="other", validate=one_of(CATEGORIES))
    tags = fields.List(
        Name(TAG_LENGTH),
        load_default=list,
        validate=validate.Length(max=MOST_TAGS, error=TOO_MANY_TAGS),
    )
    template = fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=one_of(tuple(agenda.STANDARD_AGENDAS)),
        metadata={
            "description": "The standard agenda of that many minutes, in whose proportions the meeting is planned. "
            "A template that somebody kept is `from_template`."
        },
    )
    secrecy = fields.String(load_default="anonymous", validate=one_of(SECRECIES))
    scheduled_at = Instant(load_default=None, allow_none=True)
    zone = Zone(
        load_default=None,
        metadata={"description": "The time zone in which its days are counted; else the account's."},
    )
    capacity = WholeNumber(*CAPACITY, load_default=12)
    votes = WholeNumber(*VOTES, load_default=3)
    statement = Text(LIMITS["statement"], lines=True, load_default="")
    expected = Text(LIMITS["recount"], lines=True, load_default="")
    happened = Text(LIMITS["recount"], lines=True, load_default="")
    impact = Text(LIMITS["recount"], lines=True, load_default="")
    timeline = fields.List(
        fields.Nested(TimelineRowSchema),
        load_default=list,
        validate=validate.Length(
            max=MOST["timeline"], error=f"At most {MOST['timeline']} rows in the timeline."
        ),
    )


class PrepareSchema(PlanSchema, DetailsSchema):
    """The details of a meeting. `load` gives the data for `new_meeting` below.

    :raises ValidationError: with a sentence for each field that is wrong, those of the plan last.
    """

    @post_load
    def as_details(self, data: dict[str, Any], **more: Any) -> dict[str, Any]:
        data = super().as_details(data, **more)
        del data["template"]
        # A comma separates two tags here as in the form of the entry, which later shows these.
        data["tags"] = distinct(part.strip() for tag in data["tags"] for part in tag.split(","))
        if len(data["tags"]) > MOST_TAGS:
            raise ValidationError(TOO_MANY_TAGS, "tags")
        data["recount"] = {name: data.pop(name) for name in ("expected", "happened", "impact")}
        data["timeline"] = timeline.by_time((row["at"], row["what"]) for row in data["timeline"])
        return data

    def _usual_agenda(self, data: dict[str, Any], minutes: int | None) -> tuple[Stage, ...]:
        template = data["template"]
        return agenda.standard(minutes or template or USUAL_MINUTES, template)


def new_meeting(meeting_id: str, leader: str, zone: str, details: dict[str, Any]) -> Meeting:
    """A draft meeting from the data of `PrepareSchema`.

    :param leader: the name on the invitation; it is cut to the length that a name in a room may have.
    :param zone: the leader's time zone, which counts unless the data says another one.
    """
    others = {name: value for name, value in details.items() if name != "stages"}
    others["zone"] = details["zone"] or zone
    return opening.new_meeting(
        meeting_id, leader=leader[: LIMITS["name"]], agenda=details["stages"], **others
    )


def changed_details(sent: Mapping[str, Any]) -> dict[str, Any]:
    """The details that a change concerns, as `PrepareSchema` gives them.

    :param sent: those that shall be different, as somebody sent them
    :raises ValidationError: with a sentence for each field that is wrong.
    """
    # What stays is not checked again: in the room, more is allowed than in the form.
    details = PrepareSchema(partial=("title",)).load(sent)
    recount = {name: text for name, text in details["recount"].items() if name in sent}
    asked = names_asked(sent)
    changed = {name: value for name, value in details.items() if name in asked}
    return changed | ({"recount": recount} if recount else {})
