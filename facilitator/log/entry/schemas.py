"""The schemas that check an entry's content, for forms, imports and the API alike."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from facilitator.accounts.zones import today_here
from facilitator.characters import tidy_name
from facilitator.fields import Link, Name, Strict, Text, at_most, distinct, one_of
from facilitator.log.entry.action_status import ANSWERS, OPEN, STATES, end_states
from facilitator.log.entry.content import (
    LONGEST,
    MOST_ACTIONS,
    MOST_BYTES,
    MOST_LEARNINGS,
    MOST_TAGS,
    OUTCOMES,
    TICKET_LENGTH,
    Action,
    Content,
    size_in_bytes,
)
from facilitator.meeting.model import CATEGORIES

TOO_MANY_TAGS = f"At most {MOST_TAGS} tags, please."
TOO_LONG = "All of it together is longer than 200 KB. Keep what matters most; link to the rest."
NO_LEARNING = "Write down one thing that you learned. A sentence is enough."
_ID = r"[A-Za-z0-9_-]{1,32}"


class ActionSchema(Strict):
    """An action. A step says what; an experiment says what or what one supposes.

    :raises ValidationError: with a sentence for each field that is wrong.
    """

    id = fields.String(load_default="", validate=validate.Regexp(f"^({_ID})?$", error="This is no id."))
    kind = fields.String(load_default="step", validate=one_of(("step", "experiment")))
    what = Text(LONGEST["action"], load_default="")
    hypothesis = Text(LONGEST["action"], load_default="")
    test = Text(LONGEST["action"], load_default="")
    signal = Text(LONGEST["action"], load_default="")
    owner = Name(LONGEST["owner"], load_default="")
    due = fields.Date(load_default=None, allow_none=True, error_messages={"invalid": "Choose a date."})
    support = Text(LONGEST["action"], load_default="")
    state = fields.String(load_default=OPEN, validate=one_of(STATES))
    worked = fields.String(load_default="", validate=one_of(("", *ANSWERS)))
    came_of = Text(LONGEST["action"], load_default="")
    learned = Text(LONGEST["action"], load_default="")
    ticket = Link(TICKET_LENGTH, load_default="")

    @validates_schema
    def says_something(self, data: dict[str, Any], **_: Any) -> None:
        if not data["what"] and not (data["kind"] == "experiment" and data["hypothesis"]):
            raise ValidationError("Say what is to be done, or tried.", "what")

    @validates_schema
    def ends_as_its_kind_does(self, data: dict[str, Any], **_: Any) -> None:
        if data["state"] not in (OPEN, *end_states(data["kind"])):
            raise ValidationError("This is no end of such an action.", "state")

    @post_load
    def as_action(self, data: dict[str, Any], **_: Any) -> Action:
        return Action(**data)


class DraftSchema(Strict):
    """The content of an entry that is still being written: nothing has to be there yet."""

    title = Text(LONGEST["title"], load_default="")
    date = fields.Date(
        load_default=today_here,
        error_messages=dict.fromkeys(("invalid", "null"), "Choose the day it happened."),
    )
    category = fields.String(load_default="other", validate=one_of(CATEGORIES))
    tags = fields.List(
        Name(LONGEST["tag"]),
        load_default=list,
        validate=at_most(MOST_TAGS, "tags"),
    )
    did = Text(MOST_BYTES, lines=True, load_default="")
    expected = Text(MOST_BYTES, lines=True, load_default="")
    happened = Text(MOST_BYTES, lines=True, load_default="")
    impact = Text(MOST_BYTES, lines=True, load_default="")
    drove = Text(MOST_BYTES, lines=True, load_default="")
    learned = fields.List(
        Text(MOST_BYTES, lines=True),
        load_default=list,
        validate=at_most(MOST_LEARNINGS, "learnings"),
    )
    next_time = Text(MOST_BYTES, lines=True, load_default="")
    outcome = fields.String(load_default="", validate=one_of(("", *OUTCOMES)))
    actions = fields.List(
        fields.Nested(ActionSchema),
        load_default=list,
        validate=at_most(MOST_ACTIONS, "actions"),
    )

    @post_load
    def as_content(self, data: dict[str, Any], **_: Any) -> Content:
        # In forms, a comma separates two tags. So it must do the same in imports and the API.
        data["tags"] = distinct(tidy_name(part) for tag in data["tags"] for part in tag.split(","))
        if len(data["tags"]) > MOST_TAGS:
            raise ValidationError(TOO_MANY_TAGS, "tags")
        data["learned"] = tuple(filter(None, data["learned"]))
        content = Content(**data | {"actions": tuple(data["actions"])})
        if size_in_bytes(content) > MOST_BYTES:
            raise ValidationError(TOO_LONG, "whole")
        return content


class ContentSchema(DraftSchema):
    """The content of a finished entry."""

    title = Text(
        LONGEST["title"], min=1, required=True, empty="Give it a title that you will recognise in a year."
    )


class OwnContentSchema(ContentSchema):
    """The content of a finished entry that somebody wrote alone. A group may have learned nothing."""

    learned = fields.List(
        Text(MOST_BYTES, lines=True, min=1, empty=NO_LEARNING),
        required=True,
        validate=[
            validate.Length(min=1, error=NO_LEARNING),
            at_most(MOST_LEARNINGS, "learnings"),
        ],
        error_messages=dict.fromkeys(("required", "null"), NO_LEARNING),
    )


def schema_for(*, draft: bool, group: bool) -> DraftSchema:
    """The schema of an entry's content.

    :param draft: whether it may be unfinished.
    :param group: whether the entry is from a meeting, and so may have no learning.
    """
    if draft:
        return DraftSchema()
    return ContentSchema() if group else OwnContentSchema()
