"""The content of an entry, in the one shape that forms, revisions, imports, exports and the API share."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from facilitator.fields import TAG_LENGTH
from facilitator.log.entry.action_status import OPEN
from facilitator.summary.model import Outcome

OUTCOMES: tuple[Outcome, ...] = ("worked", "partly", "did not work")
TEXTS = ("did", "expected", "happened", "impact", "drove", "next_time")
MOST_BYTES = 200 * 1024
"""The limit for all texts of an entry together, as UTF-8."""
MOST_TAGS = 20
MOST_LEARNINGS = 100
MOST_ACTIONS = 100
RESULT = ("state", "worked", "came_of", "learned")
"""The fields of an action that say what came of it."""
ON_ITS_PAGE = (*RESULT, "ticket")
"""The fields of an action that are set on its own page, and not by the form of its entry."""
TICKET_LENGTH = 2000
LONGEST = {"title": 200, "tag": TAG_LENGTH, "action": 500, "owner": 80}


@dataclass(frozen=True)
class Action:
    """A step or an experiment, with the fields of the `Action` row. ``id`` is empty until it is saved."""

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
    worked: str = ""
    came_of: str = ""
    learned: str = ""
    ticket: str = ""

    @property
    def headline(self) -> str:
        return self.what or self.hypothesis or "An experiment"


@dataclass(frozen=True)
class Content:
    """All fields of an entry that can be edited. ``outcome`` is one of `OUTCOMES`, or empty."""

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


def size_in_bytes(content: Content) -> int:
    """The size in bytes of all texts of the content together, as UTF-8."""
    return sum(len(text.encode()) for text in texts(content))


def texts(content: Content) -> list[str]:
    """All texts of the content that somebody wrote, including those of its actions."""
    own = [content.title, *content.tags, *content.learned, *(getattr(content, name) for name in TEXTS)]
    acted = ("what", "hypothesis", "test", "signal", "owner", "support", "came_of", "learned", "ticket")
    return own + [getattr(action, name) for action in content.actions for name in acted]


def with_results_of(content: Content, before: Sequence[Action]) -> Content:
    """The same content, where each action has become what the action with its id in `before` has.

    That is set elsewhere, as its ticket is, so a form or an old revision may be out of date. An action whose kind
    changed (step or experiment) is open again.
    """
    known = {action.id: action for action in before}

    def result(action: Action) -> dict[str, Any]:
        now = known.get(action.id, action)
        same = now if now.kind == action.kind else Action(ticket=now.ticket)
        return {name: getattr(same, name) for name in ON_ITS_PAGE}

    return replace(content, actions=tuple(replace(each, **result(each)) for each in content.actions))


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
    """The content from the data of `dump`. It is not checked again: it was checked before it was stored."""
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
