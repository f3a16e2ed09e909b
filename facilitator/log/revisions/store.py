"""The only place that writes entries: their rows, revisions and search index together.

Closing a meeting, writing alone, editing, restoring and importing all end in `save`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import Session

from facilitator import signals
from facilitator.log.entry import action_history, action_owner, rows
from facilitator.log.entry import content as contents
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.content import Content
from facilitator.log.entry.tables import Action as ActionRow
from facilitator.log.entry.tables import Entry, EntryRevision
from facilitator.log.revisions import review_schedule
from facilitator.log.search import index
from facilitator.tokens import new_id


def new_entry(account_id: str | None, now: int, *, entry_id: str = "", visibility: str = "private") -> Entry:
    """A new entry without content. `save` gives it its content and adds it to the database."""
    return Entry(
        id=entry_id or new_id(),
        account_id=account_id,
        visibility=visibility,
        draft=False,
        named=False,
        tells_drivers=False,
        version=0,
        created_at=now,
        extra={},
    )


def save(
    session: Session,
    entry: Entry,
    content: Content,
    now: int,
    *,
    by: str | None = None,
    is_imported: bool = False,
) -> None:
    """Write `content` to the entry as its next version, without keeping a revision.

    A new entry is added to the database. The caller sets visibility, draft flag and the like before.

    :param by: the account that did it, for the histories of its actions.
    :param is_imported: whether it was decided elsewhere, so that nobody hears of who has its actions now.
    """
    was_draft = True in inspect(entry).attrs.draft.history.deleted
    rows.to_row(entry, content)
    entry.version = (entry.version or 0) + 1
    entry.updated_at = now
    if entry.review_at is None and entry.version == 1:
        entry.review_at = review_schedule.next_review(entry.date, now)
    session.add(entry)
    session.flush()
    assigned = _write_actions(session, entry, content, now, by)
    reindex(session, entry)
    if not entry.draft and not is_imported:
        _tell_owners(session, entry, None if was_draft else assigned)


def change(
    session: Session, entry: Entry, content: Content, now: int, *, by: str | None, kind: str = "edit"
) -> None:
    """Save a new content and keep the former one as a revision. An equal content changes nothing.

    :param by: the account that did it; None for a guest of the meeting.
    """
    before = rows.content_of(session, entry)
    content = contents.with_results_of(content, before.actions)
    if content == before:
        return
    add_revision(session, entry, now, by=by, kind=kind)
    save(session, entry, content, now, by=by, is_imported=kind == "import")


def add_revision(session: Session, entry: Entry, now: int, *, by: str | None, kind: str) -> None:
    """Add a revision: the present content of the entry, and who did what with it."""
    before = contents.dump(rows.content_of(session, entry))
    session.add(
        EntryRevision(
            id=new_id(),
            entry_id=entry.id,
            version=entry.version,
            account_id=by,
            at=now,
            kind=kind,
            before=before,
        )
    )


def reindex(session: Session, entry: Entry) -> None:
    """Update the search index from the entry's rows. Call it after any change of the entry."""
    session.flush()
    index.index_entry(session, entry)
    signals.entry_indexed.send(None, session=session)


def delete_entry(session: Session, entry_id: str) -> None:
    """Delete the entry with its actions, revisions and links, and remove it from the search index.

    Call `database.forget()` after the transaction: it removes the deleted data from the disk.
    """
    index.remove_entry(session, entry_id)
    session.execute(delete(Entry).where(Entry.id == entry_id))


def _with_ids(session: Session, entry_id: str, content: Content, own: Collection[str]) -> Content:
    """The same content, with a unique id for each action.

    An action gets a new id when it has none, or when another entry or an earlier action already has it, or had it.

    :param own: the ids of the entry's present actions.
    """
    named = {action.id for action in content.actions if action.id}
    others = named - set(own)
    taken = {
        *session.scalars(select(ActionRow.id).where(ActionRow.id.in_(others))),
        *action_history.kept_elsewhere(session, entry_id, others),
    }
    actions = []
    for action in content.actions:
        fresh = not action.id or action.id in taken
        actions.append(replace(action, id=new_id() if fresh else action.id))
        taken.add(action.id)
    return replace(content, actions=tuple(actions))


def _tell_owners(session: Session, entry: Entry, assigned: Collection[str] | None) -> None:
    """Tell whoever listens which open actions have an owner now.

    :param assigned: only these, by their ids; None for all
    """
    if assigned is not None and not assigned:
        return
    for action in rows.action_rows(session, entry.id):
        if action.owner and action.state == OPEN and (assigned is None or action.id in assigned):
            signals.action_assigned.send(None, session=session, entry_id=entry.id, action_id=action.id)


def _write_actions(
    session: Session, entry: Entry, content: Content, now: int, by: str | None
) -> Collection[str]:
    """Write the content's actions to their rows. Rows of actions that the content lacks are deleted.

    :returns: the ids of those that have another owner than before
    """
    assigned = set()
    known = {row.id: row for row in rows.action_rows(session, entry.id)}
    for pos, action in enumerate(_with_ids(session, entry.id, content, known).actions):
        row = known.pop(action.id, None)
        if row is None:
            row = action_history.revived(session, entry, action, by=by, at=now)
        elif not entry.draft:
            action_history.note_edit(session, row, action, by=by, at=now)
        if row.owner != action.owner:
            assigned.add(action.id)
            row.owner_id = action_owner.account_for(session, entry, action.owner)
            row.end_link()
        if rows.action_to_row(row, action, pos):
            row.updated_at = now
        session.add(row)
    for row in known.values():
        if not entry.draft:
            action_history.note_removal(session, row, by=by, at=now)
        session.delete(row)
    session.flush()
    return assigned
