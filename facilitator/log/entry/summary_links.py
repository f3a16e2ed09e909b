"""Looking up the links that show the summary of an entry to people without an account."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import SummaryLink
from facilitator.refused import Refused
from facilitator.tokens import hashed, link_token


def token_of(link_id: str) -> str:
    """The secret part of a link, which can be shown again though only its hash is stored."""
    return link_token(f"summary:{link_id}")


def open_links(session: Session, entry_id: str) -> Sequence[SummaryLink]:
    """The entry's links that still work, the newest first."""
    found = _working().where(SummaryLink.entry_id == entry_id).order_by(SummaryLink.created_at.desc())
    return [link for link in session.scalars(found) if _is_of_this_secret(link)]


def link_with(session: Session, token: str) -> SummaryLink:
    """The link with this token.

    :raises Refused: ``link_ended``, also when its maker's account is deactivated, or the secret key is another.
    """
    link = session.scalar(_working().where(SummaryLink.token_hash == hashed(token)))
    if link is None or not _is_of_this_secret(link):
        raise Refused("link_ended", "That link has ended. Ask whoever sent it for a new one.", 404)
    return link


def _working() -> Select[SummaryLink]:
    of_somebody_here: ColumnElement[bool] = or_(
        SummaryLink.account_id.is_(None), Account.deactivated_at.is_(None)
    )
    found = select(SummaryLink).outerjoin(Account, Account.id == SummaryLink.account_id)
    return found.where(SummaryLink.expires_at > clock.now(), of_somebody_here)


def _is_of_this_secret(link: SummaryLink) -> bool:
    return hashed(token_of(link.id)) == link.token_hash
