"""The history of an action: each change of its state, its day, its owner and its words, with who did it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from facilitator.accounts.tables import Account
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.content import Action
from facilitator.log.entry.tables import Action as ActionRow
from facilitator.log.entry.tables import ActionChange
from facilitator.tokens import new_id

Kind = Literal["state", "worked", "due", "owner", "text", "support", "offer", "person", "kept"]
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
    session.add(
        ActionChange(
            id=new_id(),
            entry_id=session.get_one(ActionRow, action_id).entry_id,
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


def ended_at(session: Session, row: ActionRow) -> int | None:
    """When the action ended as its row has it; None if the history does not tell."""
    theirs = (ActionChange.action_id == row.id) & (ActionChange.entry_id == row.entry_id)
    ended = (ActionChange.kind == "state") & (ActionChange.after == row.state)
    return session.scalar(select(func.max(ActionChange.at)).where(theirs, ended))


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
