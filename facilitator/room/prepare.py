"""Preparing a meeting: the schema that the form and the API share, and the draft made from its data."""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from facilitator.fields import (
    ID,
    TAG_LENGTH,
    Instant,
    Name,
    Strict,
    Text,
    WholeNumber,
    Zone,
    at_most,
    distinct,
    one_of,
)
from facilitator.meeting import agenda, columns, opening, timeline
from facilitator.meeting.columns import COLUMN_KINDS, Column, Columns
from facilitator.meeting.commands import CAPACITY, LIMITS, MOST, VOTES
from facilitator.meeting.ground_rules import texts_of
from facilitator.meeting.model import CATEGORIES, SECRECIES, Meeting, Stage
from facilitator.refused import Refused
from facilitator.tokens import new_id

MOST_TAGS = 10
TOO_MANY_TAGS = f"At most {MOST_TAGS} tags."


class TimelineRowSchema(Strict):
    at = Text(
        LIMITS["when"],
        load_default="",
        metadata={"description": "When, in any words; left out, it is the time that `what` begins with."},
    )
    what = Text(LIMITS["row"], min=1, required=True, empty="Say what happened then.")


class StageSchema(Strict):
    kind = fields.String(required=True, validate=one_of(agenda.KINDS))
    title = Text(LIMITS["stage"], load_default="")
    seconds = WholeNumber(1, agenda.LONGEST_MINUTES * 60, required=True)


_ID_OF_COLUMN = re.compile("|".join((*COLUMN_KINDS, ID.pattern)))


def _is_id_of_column(sent: str) -> None:
    if sent and not _ID_OF_COLUMN.fullmatch(sent):
        raise ValidationError("This is no id of a column. Leave it out.")


class ColumnSchema(Strict):
    id = fields.String(
        load_default="",
        validate=_is_id_of_column,
        metadata={
            "pattern": f"^({_ID_OF_COLUMN.pattern})?$",
            "description": "That of a column that is there, so that its cards stay in it.",
        },
    )
    title = Text(LIMITS["column"], min=1, required=True, empty="Give the column a title.")
    hint = Text(LIMITS["hint"], load_default="")
    counts_as = fields.String(
        load_default="",
        validate=one_of(("", *COLUMN_KINDS)),
        metadata={"description": "The usual column as whose cards its own are told, or empty."},
    )


class PrepareSchema(Strict):
    """The details of a meeting. `load` gives the data for `new_meeting` below.

    :raises ValidationError: with a sentence for each field that is wrong.
    """

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
    minutes = WholeNumber(agenda.SHORTEST_MINUTES, agenda.LONGEST_MINUTES, load_default=None)
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
    agenda = fields.List(fields.Nested(StageSchema), load_default=None, allow_none=True)

    columns = fields.List(
        fields.Nested(ColumnSchema),
        load_default=None,
        validate=at_most(MOST["columns"], "columns"),
        metadata={"description": "What people write cards into, one to six; the usual four when left out."},
    )
    rules = fields.List(
        Text(LIMITS["rule"], min=1, empty="Write the rule, or leave it out."),
        load_default=None,
        validate=at_most(MOST["rules"], "rules"),
        metadata={"description": "How the group wants to talk; the usual ground rules when left out."},
    )

    @post_load
    def as_details(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        rows, template = data.pop("agenda"), data.pop("template")
        minutes = data.pop("minutes") or template or 60
        data["stages"] = agenda.standard(minutes, template) if rows is None else _agenda_of(rows)
        # A comma separates two tags here as in the form of the entry, which later shows these.
        data["tags"] = distinct(part.strip() for tag in data["tags"] for part in tag.split(","))
        if len(data["tags"]) > MOST_TAGS:
            raise ValidationError(TOO_MANY_TAGS, "tags")
        data["recount"] = {name: data.pop(name) for name in ("expected", "happened", "impact")}
        data["columns"] = _columns_of(data["columns"])
        data["rules"] = None if data["rules"] is None else tuple(data["rules"])
        data["timeline"] = timeline.by_time((row["at"], row["what"]) for row in data["timeline"])
        return data


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


PLAN = ("agenda", "columns", "rules")


def plan_of(meeting: Meeting) -> dict[str, Any]:
    """The agenda, the columns and the ground rules of a meeting, in the words of `PrepareSchema`."""
    return {
        "agenda": [
            {"kind": each.kind, "title": each.title, "seconds": each.seconds} for each in meeting.stages
        ],
        "columns": [
            {"id": key, "title": each.title, "hint": each.hint, "counts_as": each.counts_as}
            for key, each in meeting.columns.items()
        ],
        "rules": list(texts_of(meeting.rules)),
    }


def changed_details(sent: Mapping[str, Any]) -> dict[str, Any]:
    """The details that a change concerns, as `PrepareSchema` gives them.

    :param sent: those that shall be different, as somebody sent them
    :raises ValidationError: with a sentence for each field that is wrong.
    """
    # What stays is not checked again: in the room, more is allowed than in the form.
    details = PrepareSchema(partial=("title",)).load(sent)
    recount = {name: text for name, text in details["recount"].items() if name in sent}
    asked = {"stages" if name in {*_LENGTHS, "agenda"} else name for name in sent}
    changed = {name: value for name, value in details.items() if name in asked}
    return changed | ({"recount": recount} if recount else {})


_LENGTHS = frozenset({"minutes", "template"})


def _agenda_of(rows: list[dict[str, Any]]) -> tuple[Stage, ...]:
    try:
        return agenda.accept([agenda.stage(row["kind"], row["seconds"], row["title"]) for row in rows])
    except Refused as refused:
        raise ValidationError(refused.message, "agenda") from refused


def _columns_of(rows: list[dict[str, Any]] | None) -> Columns | None:
    if rows is None:
        return None
    sent = [(row["id"], Column(row["title"], 0, row["hint"], row["counts_as"])) for row in rows]
    try:
        return columns.accept(columns.with_ids(sent, new_id))
    except Refused as refused:
        raise ValidationError(refused.message, "columns") from refused
