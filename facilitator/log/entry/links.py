"""Links to earlier entries that were used again, in a meeting or in a later entry."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from facilitator.characters import tidy
from facilitator.log.entry.access import entry_for, visible_to
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry, EntryLink
from facilitator.refused import Refused
from facilitator.tokens import new_id

MOST_LINKS = 20


def keep_for_entry(session: Session, entry_id: str, used: Collection[str], reader: Reader, now: int) -> None:
    """Replace the reader's links of this entry with links to these entries."""
    own = (EntryLink.entry_id == entry_id) & (EntryLink.account_id == reader.account_id)
    session.execute(delete(EntryLink).where(own, EntryLink.used_id.not_in(entry_ids(used))))
    for used_id in _readable(session, used, reader):
        if used_id != entry_id:
            _add(session, EntryLink(entry_id=entry_id, used_id=used_id, account_id=reader.account_id, at=now))


def keep_for_meeting(
    session: Session, meeting_id: str, used: Collection[str], reader: Reader, now: int
) -> None:
    """Replace the reader's links of this meeting with links to these entries."""
    own = (EntryLink.meeting_id == meeting_id) & (EntryLink.account_id == reader.account_id)
    session.execute(delete(EntryLink).where(own, EntryLink.used_id.not_in(entry_ids(used))))
    for used_id in _readable(session, used, reader):
        use_in_meeting(session, meeting_id, used_id, reader.account_id, now)


def use_in_meeting(session: Session, meeting_id: str, used_id: str, account_id: str | None, now: int) -> None:
    """Record that an account used an entry in a meeting. A second call for the same three changes nothing."""
    entry_id = session.scalar(select(Entry.id).where(Entry.meeting_id == meeting_id))
    _add(
        session,
        EntryLink(meeting_id=meeting_id, entry_id=entry_id, used_id=used_id, account_id=account_id, at=now),
    )


def chosen_for_entry(session: Session, entry_id: str, reader: Reader) -> list[str]:
    """The ids of the entries that the reader used in an entry."""
    own = (EntryLink.entry_id == entry_id) & (EntryLink.account_id == reader.account_id)
    return list(
        session.scalars(select(EntryLink.used_id).where(own).order_by(EntryLink.at, EntryLink.used_id))
    )


def chosen_for_meeting(session: Session, meeting_id: str, reader: Reader) -> list[str]:
    """The ids of the entries that the reader used in a meeting."""
    own = (EntryLink.meeting_id == meeting_id) & (EntryLink.account_id == reader.account_id)
    return list(
        session.scalars(select(EntryLink.used_id).where(own).order_by(EntryLink.at, EntryLink.used_id))
    )


def used_in_meeting(session: Session, meeting_id: str, reader: Reader) -> list[str]:
    """The ids of the entries that anybody used in a meeting and the reader may read, the first used first."""
    used = select(EntryLink.used_id).join(Entry, Entry.id == EntryLink.used_id)
    found = used.where(EntryLink.meeting_id == meeting_id, visible_to(reader)).group_by(EntryLink.used_id)
    return list(session.scalars(found.order_by(func.min(EntryLink.at), EntryLink.used_id)))


def entry_ids(sent: Collection[str]) -> list[str]:
    """The distinct, non-empty ids among those that a form sent, at most `MOST_LINKS`."""
    return [each for each in dict.fromkeys(map(tidy, sent)) if each][:MOST_LINKS]


def link_closed_meeting(session: Session, meeting_id: str, entry_id: str) -> None:
    """Connect the links that were made in a meeting with the entry that the meeting produced."""
    session.execute(update(EntryLink).where(EntryLink.meeting_id == meeting_id).values(entry_id=entry_id))


def _readable(session: Session, used: Collection[str], reader: Reader) -> list[str]:
    """The ids that the reader may see. Others are skipped silently, so nobody learns that they exist."""
    found = []
    for entry_id in entry_ids(used):
        try:
            found.append(entry_for(session, entry_id, reader).id)
        except Refused:
            continue
    return found


def _add(session: Session, link: EntryLink) -> None:
    place = (
        EntryLink.entry_id == link.entry_id
        if link.meeting_id is None
        else EntryLink.meeting_id == link.meeting_id
    )
    same = place & (EntryLink.used_id == link.used_id) & (EntryLink.account_id == link.account_id)
    if session.scalar(select(EntryLink.id).where(same)) is None:
        link.id = new_id()
        session.add(link)
        session.flush()
