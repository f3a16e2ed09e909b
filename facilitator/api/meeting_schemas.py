"""What programs send and get about meetings, besides `PrepareSchema`."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from facilitator.api.answers import INSTANT, Answer
from facilitator.api.paging import PageQuery
from facilitator.fields import Change, Flag, Id, Instant, at_most, one_of
from facilitator.log.entry.links import MOST_LINKS
from facilitator.meeting.columns import COLUMN_KINDS
from facilitator.meeting.commands import MOST
from facilitator.meeting.model import STATUSES
from facilitator.room.plan import PLAN
from facilitator.room.prepare import PrepareSchema

ID = {"description": "The meeting's id."}


def builds_on() -> fields.List[Any]:
    """The field for earlier entries that are used again. Those that the account may not read are left out."""
    told = {"description": "Ids of earlier entries that are used again, which are then linked."}
    return fields.List(Id(), load_default=None, validate=at_most(MOST_LINKS, "entries"), metadata=told)


def follows() -> fields.Field[Any]:
    """The field for the earlier meeting that this one follows."""
    told = {
        "description": "The id of the entry of the closed meeting that this one follows; null for none. It begins with "
        "the ground rules of that one, unless `rules` says others, or somebody wrote others for it."
    }
    return Id(load_default=None, allow_none=True, told=told)


def review() -> fields.List[Any]:
    """The field for the actions of earlier meetings that the room looks at."""
    told = {
        "description": "Ids of actions that the account may read and that the room looks at in “Set the frame”. "
        "Everybody with the link then reads them. Another `follows` empties the list."
    }
    return fields.List(Id(), load_default=None, validate=at_most(MOST["reviews"], "actions"), metadata=told)


def from_template() -> fields.Field[Any]:
    """The field for the template that a meeting begins with."""
    told = {
        "description": "The id of a template that somebody kept, which says what is left out of `agenda`, `columns` "
        "and `rules`; "
        "with `minutes` or `template`, the number of minutes of a standard agenda, the agenda is theirs."
    }
    return Id(load_default=None, allow_none=True, told=told)


BESIDE = ("builds_on", "follows", "review", "from_template")
"""What stands beside the details of a meeting in what is loaded."""


class NewMeetingSchema(PrepareSchema):
    """The details of a meeting; those of `BESIDE` stand beside them in what is loaded.

    ``left_out`` are the parts of its plan that the request leaves to a template.
    """

    builds_on = builds_on()
    follows = follows()
    review = review()
    from_template = from_template()

    @post_load
    def as_details(self, data: dict[str, Any], **more: Any) -> dict[str, Any]:
        beside = {name: data.pop(name) for name in BESIDE}
        said = {name for name, value in data.items() if value is not None}
        left_out = [name for name in PLAN if name not in said]
        if said & {"minutes", "template"} and "agenda" in left_out:
            left_out.remove("agenda")
        return {"details": super().as_details(data, **more), **beside, "left_out": left_out}


class MeetingChangeSchema(Change, PrepareSchema):
    """Some details of a meeting; what is left out stays as it is. It gives what was sent, as it was."""

    emptied_by_null = frozenset({"scheduled_at", "follows"})

    builds_on = builds_on()
    follows = follows()
    review = review()
    locked = Flag(metadata={"description": "Whether the room takes nobody new."})

    @post_load(pass_original=True)
    def as_details(self, _data: dict[str, Any], original: Any = None, **_: Any) -> dict[str, Any]:
        return dict(original)


class MadeSchema(Answer):
    id = fields.String(required=True, metadata=ID)
    join_url = fields.String(required=True, metadata={"description": "The link to send around."})
    seat_token = fields.String(
        required=True, metadata={"description": "Opens the leader's seat, in the room and here."}
    )


class JoinLinkSchema(Answer):
    join_url = fields.String(required=True, metadata={"description": "The link to send around."})


class FeedbackLinkSchema(Answer):
    feedback_url = fields.String(
        required=True, metadata={"description": "The link to send to those who write beforehand."}
    )


class MeetingsQuery(PageQuery):
    status = fields.String(load_default="", validate=one_of(("", *STATUSES)))


class MeetingLineSchema(Answer):
    id = fields.String(required=True, metadata=ID)
    url = fields.String(required=True, metadata={"description": "Its page for those who lead it."})
    title = fields.String(required=True)
    status = fields.String(required=True, metadata={"enum": list(STATUSES)})
    scheduled_at = Instant(required=True, allow_none=True, metadata={"description": "When it begins."})
    created_at = fields.Integer(required=True, metadata=INSTANT)


class MeetingsSchema(Answer):
    meetings = fields.List(fields.Nested(MeetingLineSchema), required=True)


class TimelineRowToldSchema(Answer):
    at = fields.String(required=True)
    what = fields.String(required=True)


class StageToldSchema(Answer):
    kind = fields.String(required=True)
    title = fields.String(required=True)
    seconds = fields.Integer(required=True)


class ColumnToldSchema(Answer):
    id = fields.String(required=True)
    title = fields.String(required=True)
    hint = fields.String(required=True)
    counts_as = fields.String(required=True, metadata={"enum": ["", *COLUMN_KINDS]})


class MeetingSchema(MeetingLineSchema):
    join_url = fields.String(
        metadata={"description": "The link to send around; absent for a token that only reads."}
    )
    feedback_url = fields.String(
        metadata={"description": "The link for feedback before the meeting, if there is one; as `join_url`."}
    )
    category = fields.String(required=True)
    tags = fields.List(fields.String(), required=True)
    secrecy = fields.String(required=True)
    zone = fields.String(
        required=True, metadata={"description": "The time zone in which its days are counted."}
    )
    capacity = fields.Integer(required=True)
    locked = fields.Boolean(required=True, metadata={"description": "Whether the room takes nobody new."})
    votes = fields.Integer(required=True)
    statement = fields.String(required=True)
    expected = fields.String(required=True)
    happened = fields.String(required=True)
    impact = fields.String(required=True)
    timeline = fields.List(fields.Nested(TimelineRowToldSchema), required=True)
    agenda = fields.List(fields.Nested(StageToldSchema), required=True)
    columns = fields.List(fields.Nested(ColumnToldSchema), required=True)
    rules = fields.List(fields.String(), required=True)
    builds_on = fields.List(
        fields.String(),
        required=True,
        metadata={
            "description": "Ids of earlier entries that are used in it and that the account may read. "
            "A change replaces those that the account chose."
        },
    )
    follows = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "The id of the entry of the meeting that it follows, if the account may read it."
        },
    )
    review = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Ids of the actions of earlier meetings that its room looks at."},
    )
    entry = fields.String(metadata={"description": "The entry that it left; absent until the close."})


class SeatSchema(Answer):
    meeting = fields.String(required=True, metadata=ID)
    seat = fields.String(
        required=True, metadata={"description": "The seat's id, as the room's views show it."}
    )
    token = fields.String(
        required=True,
        metadata={"description": "Opens the seat, in the room and for the summary. It is shown this once."},
    )


class WaitingSchema(Answer):
    meeting = fields.String(required=True, metadata=ID)
    token = fields.String(
        required=True, metadata={"description": "Opens the seat after a yes, and nothing until then."}
    )
    number = fields.Integer(
        required=True, metadata={"description": "What the room's question shows, to be said there."}
    )
