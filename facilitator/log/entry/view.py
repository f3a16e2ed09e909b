"""An entry as one reader sees it: its content, the names they may see, and where it was used again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, inspect, select
from sqlalchemy.orm import Session, load_only

from facilitator.accounts.tables import Account
from facilitator.log.entry import meeting_summary
from facilitator.log.entry.access import is_member, is_owner, may_edit, may_share, visible_to
from facilitator.log.entry.content import Content
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.rows import content_of
from facilitator.log.entry.series import series_of
from facilitator.log.entry.summary_links import open_links
from facilitator.log.entry.tables import Entry, EntryLink, EntryRevision, SeriesLink, SummaryLink
from facilitator.log.entry.validity import ReviewAnswer, last_answers
from facilitator.room.meeting_lists import led_or_joined
from facilitator.room.tables import MeetingRow
from facilitator.summary.model import Summary, load


@dataclass(frozen=True)
class EntryView:
    """All that the page of an entry shows to one reader.

    When the entry was shared without names, ``author`` is empty for everybody, so that its author sees it
    as the others do, and ``extra`` for readers who are not members: it may contain names, and no form lets
    anybody edit it.

    :param summary: the same as a summary, with all that the meeting left if there was one.
    :param is_member: whether the reader wrote the entry or was in its meeting.
    :param is_owner: whether the reader may delete it.
    :param can_edit: whether the reader may change it.
    :param can_share: whether the reader may show it to more people than those who were there.
    :param was_edited: whether anybody changed it since it was written.
    :param validity: the last answer to "still true?".
    :param open_links: the links that show it to people without an account, for members.
    :param builds_on: earlier entries that were used in it.
    :param used_in: later entries in which it was used.
    :param follows: the entry of the meeting that its own followed, if there is one.
    :param followed_by: the entries of the meetings that followed its own.
    :param series: the entries of its series of meetings, with itself, the oldest first.
    :param meetings_using: the reader's meetings that use it and have not closed yet.
    """

    entry: Entry
    content: Content
    summary: Summary
    author: str
    extra: Mapping[str, str]
    is_member: bool
    is_owner: bool
    can_edit: bool
    can_share: bool
    was_edited: bool
    validity: ReviewAnswer | None
    open_links: Sequence[SummaryLink]
    builds_on: Sequence[Entry]
    used_in: Sequence[Entry]
    follows: Sequence[Entry]
    followed_by: Sequence[Entry]
    series: Sequence[Entry]
    meetings_using: Sequence[MeetingRow]


def view_for(session: Session, entry: Entry, reader: Reader) -> EntryView:
    """The entry as this reader sees it. The caller has checked that they may."""
    member = is_member(session, entry, reader)
    content, author = content_of(session, entry), _author(session, entry)
    named = member or entry.named
    validity = last_answers(session, [entry.id]).get(entry.id)
    return EntryView(
        entry=entry,
        content=content if named else _for_others(entry, content),
        summary=_summary(entry, content, author, validity, named=named),
        author=author,
        extra=entry.extra if named else {},
        is_member=member,
        is_owner=is_owner(session, entry, reader),
        can_edit=may_edit(session, entry, reader),
        can_share=may_share(session, entry, reader),
        was_edited=_was_edited(session, entry),
        validity=validity,
        open_links=open_links(session, entry.id) if member else (),
        builds_on=_linked(session, reader, EntryLink.used_id, EntryLink.entry_id == entry.id),
        used_in=_linked(session, reader, EntryLink.entry_id, EntryLink.used_id == entry.id),
        follows=follows(session, entry.id, reader),
        followed_by=followed_by(session, entry.id, reader),
        series=series_of(session, entry.id, reader),
        meetings_using=_meetings_using(session, reader, entry.id),
    )


def summary_for(session: Session, entry: Entry, reader: Reader) -> Summary:
    """The summary of an entry, as this reader sees it. The caller has checked that they may."""
    named = entry.named or is_member(session, entry, reader)
    return _summary_of(session, entry, _author(session, entry), named=named)


def followed_learning(
    session: Session, entry: Entry, action_id: str, reader: Reader
) -> tuple[int, str] | None:
    """The learning that an action of the entry follows: its number in the summary, from 1 on, and its text."""
    if entry.summary is None:
        return None
    summary = summary_for(session, entry, reader)
    ids = [each.id for each in content_of(session, entry).actions]
    learning = summary.learning_of(summary.actions[ids.index(action_id)])
    return (summary.learnings.index(learning) + 1, learning.text) if learning else None


def follows(session: Session, entry_id: str, reader: Reader) -> Sequence[Entry]:
    """The entry of the meeting that this one's followed, if there is one and the reader may see it."""
    return _linked(session, reader, SeriesLink.follows_id, SeriesLink.entry_id == entry_id)


