"""What an entry says: the one shape that forms, revisions, imports, exports and programs share."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, cast

from marshmallow import ValidationError, post_load, validate, validates_schema
from marshmallow import fields as kinds

from facilitator import clock
from facilitator.fields import TAG_LENGTH, Strict, Text, at_most, distinct, one_of
from facilitator.log.entry.action_status import OPEN, STATES, end_states
from facilitator.log.entry.tables import Action as ActionRow
from facilitator.log.entry.tables import Entry
from facilitator.meeting.model import CATEGORIES
from facilitator.summary.model import Outcome

OUTCOMES: tuple[Outcome, ...] = ("worked", "partly", "did not work")
TEXTS = ("did", "expected", "happened", "impact", "drove", "next_time")
MOST_BYTES = 200 * 1024
"""All texts of an entry together, as UTF-8."""
MOST_TAGS = 20
TOO_MANY_TAGS = f"At most {MOST_TAGS} tags, please."
MOST_LEARNINGS = 100
MOST_ACTIONS = 100
LONGEST = {"title": 200, "tag": TAG_LENGTH, "action": 500, "owner": 80}
TOO_LONG = "All of it together is longer than 200 KB. Keep what matters most; link to the rest."
NO_LEARNING = "Write down one thing that you learned. A sentence is enough."
_ID = r"[A-Za-z0-9_-]{1,32}"


@dataclass(frozen=True)
class Action:
    """A step or an experiment, as the row of the same name; ``id`` is empty until it is saved."""

    id: str = ""
    kind: str = "step"
    what: str = ""
    hypothesis: str = ""
    test: str = ""
    signal: str = ""
    owner: str = ""
    due: datetime.date | None = None
    support: str = ""
    state: str = OPEN

    @property
    def headline(self) -> str:
        return self.what or self.hypothesis or "An experiment"


@dataclass(frozen=True)
class Content:
    """All of an entry that can be edited. ``outcome`` is one of `OUTCOMES`, or empty."""

    title: str
    date: datetime.date
    category: str = "other"
    tags: tuple[str, ...] = ()
    did: str = ""
    expected: str = ""
    happened: str = ""
    impact: str = ""
    drove: str = ""
    learned: tuple[str, ...] = ()
    next_time: str = ""
    outcome: Outcome = ""
    actions: tuple[Action, ...] = ()


class ActionSchema(Strict):
    """An action. A step says what; an experiment says what or what one supposes.

    :raises ValidationError: with a sentence for each field that is wrong.
    """

    id = kinds.String(load_default="", validate=validate.Regexp(f"^({_ID})?$", error="This is no id."))
    kind = kinds.String(load_default="step", validate=one_of(("step", "experiment")))
    what = Text(LONGEST["action"], load_default="")
    hypothesis = Text(LONGEST["action"], load_default="")
    test = Text(LONGEST["action"], load_default="")
    signal = Text(LONGEST["action"], load_default="")
    owner = Text(LONGEST["owner"], load_default="")
    due = kinds.Date(load_default=None, allow_none=True, error_messages={"invalid": "Choose a date."})
    support = Text(LONGEST["action"], load_default="")
    state = kinds.String(load_default=OPEN, validate=one_of(STATES))

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
    date = kinds.Date(
        load_default=clock.today,
        error_messages=dict.fromkeys(("invalid", "null"), "Choose the day it happened."),
    )
    category = kinds.String(load_default="other", validate=one_of(CATEGORIES))
    tags = kinds.List(
        Text(LONGEST["tag"]),
        load_default=list,
        validate=at_most(MOST_TAGS, "tags"),
    )
    did = Text(MOST_BYTES, lines=True, load_default="")
    expected = Text(MOST_BYTES, lines=True, load_default="")
    happened = Text(MOST_BYTES, lines=True, load_default="")
    impact = Text(MOST_BYTES, lines=True, load_default="")
    drove = Text(MOST_BYTES, lines=True, load_default="")
    learned = kinds.List(
        Text(MOST_BYTES, lines=True),
        load_default=list,
        validate=at_most(MOST_LEARNINGS, "learnings"),
    )
    next_time = Text(MOST_BYTES, lines=True, load_default="")
    outcome = kinds.String(load_default="", validate=one_of(("", *OUTCOMES)))
    actions = kinds.List(
        kinds.Nested(ActionSchema),
        load_default=list,
        validate=at_most(MOST_ACTIONS, "actions"),
    )

    @post_load
    def as_content(self, data: dict[str, Any], **_: Any) -> Content:
        # A comma parts two tags in every form, so it does everywhere.
        data["tags"] = distinct(part.strip() for tag in data["tags"] for part in tag.split(","))
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

    learned = kinds.List(
        Text(MOST_BYTES, lines=True, min=1, empty=NO_LEARNING),
        required=True,
        validate=[
            validate.Length(min=1, error=NO_LEARNING),
            at_most(MOST_LEARNINGS, "learnings"),
        ],
        error_messages=dict.fromkeys(("required", "null"), NO_LEARNING),
    )


def size_in_bytes(content: Content) -> int:
    """The bytes of all its texts together, as UTF-8."""
    return sum(len(text.encode()) for text in texts(content))


def texts(content: Content) -> list[str]:
    """Every word of it that somebody wrote."""
    own = [content.title, *content.tags, *content.learned, *(getattr(content, name) for name in TEXTS)]
    acted = ("what", "hypothesis", "test", "signal", "owner", "support")
    return own + [getattr(action, name) for action in content.actions for name in acted]


def from_rows(entry: Entry, actions: Iterable[ActionRow]) -> Content:
    """What the rows say. The actions come in their order."""
    plain = {name: getattr(entry, name) for name in ("title", "date", "category", *TEXTS)}
    return Content(
        **plain,
        tags=tuple(entry.tags),
        learned=tuple(entry.learned),
        outcome=cast(Outcome, entry.outcome or ""),
        actions=tuple(_action_of(row) for row in sorted(actions, key=lambda row: row.pos)),
    )


def _action_of(row: ActionRow) -> Action:
    return Action(**{each.name: getattr(row, each.name) for each in fields(Action)})


def to_row(entry: Entry, content: Content) -> None:
    """Make the entry's own columns say this. Its actions are rows of their own."""
    for name in ("title", "date", "category", *TEXTS):
        setattr(entry, name, getattr(content, name))
    entry.tags, entry.learned = list(content.tags), list(content.learned)
    entry.outcome = content.outcome or None


