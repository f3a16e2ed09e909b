"""Importing an item again: comparing it with its entry, and keeping what people changed here since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.log.entry import action_history
from facilitator.log.entry import content as contents
from facilitator.log.entry.action_end import set_end
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.content import Action, Content
from facilitator.log.entry.rows import content_of
from facilitator.log.entry.tables import Action as ActionRow
from facilitator.log.entry.tables import Entry, EntryRevision
from facilitator.log.revisions import store
from facilitator.log.transfer.known import origin_of
from facilitator.log.transfer.records import ImportRecord, ImportResult

EDITS = ("edit", "restore", "changed")


def result_of(session: Session, entry: Entry, item: ImportRecord) -> ImportResult:
    """What the item, which is this entry, would change in it."""
    is_same = is_same_content(content_of(session, entry), item.content)
    if is_same and dict(entry.extra) == dict(item.extra) and not _brings_summary(item, entry):
        return "unchanged"
    is_newer = entry.updated_at > item.updated_at if item.updated_at else was_edited(session, entry)
    return "newer here" if is_newer else "updated"


def update(session: Session, entry: Entry, item: ImportRecord, *, by: str | None) -> None:
    """Update the content and extra of an entry. Its visibility and owner stay as they are in this log."""
    entry.extra = dict(item.extra)
    if _brings_summary(item, entry):
        entry.summary = item.summary
    content = with_ids_of(item.content, content_of(session, entry).actions)
    store.change(session, entry, content, clock.now(), by=by, kind="import")
    end_actions(session, entry, item)
    entry.origin = origin_of(item) or entry.origin
    store.reindex(session, entry)


def _brings_summary(item: ImportRecord, entry: Entry) -> bool:
    """Whether the item has another summary for the entry of a meeting that was held elsewhere."""
    return entry.meeting_id is None and item.summary is not None and entry.summary != item.summary


def with_ids_of(content: Content, known: Sequence[Action]) -> Content:
    """The content, with ids from the known actions of equal kind and headline: most files have no ids."""
    left = {(each.kind, each.headline): each.id for each in reversed(known)}
    given = {each.id for each in content.actions}
    actions = []
    for action in content.actions:
        found = left.pop((action.kind, action.headline), "")
        actions.append(action if action.id or found in given else replace(action, id=found))
    return replace(content, actions=tuple(actions))


def is_same_content(now: Content, brought: Content) -> bool:
    """Whether the imported content equals the entry's, ends no action that is open here, and brings no ticket.

    An action that has ended here stays so, even if it is open in the file: people tick actions in the log,
    not in old files.
    """
    brought = with_ids_of(brought, now.actions)
    ends = any(each.state != OPEN for each in brought.actions if _is_open(now, each.id))
    without = {each.id for each in now.actions if not each.ticket}
    tickets = any(each.ticket for each in brought.actions if each.id in without)
    return contents.with_results_of(brought, now.actions) == now and not ends and not tickets


def was_edited(session: Session, entry: Entry) -> bool:
    """Whether somebody changed the entry here after its last import."""

    def last(*kinds: str) -> int:
        made = select(func.max(EntryRevision.version)).where(
            EntryRevision.entry_id == entry.id, EntryRevision.kind.in_(kinds)
        )
        return session.scalar(made) or 0

    return last(*EDITS) > last("import")


def end_actions(session: Session, entry: Entry, item: ImportRecord) -> None:
    """End the entry's open actions that have ended in the file, and set ``done_at`` and tickets that are missing here.

    The entry's actions must be in the same order as those of the file.
    """
    rows = session.scalars(select(ActionRow).where(ActionRow.entry_id == entry.id).order_by(ActionRow.pos))
    for row, action, done_at in zip_longest(rows, item.content.actions, item.done_at):
        if row is None or action is None:
            continue
        row.ticket = row.ticket or action.ticket
        if row.state == OPEN and action.state != OPEN:
            action_history.note(session, row.id, "state", OPEN, action.state, by=None, at=clock.now())
            for name in contents.RESULT:
                setattr(row, name, getattr(action, name))
        if row.state != OPEN and row.done_at is None:
            set_end(session, entry, row, done_at or None)


def _is_open(now: Content, action_id: str) -> bool:
    return any(each.id == action_id and each.state == OPEN for each in now.actions)