def followed_by(session: Session, entry_id: str, reader: Reader) -> Sequence[Entry]:
    """The entries of the meetings that followed this one's, if the reader may see them."""
    return _linked(session, reader, SeriesLink.entry_id, SeriesLink.follows_id == entry_id)


def as_shared(entry: Entry, names: str) -> Entry:
    """A copy of the entry, outside of the session, as if it were shared with everyone.

    :param names: how it tells names: ``no``, ``drivers`` or ``yes``.
    """
    shared = Entry(**{column.key: getattr(entry, column.key) for column in inspect(Entry).column_attrs})
    shared.named, shared.tells_drivers = names == "yes", names == "drivers"
    shared.visibility = "everyone"
    return shared


def whole_summary(session: Session, entry: Entry) -> Summary:
    """The summary of an entry with everything that is in it, for the operator."""
    return _summary_of(session, entry, _name_of_author(session, entry), named=True)


def _summary_of(session: Session, entry: Entry, author: str, *, named: bool) -> Summary:
    validity = last_answers(session, [entry.id]).get(entry.id)
    return _summary(entry, content_of(session, entry), author, validity, named=named)


def _summary(
    entry: Entry, content: Content, author: str, validity: ReviewAnswer | None, *, named: bool
) -> Summary:
    told = content if named else _for_others(entry, content)
    if entry.summary is None:
        summary = meeting_summary.of_content(told, author)
    else:
        edited = meeting_summary.with_edits(load(entry.summary), told)
        if edited.meeting is None and not author and _is_nameless(entry):
            edited = replace(edited, leader="")
        summary = edited if named else meeting_summary.without_names(edited)
    return summary if validity is None else replace(summary, no_longer_true=_doubt(validity))


def _doubt(validity: ReviewAnswer) -> str:
    """The day on which somebody said that the entry is no longer true, or ``""``."""
    return validity.day.isoformat() if validity.kind == "no longer" else ""


def _for_others(entry: Entry, content: Content) -> Content:
    """The content for readers who were not there, of an entry that is shared without names."""
    actions = tuple(replace(action, owner="") for action in content.actions)
    return replace(content, actions=actions, drove="" if entry.hides_drivers else content.drove)


def _author(session: Session, entry: Entry) -> str:
    """The author's name, unless the entry is shared without names."""
    return "" if _is_nameless(entry) else _name_of_author(session, entry)


def _is_nameless(entry: Entry) -> bool:
    """Whether it is shared without names."""
    return entry.visibility == "everyone" and not entry.named


def _name_of_author(session: Session, entry: Entry) -> str:
    found = session.get(Account, entry.account_id) if entry.account_id else None
    return found.name if found else ""


def _was_edited(session: Session, entry: Entry) -> bool:
    kinds = ("edit", "import", "restore", "changed")
    found = select(EntryRevision.id).where(EntryRevision.entry_id == entry.id, EntryRevision.kind.in_(kinds))
    return session.scalar(found.limit(1)) is not None


def _linked(
    session: Session, reader: Reader, column: object, condition: ColumnElement[bool]
) -> Sequence[Entry]:
    """The entries at the other end of the links, if the reader may see them, the newest first."""
    shown = load_only(Entry.id, Entry.title, Entry.date, Entry.outcome)
    ids = select(column).where(condition)  # type: ignore[call-overload]
    found = select(Entry).options(shown).where(Entry.id.in_(ids), visible_to(reader))
    return session.scalars(found.order_by(Entry.date.desc(), Entry.created_at.desc())).all()


def _meetings_using(session: Session, reader: Reader, entry_id: str) -> Sequence[MeetingRow]:
    """The reader's meetings that use the entry and have no entry yet. Nobody else may learn of them."""
    links = select(EntryLink.meeting_id).where(EntryLink.used_id == entry_id, EntryLink.entry_id.is_(None))
    found = select(MeetingRow).options(load_only(MeetingRow.id, MeetingRow.title))
    return session.scalars(found.where(MeetingRow.id.in_(links), led_or_joined(reader.account_id))).all()