def action_to_row(row: ActionRow, action: Action, pos: int) -> bool:
    """Make an action's row say this; whether that changed it."""
    said = {each.name: getattr(action, each.name) for each in fields(Action)} | {"pos": pos}
    changed = any(getattr(row, name) != value for name, value in said.items())
    for name, value in said.items():
        setattr(row, name, value)
    if action.state == OPEN:
        row.done_at = None
    return changed


def with_states_of(content: Content, before: Sequence[Action]) -> Content:
    """The same, where what became of an action is what is known of it now.

    A form or an old revision says what an action is; how it ended is ticked elsewhere, meanwhile. A step
    that was made an experiment has not ended, nor the other way round.
    """
    known = {action.id: action for action in before}

    def state(action: Action) -> str:
        now = known.get(action.id, action)
        return now.state if now.kind == action.kind else OPEN

    return replace(content, actions=tuple(replace(each, state=state(each)) for each in content.actions))


def dump(content: Content) -> dict[str, Any]:
    """The content as plain JSON data; a date is ``YYYY-MM-DD``, and null where there is none."""
    data = asdict(content)
    data["date"] = content.date.isoformat()
    data["tags"], data["learned"] = list(content.tags), list(content.learned)
    data["actions"] = [
        row | {"due": action.due.isoformat() if action.due else None}
        for row, action in zip(data["actions"], content.actions, strict=True)
    ]
    return data


def load(data: dict[str, Any]) -> Content:
    """The content back from `dump`'s data, which was checked when it came in."""
    actions = (
        Action(**row | {"due": datetime.date.fromisoformat(row["due"]) if row["due"] else None})
        for row in data["actions"]
    )
    return Content(
        **data
        | {
            "date": datetime.date.fromisoformat(data["date"]),
            "tags": tuple(data["tags"]),
            "learned": tuple(data["learned"]),
            "actions": tuple(actions),
        }
    )
