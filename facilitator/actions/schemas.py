"""The schemas that check what somebody says of an action, in forms and in the API."""

from __future__ import annotations

import datetime
from typing import Any

from marshmallow import ValidationError, fields, post_load, pre_load, validates_schema

from facilitator.actions.ending import End
from facilitator.fields import Change, Link, Name, Strict, Text, one_of
from facilitator.log.entry.action_status import ANSWERS, STATES
from facilitator.log.entry.content import LONGEST, TICKET_LENGTH

_FIRST_YEAR, _LAST_YEAR = 2000, 2199


def _check_day(day: datetime.date | None) -> None:
    if day and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValidationError(f"Choose a day from {_FIRST_YEAR} to {_LAST_YEAR}.", "due")


class EndSchema(Strict):
    """How an action ends; ``open`` opens it again."""

    state = fields.String(
        required=True,
        validate=one_of(STATES),
        metadata={
            "description": "A step ends as `done`, an experiment as what it came to, either as `dropped`."
        },
    )
    came_of = Text(
        LONGEST["action"],
        load_default="",
        metadata={
            "description": "Why it is dropped, or what the signal of an experiment said: needed for these."
        },
    )
    learned = Text(LONGEST["action"], load_default="", metadata={"description": "What an experiment taught."})

    @post_load
    def as_end(self, data: dict[str, str], **_: Any) -> End:
        return End(**data)


class AnswerSchema(Strict):
    """Whether a step that is done worked."""

    worked = fields.String(
        required=True,
        validate=one_of(ANSWERS),
        error_messages={"required": "Say whether it worked: yes, no, or nobody can tell."},
    )
    came_of = Text(LONGEST["action"], load_default="", metadata={"description": "One sentence to it."})


class DueSchema(Strict):
    """Another day for an action; null for none."""

    due = fields.Date(required=True, allow_none=True, error_messages={"invalid": "Choose a date, or none."})
    why = Text(LONGEST["action"], load_default="", metadata={"description": "A word why."})

    @pre_load
    def no_day(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """A form sends an empty text for no day."""
        return {**data, "due": data["due"] or None} if isinstance(data, dict) and "due" in data else data

    @validates_schema
    def a_day_of_our_time(self, data: dict[str, Any], **_: Any) -> None:
        _check_day(data.get("due"))


class OwnerSchema(Strict):
    """Another owner for an action; an empty text for none."""

    owner = Name(LONGEST["owner"], required=True)
    why = Text(LONGEST["action"], load_default="", metadata={"description": "A word why."})


class PersonSchema(Strict):
    """Whether the owner is the person with an account of that name."""

    account = fields.String(required=True, validate=one_of(("yes", "no")))


class SupportSchema(Strict):
    """The help that an action needs; an empty text takes that back."""

    support = Text(LONGEST["action"], required=True)


class OfferSchema(Strict):
    """Whether somebody offers to help, and a word to it."""

    offer = fields.String(required=True, validate=one_of(("yes", "no")))
    words = Text(LONGEST["action"], load_default="")


class TicketSchema(Strict):
    """Where an action stands in a tracker; an empty text takes that back."""

    ticket = Link(TICKET_LENGTH, required=True)


class ActionChangeSchema(Change):
    """Some of what may be said of an action; ``came_of``, ``learned`` and ``why`` are words to the others."""

    emptied_by_null = frozenset({"due"})

    state = fields.String(
        validate=one_of(STATES),
        metadata={
            "description": "A step ends as `done`, an experiment as what it came to, either as `dropped`; `open` "
            "opens it again."
        },
    )
    worked = fields.String(
        validate=one_of(ANSWERS), metadata={"description": "Whether a step that is done worked."}
    )
    came_of = Text(
        LONGEST["action"],
        metadata={
            "description": "To `state`: why it is dropped, or what the signal of an experiment said, which these "
            "need. To `worked`: how one knows."
        },
    )
    learned = Text(LONGEST["action"], metadata={"description": "To `state`: what an experiment taught."})
    due = fields.Date(allow_none=True)
    owner = Name(LONGEST["owner"], metadata={"description": "A name; empty for nobody yet."})
    support = Text(LONGEST["action"], metadata={"description": "The help that it needs."})
    ticket = Link(
        TICKET_LENGTH, metadata={"description": "The address of its page in a tracker; empty for none."}
    )
    why = Text(LONGEST["action"], metadata={"description": "A word to `due` and `owner`."})

    @validates_schema
    def a_day_of_our_time(self, data: dict[str, Any], **_: Any) -> None:
        _check_day(data.get("due"))

    @validates_schema
    def words_belong_to_something(self, data: dict[str, Any], **_: Any) -> None:
        for name, others in _BELONG_TO.items():
            if data.get(name) and not data.keys() & others:
                raise ValidationError(f"Send {' or '.join(sorted(others))} with it.", name)


_BELONG_TO = {"came_of": {"state", "worked"}, "learned": {"state"}, "why": {"due", "owner"}}
"""The fields that are words to others, and to which."""
