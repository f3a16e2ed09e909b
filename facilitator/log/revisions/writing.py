"""Writing and deleting an entry: what a draft becomes, what an edit leaves, and when to review it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from facilitator import clock, database
from facilitator.log.entry.access import entry_to_edit, is_owner, no_entry
from facilitator.log.entry.content import Content
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.entry.validity import no_longer_true
from facilitator.log.revisions import review_schedule, store
from facilitator.refused import Refused
from facilitator.room.retention import delete_meeting

Check = Callable[[Session, Entry], object]
_NOT_OWNER = "Only the account that prepared the meeting can delete its entry."
DELETED = "This draft was deleted meanwhile. Copy what you need, and begin a new entry."


def own_or_new(session: Session, entry_id: str, who: Reader, version: int) -> Entry:
    """The author's entry of that id, or a new one if `version` is 0 and the id is unused.

    :raises Refused: ``no_entry`` when the entry belongs to another account, ``deleted`` when `version` says
        that it existed and it is gone.
    """
    database.hold(session, entry_id)
    entry = session.get(Entry, entry_id, with_for_update=True)
    if entry is None and version:
        raise Refused("deleted", DELETED, 410)
    if entry is None:
        return store.new_entry(who.account_id, clock.now(), entry_id=entry_id)
    if entry.account_id != who.account_id:
        raise no_entry()
    return entry


def write(
    session: Session,
    entry: Entry,
    content: Content,
    now: int,
    *,
    by: str | None,
    as_draft: bool = False,
    is_review: bool = False,
) -> None:
    """Save the content. A draft gets no revisions, because only its author has seen it.

    :param by: the account that writes; None for a guest of the meeting
    :param as_draft: whether an entry that is new or a draft is not finished yet
    :param is_review: whether this is the answer "changed" to "still true?"
    """
    if entry.version == 0 or entry.draft:
        entry.draft = as_draft
        entry.review_at = None if as_draft else review_schedule.next_review(content.date, now)
        store.save(session, entry, content, now, by=by)
        return
    kind = "changed" if is_review or _is_past(session, entry) else "edit"
    if kind == "changed" or content.date != entry.date:
        entry.review_at = review_schedule.next_review(content.date, now)
    store.change(session, entry, content, now, by=by, kind=kind)


def _is_past(session: Session, entry: Entry) -> bool:
    """Whether its last review said "no longer true". An edit then counts as the review answer "changed"."""
    return entry.id in no_longer_true(session, [entry.id])


def delete(entry_id: str, who: Reader, check: Check = lambda session, entry: None) -> Entry:
    """Delete an entry permanently, and return it. One from a meeting is deleted together with its meeting.

    :param check: refuses it, if it must, in the transaction in which it is deleted
    :raises Refused: ``no_entry``, or ``not_allowed`` when the reader is not its owner
    """
    with database.session() as session:
        entry = _to_delete(session, entry_id, who, check)
        if entry.meeting_id is None:
            store.delete_entry(session, entry.id)
    if entry.meeting_id:
        delete_meeting(entry.meeting_id, lambda session, _: _to_delete(session, entry_id, who, check))
    else:
        database.forget()
    return entry


def _to_delete(session: Session, entry_id: str, who: Reader, check: Check) -> Entry:
    entry = entry_to_edit(session, entry_id, who)
    if not is_owner(session, entry, who):
        raise Refused("not_allowed", _NOT_OWNER, 403)
    check(session, entry)
    return entry
