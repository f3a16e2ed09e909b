"""Links that show the summary of one entry to people without an account, until a day or until they are ended."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.log.entry.reader import STRANGER
from facilitator.log.entry.tables import Entry, SummaryLink
from facilitator.log.entry.view import as_shared, summary_for
from facilitator.log.revisions.sharing import refuse_draft
from facilitator.refused import Refused
from facilitator.summary.model import Summary
from facilitator.tokens import derived_token, hashed, new_id

DAY_MS = 24 * 3600 * 1000
TOKEN_BYTES = 18
"""144 bits: nobody finds a link by trying."""
DAYS = (7, 30, 90, 365)
"""For how many days a link can be made."""


def make(
    session: Session, entry: Entry, names: str, agreed: str, days: int, *, by: str | None
) -> SummaryLink:
    """A new link to the summary of the entry.

    :param names: one of `sharing.choices_for` the entry
    :param agreed: how the group agreed; empty for an entry that somebody wrote alone
    :param by: the account that makes it; None for a guest of the meeting
    :raises Refused: ``not_finished``
    """
    refuse_draft(entry)
    now, link_id = clock.now(), new_id()
    link = SummaryLink(
        id=link_id,
        entry_id=entry.id,
        token_hash=hashed(_token(link_id)),
        names=names,
        agreed=agreed,
        account_id=by,
        created_at=now,
        expires_at=now + days * DAY_MS,
    )
    _delete_expired(session, now)
    session.add(link)
    return link


def token_of(link: SummaryLink) -> str:
    """The secret part of the link, which can be shown again though only its hash is stored."""
    return _token(link.id)


def open_links(session: Session, entry_id: str) -> Sequence[SummaryLink]:
    """The entry's links that still work, the newest first."""
    found = select(SummaryLink).where(SummaryLink.entry_id == entry_id, SummaryLink.expires_at > clock.now())
    return session.scalars(found.order_by(SummaryLink.created_at.desc())).all()


def end(session: Session, entry_id: str, link_id: str) -> None:
    """End one of the entry's links. One that has ended already stays so."""
    session.execute(delete(SummaryLink).where(SummaryLink.id == link_id, SummaryLink.entry_id == entry_id))


def summary_behind(session: Session, token: str) -> tuple[SummaryLink, Summary]:
    """The link with this token, and the summary as its reader may see it.

    :raises Refused: ``link_ended``
    """
    found = select(SummaryLink).where(
        SummaryLink.token_hash == hashed(token), SummaryLink.expires_at > clock.now()
    )
    link = session.scalar(found)
    if link is None:
        raise Refused("link_ended", "That link has ended. Ask whoever sent it for a new one.", 404)
    shared = as_shared(session.get_one(Entry, link.entry_id), link.names)
    return link, summary_for(session, shared, STRANGER)


def _delete_expired(session: Session, now: int) -> None:
    session.execute(delete(SummaryLink).where(SummaryLink.expires_at <= now))


def _token(link_id: str) -> str:
    return derived_token(f"summary:{link_id}", TOKEN_BYTES)
