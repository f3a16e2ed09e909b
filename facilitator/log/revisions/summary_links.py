"""Making and ending links that show the summary of one entry to people without an account. Both are revisions."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from facilitator import clock, database
from facilitator.log.entry.summary_links import token_of
from facilitator.log.entry.tables import Entry, SummaryLink
from facilitator.log.revisions import store
from facilitator.log.revisions.sharing_rules import NAMES, check
from facilitator.tokens import hashed, new_id

DAY_MS = 24 * 3600 * 1000
DAYS = (7, 30, 90, 365)
"""For how many days a link can be made."""


def make(
    session: Session, entry: Entry, names: str, agreed: str, days: int, *, by: str | None
) -> SummaryLink:
    """A new link to the summary of the entry.

    :param names: how it tells names, and `agreed` how the group agreed, by the rules of `check`
    :param by: the account that makes it; None for a guest of the meeting
    :raises ValidationError: when these do not fit the entry
    :raises Refused: ``not_finished``
    """
    check(entry, names, agreed)
    now, link_id = clock.now(), new_id()
    link = SummaryLink(
        id=link_id,
        entry_id=entry.id,
        token_hash=hashed(token_of(link_id)),
        names=names,
        agreed=agreed,
        account_id=by,
        created_at=now,
        expires_at=now + days * DAY_MS,
    )
    session.add(link)
    store.add_revision(session, entry, now, by=by, kind="link made")
    return link


def end(session: Session, entry: Entry, link_id: str, *, by: str | None) -> None:
    """End one of the entry's links. One that has ended already stays so."""
    _end(session, entry, [link_id], by)


def end_all(session: Session, entry: Entry, *, by: str | None) -> None:
    """End all links to the entry."""
    _end(session, entry, session.scalars(_ids_of(entry)).all(), by)


def end_telling_more(session: Session, entry: Entry, names: str, *, by: str | None) -> None:
    """End the links to the entry that tell more names than `names`, one of `NAMES`."""
    more = NAMES[NAMES.index(names) + 1 :]
    _end(session, entry, session.scalars(_ids_of(entry).where(SummaryLink.names.in_(more))).all(), by)


def delete_expired() -> None:
    """Delete the links whose day is past."""
    with database.session() as session:
        session.execute(delete(SummaryLink).where(SummaryLink.expires_at <= clock.now()))


def _ids_of(entry: Entry) -> Select[str]:
    return select(SummaryLink.id).where(SummaryLink.entry_id == entry.id)


def _end(session: Session, entry: Entry, ids: Iterable[str], by: str | None) -> None:
    ended = delete(SummaryLink).where(SummaryLink.entry_id == entry.id, SummaryLink.id.in_(list(ids)))
    for _ in session.scalars(ended.returning(SummaryLink.id)).all():
        store.add_revision(session, entry, clock.now(), by=by, kind="link ended")
