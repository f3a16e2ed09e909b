"""Owners of actions who have no account, but an address to which the link of each action was sent."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from facilitator import clock, database, web
from facilitator.accounts import addresses
from facilitator.accounts.tables import Account
from facilitator.actions import links
from facilitator.config import settings
from facilitator.log.entry.action_end import meetings_zone
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.tables import Action, Entry
from facilitator.reminders import due
from facilitator.reminders.owners import Item, Owner
from facilitator.reminders.pending import may_be_due
from facilitator.reminders.tables import Reminder, Unwanted

_TOLD = and_(Reminder.action_id == Action.id, Reminder.person == Action.link_id)


class GuestOwner(Owner):
    """An address, which is reminded of all actions whose links were sent to it."""

    @classmethod
    def waiting(cls, session: Session, now: int) -> Sequence[str]:
        found = select(Action.address_key).outerjoin(Reminder, _TOLD)
        return [key for key in session.scalars(found.where(may_be_due(now)).distinct()) if key]

    @classmethod
    def find(cls, session: Session, owner_id: str) -> GuestOwner | None:
        newest = select(Action, Entry).join(Entry, Entry.id == Action.entry_id)
        newest = newest.where(Action.address_key == owner_id).order_by(Action.created_at.desc(), Action.id)
        row = session.execute(newest.limit(1)).first()
        address = addresses.opened(row[0].address or "") if row else ""
        return cls(owner_id, row[0].owner, address, zone_of(session, row[1])) if row and address else None

    def items(self, session: Session, now: int) -> list[Item]:
        since = due.asks_since(now, settings().ask_after_days)
        return [
            Item(action, part, entry.title, link_of(action), action.link_id, told)
            for action, entry, told in _actions(session, self.id)
            if is_reached(session, entry, action)
            and (part := due.part_for(action, told, self.today(now), since))
        ]


def _actions(session: Session, key: str) -> list[tuple[Action, Entry, Reminder | None]]:
    found = (
        select(Action, Entry, Reminder)
        .join(Entry, Entry.id == Action.entry_id)
        .outerjoin(Reminder, _TOLD)
        .where(Action.address_key == key)
        .order_by(Action.due.is_(None), Action.due, Action.created_at, Action.pos)
    )
    return [(action, entry, told) for action, entry, told in session.execute(found)]


def link_of(action: Action) -> str:
    """The full URL of the action's page for its owner."""
    return web.external_url(f"/my-action/{links.token_of(action)}")


def is_reached(session: Session, entry: Entry, action: Action) -> bool:
    """Whether the action's owner still has no account, and a link that opens its page."""
    return bool(links.token_of(action)) and links.may_have_link(session, entry, action)


def zone_of(session: Session, entry: Entry) -> str:
    """The zone in which the days of an entry's guests are counted: its meeting's, else its author's."""
    author = session.get(Account, entry.account_id) if entry.account_id else None
    return meetings_zone(entry) or (author.zone if author else clock.NO_ZONE)


def is_unwanted(session: Session, key: str) -> bool:
    """Whether somebody at this address has ended the reminders. If not, they do not until the transaction ends."""
    database.hold(session, f"unwanted:{key}")
    return session.get(Unwanted, key) is not None


def has_actions(session: Session, key: str) -> bool:
    """Whether any action's link was sent to this address."""
    return session.scalar(select(Action.id).where(Action.address_key == key).limit(1)) is not None


def end(session: Session, key: str) -> None:
    """Forget an address, so that nobody is reminded there, also when somebody writes it again. The links go on."""
    database.hold(session, f"unwanted:{key}")
    session.merge(Unwanted(address_key=key, at=clock.now()))
    session.execute(update(Action).where(Action.address_key == key).values(address=None, address_key=None))


def forget_ended() -> None:
    """Forget the addresses of actions about which there is nothing to tell any more.

    They ended a while ago and were asked about, or their owner got an account since. The caller calls
    `database.forget`.
    """
    since = due.asks_since(clock.now(), settings().ask_after_days)
    found = (
        select(Action, Entry, Reminder).join(Entry, Entry.id == Action.entry_id).outerjoin(Reminder, _TOLD)
    )
    with database.session() as session:
        kept = session.execute(found.where(Action.address_key.is_not(None))).all()
        for action, entry, told in kept:
            if _is_over(session, action, entry, told, since):
                action.forget_address()


def _is_over(session: Session, action: Action, entry: Entry, told: Reminder | None, since: int) -> bool:
    if not is_reached(session, entry, action) or not addresses.opened(action.address or ""):
        return True
    if action.state == OPEN or (action.done_at or 0) > since:
        return False
    return not due.is_asked(action, since) or (told is not None and told.part == due.ASK)
