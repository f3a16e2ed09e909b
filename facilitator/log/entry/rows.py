"""Conversion between an entry's rows in the database and its content."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.content import TEXTS, Action, Content
from facilitator.log.entry.tables import Action as ActionRow
from facilitator.log.entry.tables import Entry
from facilitator.summary.model import Outcome


def content_of(session: Session, entry: Entry) -> Content:
    """The present content of the entry."""
    return from_rows(entry, action_rows(session, entry.id))


def days_of_meetings(session: Session, meeting_ids: Collection[str]) -> dict[str, datetime.date]:
    """The day of each closed meeting, as its entry has it, by the meeting's id."""
    found = select(Entry.meeting_id, Entry.date).where(Entry.meeting_id.in_(meeting_ids))
    return {str(meeting_id): day for meeting_id, day in session.execute(found)}


def action_rows(session: Session, entry_id: str) -> Sequence[ActionRow]:
    return session.scalars(select(ActionRow).where(ActionRow.entry_id == entry_id)).all()


def from_rows(entry: Entry, actions: Iterable[ActionRow]) -> Content:
    """The content that the rows hold, with the actions sorted by their ``pos``."""
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
    """Write the content to the entry's own columns, without the actions, which have rows of their own."""
    for name in ("title", "date", "category", *TEXTS):
        setattr(entry, name, getattr(content, name))
    entry.tags, entry.learned = list(content.tags), list(content.learned)
    entry.outcome = content.outcome or None


def action_to_row(row: ActionRow, action: Action, pos: int) -> bool:
    """Write the action to its row. Returns whether that changed the row."""
    said = {each.name: getattr(action, each.name) for each in fields(Action)} | {"pos": pos}
    changed = any(getattr(row, name) != value for name, value in said.items())
    for name, value in said.items():
        setattr(row, name, value)
    if action.state == OPEN:
        row.done_at = row.done_on = None
    return changed
