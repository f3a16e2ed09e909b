"""The only place that writes entries: their rows, revisions and search index together.

Closing a meeting, writing alone, editing, restoring and importing all end in `save`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import Session

from facilitator import signals
from facilitator.log.entry import action_history, action_owner, rows
from facilitator.log.entry import content as contents
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.content import Action, Content
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

    A new entry is added to the database, by `save_new`. The caller sets visibility, draft flag and the like before.

    :param by: the account that did it, for the histories of its actions.
    :param is_imported: whether it was decided elsewhere, so that nobody hears of who has its actions now.
    """
    if inspect(entry).transient:
        save_new(session, [(entry, content)], now, is_imported=is_imported)
        return
    was_draft = True in inspect(entry).attrs.draft.history.deleted
    _next_version(entry, content, now)
    session.flush()
    assigned = _write_actions(session, entry, content, now, by)
    reindex(session, entry)
    if not entry.draft and not is_imported:
        _tell_owners(session, rows.action_rows(session, entry.id) if was_draft else assigned)


def save_new(
    session: Session, entries: Sequence[tuple[Entry, Content]], now: int, *, is_imported: bool = False
) -> None:
    """Add new entries, each with its content, as `save` does for one.

    Apart from what listeners do, it takes as many statements for many as for one.
    """
    for entry, content in entries:
        _next_version(entry, content, now)
    session.add_all([entry for entry, _ in entries])
    session.flush()
    written = _add_actions(session, entries, now)
    index.index_new(session, written)
    signals.entry_indexed.send(None, session=session)
    if not is_imported:
        for entry, actions in written:
            _tell_owners(session, () if entry.draft else actions)


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


def _next_version(entry: Entry, content: Content, now: int) -> None:
    rows.to_row(entry, content)
    entry.version = (entry.version or 0) + 1
    entry.updated_at = now
    if entry.review_at is None and entry.version == 1:
        entry.review_at = review_schedule.next_review(entry.date, now)


def _taken(session: Session, action_ids: Collection[str], entry_id: str = "") -> set[str]:
    """Those of the ids that actions have, or that actions of other entries than this one had."""
    if not action_ids:
        return set()
    return {
        *session.scalars(select(ActionRow.id).where(ActionRow.id.in_(action_ids))),
        *action_history.kept_elsewhere(session, entry_id, action_ids),
    }


def _with_ids(actions: Iterable[Action], taken: set[str]) -> list[Action]:
    """The same actions, each with a unique id. One gets a new id when it has none, or when its id is taken.

    :param taken: the ids of these actions are added to it.
    """
    unique = []
    for action in actions:
        fresh = not action.id or action.id in taken
        unique.append(replace(action, id=new_id()) if fresh else action)
        taken.add(unique[-1].id)
    return unique


def _tell_owners(session: Session, actions: Iterable[ActionRow]) -> None:
    """Tell whoever listens which of these actions are open and have an owner now."""
    for action in actions:
        if action.owner and action.state == OPEN:
            signals.action_assigned.send(None, session=session, entry_id=action.entry_id, action_id=action.id)


def _add_actions(
    session: Session, entries: Sequence[tuple[Entry, Content]], now: int
) -> list[tuple[Entry, list[ActionRow]]]:
    """Add the actions of new entries.

    :returns: each entry with the rows of its actions, in their order
    """
    taken = _taken(session, {action.id for _, content in entries for action in content.actions if action.id})
    owners = defaultdict[str | None, set[str]](set)
    for entry, content in entries:
        owners[entry.meeting_id].update(action.owner for action in content.actions)
    accounts = {
        meeting_id: action_owner.accounts_for(session, meeting_id, names)
        for meeting_id, names in owners.items()
    }
    written = []
    for entry, content in entries:
        actions = []
        for pos, action in enumerate(_with_ids(content.actions, taken)):
            row = action_history.new_row(entry, action, now)
            row.owner_id = accounts[entry.meeting_id].get(action.owner)
            rows.action_to_row(row, action, pos)
            actions.append(row)
        session.add_all(actions)
        written.append((entry, actions))
    session.flush()
    return written


def _write_actions(
    session: Session, entry: Entry, content: Content, now: int, by: str | None
) -> list[ActionRow]:
    """Write the content's actions to their rows. Rows of actions that the content lacks are deleted.

    :returns: those that have another owner than before
    """
    assigned = []
    known = {row.id: row for row in rows.action_rows(session, entry.id)}
    others = {action.id for action in content.actions if action.id} - set(known)
    taken = _taken(session, others, entry.id)
    for pos, action in enumerate(_with_ids(content.actions, taken)):
        row = known.pop(action.id, None)
        if row is None:
            row = action_history.revived(session, entry, action, by=by, at=now)
        elif not entry.draft:
            action_history.note_edit(session, row, action, by=by, at=now)
        if row.owner != action.owner:
            assigned.append(row)
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
