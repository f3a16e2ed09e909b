"""What is told of an event: only what everybody with an account may read at this moment.

A chat or a program passes on what it gets, to people whom we do not know. So of an entry that is not shared with
everyone there is a link, which asks for the account, and nothing of what is in it; of the actions in one that only its
writer reads nothing at all; and no owner's name where the entry is shared without names. Who did something is never
told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from facilitator.config import settings
from facilitator.log.entry.tables import Action, Entry
from facilitator.summary import words
from facilitator.webhooks import events


@dataclass(frozen=True)
class Told:
    """An event for its receivers.

    :param data: for programs, as docs/webhooks.md describes it
    :param text: for a chat: one sentence, with words of people in it
    :param url: where to read more
    """

    data: dict[str, Any]
    text: str
    url: str


def tell(session: Session, event: str, entry_id: str, action_id: str) -> Told | None:
    """What is told of the event now; None if there is nothing to tell any more.

    :param action_id: empty for an event that is not about an action
    """
    entry = session.get(Entry, entry_id)
    if entry is None:
        return None
    if not action_id:
        return _OF_ENTRIES[event](entry)
    action = session.get(Action, action_id)
    if action is None or action.entry_id != entry.id or entry.visibility == "private":
        return None
    data = {"action": _action(entry, action), "entry": _entry(entry)}
    return Told(data, _SENTENCES[event](data["action"]), data["action"]["url"])


def _meeting_closed(entry: Entry) -> Told:
    url = _url(f"/meetings/{entry.meeting_id}/summary")
    data = {"meeting": {"id": entry.meeting_id, "url": url}, "entry": _entry(entry)}
    title = data["entry"]["title"]
    return Told(data, f"A meeting has closed: {title}" if title else "A meeting has closed.", url)


def _entry_shared(entry: Entry) -> Told | None:
    if not _is_everyones(entry):
        return None
    data = _entry(entry)
    return Told({"entry": data}, f"Shared with everyone: {data['title']}", data["url"])


_OF_ENTRIES: dict[str, Callable[[Entry], Told | None]] = {
    events.MEETING_CLOSED: _meeting_closed,
    events.ENTRY_SHARED: _entry_shared,
}


def _assigned(action: dict[str, Any]) -> str:
    due = f" It is due on {words.day(action['due'])}." if action["due"] else ""
    title = f": {action['title'].rstrip('.')}" if action["title"] else ""
    return f"{action['owner'] or 'Somebody'} has an action{title}.{due}"


def _due(action: dict[str, Any]) -> str:
    owner = f" ({action['owner']})" if action["owner"] else ""
    return f"Due today: {action['title']}{owner}" if action["title"] else "An action is due today."


def _ended(action: dict[str, Any]) -> str:
    return (
        f"{words.STATES[action['state']]}: {action['title']}" if action["title"] else "An action has ended."
    )


_SENTENCES: dict[str, Callable[[dict[str, Any]], str]] = {
    events.ACTION_ASSIGNED: _assigned,
    events.ACTION_DUE: _due,
    events.ACTION_ENDED: _ended,
}


def _entry(entry: Entry) -> dict[str, Any]:
    is_told = _is_everyones(entry)
    return {
        "id": entry.id,
        "url": _url(f"/log/{entry.id}"),
        "title": entry.title if is_told else None,
        "date": entry.date.isoformat() if is_told else None,
    }


def _action(entry: Entry, action: Action) -> dict[str, Any]:
    is_told = _is_everyones(entry)
    return {
        "id": action.id,
        "url": _url(f"/actions/{action.id}"),
        "kind": action.kind if is_told else None,
        "due": action.due.isoformat() if is_told and action.due else None,
        "title": (action.what or action.hypothesis or "An experiment") if is_told else None,
        "state": action.state if is_told else None,
        "owner": (action.owner or None) if is_told and entry.named else None,
    }


def _is_everyones(entry: Entry) -> bool:
    return entry.visibility == "everyone" and not entry.draft


def _url(path: str) -> str:
    return settings().base_url + path
