"""Series of meetings: which one follows which, by their entries."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import CTE, delete, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, load_only

from facilitator.accounts.tables import Account
from facilitator.log.entry.access import entry_for, no_entry, visible_to
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry, SeriesLink
from facilitator.refused import Refused
from facilitator.room.change import Change
from facilitator.tokens import new_id

Column = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]


def link_of(session: Session, meeting_id: str) -> SeriesLink | None:
    """What the meeting follows, or None when it stands alone."""
    return session.scalar(select(SeriesLink).where(SeriesLink.meeting_id == meeting_id))


def followed(session: Session, meeting_id: str) -> str | None:
    """The id of the entry of the meeting that this one follows, if any."""
    link = link_of(session, meeting_id)
    return link.follows_id if link else None


def require_own(change: Change, account: Account) -> None:
    """What a meeting follows is read with its owner's rights at the start, and written with them at the close.

    :raises Refused: ``not_allowed`` when the meeting is another account's
    """
    if change.account_id != account.id:
        raise not_own()


def not_own() -> Refused:
    return Refused("not_allowed", "Only the account that prepared the meeting chooses what it follows.", 403)


def keep_for_meeting(session: Session, meeting_id: str, follows_id: str | None, reader: Reader) -> None:
    """Let the meeting follow that of an entry, or none.

    :raises Refused: ``no_entry`` when the reader may not read the entry, or it is of no meeting
    """
    before = link_of(session, meeting_id)
    if before is not None and before.follows_id == follows_id:
        return
    session.execute(delete(SeriesLink).where(SeriesLink.meeting_id == meeting_id))
    if follows_id is None:
        return
    entry = entry_for(session, follows_id, reader)
    if not entry.is_of_a_group:
        raise no_entry()
    session.add(SeriesLink(id=new_id(), meeting_id=meeting_id, follows_id=entry.id))
    session.flush()


def link_closed_meeting(session: Session, meeting_id: str, entry_id: str) -> None:
    """Name the entry that a meeting of a series has left."""
    session.execute(update(SeriesLink).where(SeriesLink.meeting_id == meeting_id).values(entry_id=entry_id))


def link_imported(session: Session, entry_id: str, follows_id: str) -> None:
    """Let an entry that was imported follow another, if both are here and it follows none yet."""
    here = set(session.scalars(select(Entry.id).where(Entry.id.in_({entry_id, follows_id}))))
    if len(here) == 2 and before(session, entry_id) is None:
        session.add(SeriesLink(id=new_id(), entry_id=entry_id, follows_id=follows_id))


def before(session: Session, entry_id: str) -> str | None:
    """The id of the entry that this one follows, whoever may read it."""
    return session.scalar(select(SeriesLink.follows_id).where(SeriesLink.entry_id == entry_id))


def back_from(session: Session, entry_id: str) -> list[str]:
    """The ids of the entry and of all that it follows, one after the other."""
    return [entry_id, *session.scalars(select(_line(entry_id, SeriesLink.entry_id, SeriesLink.follows_id)))]


def series_of(session: Session, entry_id: str, reader: Reader) -> Sequence[Entry]:
    """The entries before and after this one in its series, with it, that the reader may see: the oldest first."""
    earlier = _line(entry_id, SeriesLink.entry_id, SeriesLink.follows_id)
    later = _line(entry_id, SeriesLink.follows_id, SeriesLink.entry_id)
    theirs = Entry.id.in_(select(earlier)) | Entry.id.in_(select(later))
    found = select(Entry).options(_SHOWN).where(theirs & visible_to(reader) | (Entry.id == entry_id))
    return session.scalars(found.order_by(Entry.date, Entry.created_at)).all()


def followed_by_meetings(session: Session, meeting_ids: Collection[str], reader: Reader) -> dict[str, Entry]:
    """The entry that each of these meetings follows, by the meeting's id, if the reader may see it."""
    found = (
        select(SeriesLink.meeting_id, Entry)
        .options(_SHOWN)
        .join(Entry, Entry.id == SeriesLink.follows_id)
        .where(SeriesLink.meeting_id.in_(meeting_ids), visible_to(reader))
    )
    return {str(meeting_id): entry for meeting_id, entry in session.execute(found)}


def following_meetings(session: Session, meeting_ids: Collection[str], reader: Reader) -> dict[str, Entry]:
    """The entry that follows each of these meetings, by the meeting's id, the latest one that the reader may see."""
    first = aliased(Entry)
    found = (
        select(first.meeting_id, Entry)
        .options(_SHOWN)
        .join(SeriesLink, SeriesLink.entry_id == Entry.id)
        .join(first, first.id == SeriesLink.follows_id)
        .where(first.meeting_id.in_(meeting_ids), visible_to(reader))
        .order_by(Entry.date, Entry.created_at)
    )
    return {str(meeting_id): entry for meeting_id, entry in session.execute(found)}


_SHOWN = load_only(Entry.id, Entry.title, Entry.date, Entry.outcome)


def _line(entry_id: str, here: Column, there: Column) -> CTE:
    """The ids that one gets to, from link to link; one that leads back to itself ends there."""
    first = select(there.label("id")).where(here == entry_id, there != entry_id)
    line = first.cte(recursive=True)
    return line.union(
        select(there).join(line, here == line.c.id).where(there.is_not(None), there != entry_id)
    )
