"""The secret address of an account's feed: making it, ending it, and whose feed an address is."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.calendar.tables import CalendarFeed
from facilitator.refused import Refused
from facilitator.tokens import hashed, link_token, new_id

HOUR_MS = 3_600_000


def make(session: Session, account_id: str, now: int) -> None:
    """Make the address of the account's feed. One that was made before ends."""
    end(session, account_id)
    link_id = new_id()
    hash_ = hashed(_token(link_id))
    session.add(CalendarFeed(account_id=account_id, link_id=link_id, token_hash=hash_, created_at=now))


def end(session: Session, account_id: str) -> None:
    """End the address of the account's feed, if there is one."""
    if feed := session.get(CalendarFeed, account_id, with_for_update=True):
        session.delete(feed)
        session.flush()


def token_of(feed: CalendarFeed) -> str:
    """The secret part of the feed's address; empty if it was made with another secret key."""
    token = _token(feed.link_id)
    return token if feed.token_hash == hashed(token) else ""


def feed_with(session: Session, token: str) -> tuple[CalendarFeed, Account]:
    """The feed with this token, and whose it is.

    :raises Refused: ``link_ended``, also when the account is deactivated
    """
    feed = session.scalar(select(CalendarFeed).where(CalendarFeed.token_hash == hashed(token)))
    account = session.get(Account, feed.account_id) if feed and token_of(feed) == token else None
    if feed is None or account is None or account.deactivated_at is not None:
        raise Refused("link_ended", "That address has ended. Get the new one from your calendar's page.", 404)
    return feed, account


def keep_read(feed: CalendarFeed, now: int) -> None:
    """Write down that a calendar program read the feed, at most once an hour."""
    if feed.read_at is not None and feed.read_at > now - HOUR_MS:
        return
    with database.session() as session:
        theirs = CalendarFeed.token_hash == feed.token_hash
        session.execute(update(CalendarFeed).where(theirs).values(read_at=now))


def _token(link_id: str) -> str:
    return link_token(f"calendar:{link_id}")
