"""An entry as one reader reads it: its words, the names they may know, and where it was used again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, load_only

from facilitator.accounts.tables import Account
from facilitator.log.entry import meeting_summary
from facilitator.log.entry.access import is_member, is_owner, may_edit, visible_to
from facilitator.log.entry.content import Content
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry, EntryLink, EntryRevision
from facilitator.log.entry.validity import ReviewAnswer, last_answers
from facilitator.log.revisions import store
from facilitator.refused import Refused
from facilitator.room.lists import led_or_joined
from facilitator.room.tables import MeetingRow
from facilitator.summary.model import Summary, load


@dataclass(frozen=True)
class EntryView:
    """All that the page of an entry shows to one reader.

    ``summary`` is there when a meeting left the entry. When names stay untold, ``author`` is empty, and so
    is ``extra``: what an imported file said besides is in no form, so nobody could take a name out of it.
    ``inside`` are the author and those who were there, ``editor`` is who may change it, ``owner`` who may delete it.
    ``being_used_in`` are meetings of the reader's that have not closed yet.
    """

    entry: Entry
    content: Content
    summary: Summary | None
    author: str
    extra: Mapping[str, str]
    inside: bool
    owner: bool
    editor: bool
    edited: bool
    answer: ReviewAnswer | None
    builds_on: Sequence[Entry]
    used_in: Sequence[Entry]
    being_used_in: Sequence[MeetingRow]


def view_for(session: Session, entry: Entry, reader: Reader) -> EntryView:
    """The entry for this reader, who may see it."""
    inside = is_member(session, entry, reader)
    content = store.content_of(session, entry)
    named = inside or entry.named
    return EntryView(
        entry=entry,
        content=content if named else _without_owners(content),
        summary=_summary(entry, content, named),
        author=_name_of(session, entry) if named else "",
        extra=entry.extra if named else {},
        inside=inside,
        owner=is_owner(session, entry, reader),
        editor=may_edit(session, entry, reader),
        edited=_was_edited(session, entry),
        answer=last_answers(session, [entry.id]).get(entry.id),
        builds_on=_linked(session, reader, EntryLink.used_id, EntryLink.entry_id == entry.id),
        used_in=_linked(session, reader, EntryLink.entry_id, EntryLink.used_id == entry.id),
        being_used_in=_meetings_using(session, reader, entry.id),
    )


def summary_for(session: Session, entry: Entry, reader: Reader) -> Summary:
    """The summary of a meeting's entry, as this reader, who may see it, reads it.

    :raises Refused: ``no_summary`` when no meeting left the entry.
    """
    named = entry.named or is_member(session, entry, reader)
    summary = _summary(entry, store.content_of(session, entry), named)
    if summary is None:
        raise Refused("no_summary", "This entry was written alone: there is no summary of a meeting.", 404)
    return summary


def _summary(entry: Entry, content: Content, named: bool) -> Summary | None:
    if entry.summary is None:
        return None
    summary = meeting_summary.with_edits(load(entry.summary), content)
    return summary if named else meeting_summary.without_names(summary)


def _without_owners(content: Content) -> Content:
    return replace(content, actions=tuple(replace(action, owner="") for action in content.actions))


def _name_of(session: Session, entry: Entry) -> str:
    found = session.get(Account, entry.account_id) if entry.account_id else None
    return found.name if found else ""


def _was_edited(session: Session, entry: Entry) -> bool:
    kinds = ("edit", "import", "restore", "changed")
    found = select(EntryRevision.id).where(EntryRevision.entry_id == entry.id, EntryRevision.kind.in_(kinds))
    return session.scalar(found.limit(1)) is not None


def _linked(
    session: Session, reader: Reader, column: object, condition: ColumnElement[bool]
) -> Sequence[Entry]:
    """Entries at the other end of a link that the reader may see, the newest first."""
    shown = load_only(Entry.id, Entry.title, Entry.date, Entry.outcome)
    ids = select(column).where(condition)  # type: ignore[call-overload]
    found = select(Entry).options(shown).where(Entry.id.in_(ids), visible_to(reader))
    return session.scalars(found.order_by(Entry.date.desc(), Entry.created_at.desc())).all()


def _meetings_using(session: Session, reader: Reader, entry_id: str) -> Sequence[MeetingRow]:
    """Those that have left no entry yet; nobody else is told that they take place."""
    links = select(EntryLink.meeting_id).where(EntryLink.used_id == entry_id, EntryLink.entry_id.is_(None))
    found = select(MeetingRow).options(load_only(MeetingRow.id, MeetingRow.title))
    return session.scalars(found.where(MeetingRow.id.in_(links), led_or_joined(reader.account_id))).all()
