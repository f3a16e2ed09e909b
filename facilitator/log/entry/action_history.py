"""The history of an action: each change of its state, its day, its owner and its words, with who did it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from facilitator.accounts.tables import Account
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.content import Action
from facilitator.log.entry.tables import Action as ActionRow
from facilitator.log.entry.tables import ActionChange, Entry
from facilitator.tokens import new_id

Kind = Literal[
    "state", "worked", "due", "owner", "text", "support", "offer", "person", "kept", "removed", "ticket"
]
_KEPT = ("owner", "owner_id", "created_at", "done_at", "done_on")
_TEXTS = ("what", "hypothesis", "test", "signal")


def note(
    session: Session,
    action_id: str,
    kind: Kind,
    before: str,
    after: str,
    *,
    words: str = "",
    by: str | None,
    at: int,
) -> None:
    """Add a change to the action's history.

    :param before: the state, day or text until then; empty when there was none
    :param words: what the person said to it
    :param by: the account that did it; None for somebody without one
    """
    entry_id = session.get_one(ActionRow, action_id).entry_id
    _add(session, entry_id, action_id, kind, before, after, words=words, by=by, at=at)


def note_edit(session: Session, row: ActionRow, action: Action, *, by: str | None, at: int) -> None:
    """Add what an edit of the entry changes of the action: its day, its owner, the help asked for, its words."""
    for kind, before, after in _differences(row, action):
        note(session, row.id, kind, before, after, by=by, at=at)


def add_words(session: Session, action_id: str, at: int, words: str) -> None:
    """Add the ``words`` that the person said to the changes of this instant that have none."""
    now = (ActionChange.action_id == action_id) & (ActionChange.at == at) & (ActionChange.words == "")
    session.execute(update(ActionChange).where(now).values(words=words))


def place(session: Session, action_id: str, at: int, meeting_id: str) -> None:
    """Name the meeting in which a room made the changes of this instant."""
    now = (ActionChange.action_id == action_id) & (ActionChange.at == at)
    session.execute(update(ActionChange).where(now).values(meeting_id=meeting_id))


def sign(session: Session, action_id: str, since: int, name: str) -> None:
    """Write the name of an owner without an account to what they have just changed."""
    theirs = (ActionChange.action_id == action_id) & (ActionChange.at >= since)
    nobodys = ActionChange.account_id.is_(None) & (ActionChange.name == "")
    session.execute(update(ActionChange).where(theirs, nobodys).values(name=name))


def history_of(session: Session, action_id: str) -> list[tuple[ActionChange, str]]:
    """The changes of an action, the newest first, each with the name of who did it, or ``""``."""
    found = (
        select(ActionChange, Account.name)
        .outerjoin(Account, Account.id == ActionChange.account_id)
        .join(
            ActionRow,
            (ActionRow.id == ActionChange.action_id) & (ActionRow.entry_id == ActionChange.entry_id),
        )
        .where(ActionChange.action_id == action_id)
        .order_by(ActionChange.at.desc(), ActionChange.id)
    )
    return [(change, name or change.name) for change, name in session.execute(found)]


def note_removal(session: Session, row: ActionRow, *, by: str | None, at: int) -> None:
    """Add that the action is taken out of its entry, with what only its row knows."""
    kept = {name: str(value) for name in _KEPT if (value := getattr(row, name)) is not None}
    note(session, row.id, "removed", json.dumps(kept), "", by=by, at=at)


def new_row(entry: Entry, action: Action, at: int) -> ActionRow:
    """A row for an action that its entry never had. It has no words and no owner yet."""
    return ActionRow(id=action.id, entry_id=entry.id, owner="", created_at=at, updated_at=at)


def revived(session: Session, entry: Entry, action: Action, *, by: str | None, at: int) -> ActionRow:
    """A row for an action that the entry does not have. One that comes back has what its row knew, but no link."""
    row = new_row(entry, action, at)
    theirs = (ActionChange.action_id == action.id) & (ActionChange.entry_id == entry.id)
    last = select(ActionChange).where(theirs, ActionChange.kind == "removed").order_by(ActionChange.at.desc())
    if (removal := session.scalar(last.limit(1))) is None:
        return row
    kept = json.loads(removal.before)
    row.owner, row.created_at = kept.get("owner", ""), int(kept["created_at"])
    if kept.get("owner_id") and session.get(Account, kept["owner_id"]):
        row.owner_id = kept["owner_id"]
    row.done_at = int(kept["done_at"]) if "done_at" in kept else None
    row.done_on = datetime.date.fromisoformat(kept["done_on"]) if "done_on" in kept else None
    _add(session, entry.id, action.id, "removed", "", "back", by=by, at=at)
    return row


def kept_elsewhere(session: Session, entry_id: str, action_ids: Collection[str]) -> Sequence[str]:
    """Those of the ids that are of actions that other entries had once, and may have again."""
    theirs = (ActionChange.entry_id != entry_id) & ActionChange.action_id.in_(action_ids)
    return session.scalars(select(ActionChange.action_id).where(theirs).distinct()).all()


def _add(
    session: Session,
    entry_id: str,
    action_id: str,
    kind: Kind,
    before: str,
    after: str,
    *,
    words: str = "",
    by: str | None,
    at: int,
) -> None:
    session.add(
        ActionChange(
            id=new_id(),
            entry_id=entry_id,
            action_id=action_id,
            account_id=by,
            name="",
            at=at,
            kind=kind,
            before=before,
            after=after,
            words=words,
        )
    )


def _differences(row: ActionRow, action: Action) -> Iterator[tuple[Kind, str, str]]:
    if row.due != action.due:
        yield "due", day_text(row.due), day_text(action.due)
    if row.owner != action.owner:
        yield "owner", row.owner, action.owner
    if row.support != action.support:
        yield "support", row.support, action.support
    if row.kind != action.kind and row.state != OPEN:
        yield "state", row.state, OPEN
    for name in _TEXTS:
        if getattr(row, name) != getattr(action, name):
            yield "text", getattr(row, name), getattr(action, name)


def day_text(day: object) -> str:
    """A day as ``YYYY-MM-DD``, or an empty text."""
    return str(day) if day else ""
