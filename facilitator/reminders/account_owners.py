"""Owners of actions who have an account."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import CompoundSelect, and_, func, or_, select, union
from sqlalchemy.orm import Session, defer

from facilitator import web
from facilitator.accounts.tables import Account
from facilitator.actions.following import belongs_to
from facilitator.config import settings
from facilitator.log.entry.tables import Action, Entry
from facilitator.reminders import due
from facilitator.reminders.owners import Item, Owner
from facilitator.reminders.pending import is_unfinished, may_be_due
from facilitator.reminders.tables import Reminder
from facilitator.room.tables import SeatRow


class AccountOwner(Owner):
    """An account, which is reminded of all actions that belong to it."""

    @classmethod
    def waiting(cls, session: Session, now: int) -> Sequence[str]:
        owned = _owned(now).subquery()
        told = and_(Reminder.action_id == Action.id, Reminder.person == owned.c.account_id)
        found = (
            select(Account.id)
            .join(owned, owned.c.account_id == Account.id)
            .join(Action, Action.id == owned.c.action_id)
            .outerjoin(Reminder, told)
            .where(may_be_due(now), Account.reminds, Account.deactivated_at.is_(None), Account.email != "")
        )
        return session.scalars(found.distinct()).all()

    @classmethod
    def find(cls, session: Session, owner_id: str) -> AccountOwner | None:
        account = session.get(Account, owner_id, populate_existing=True)
        if account is None or account.deactivated_at or not account.reminds or not account.email:
            return None
        return cls(account.id, account.name, account.email, account.zone)

    def items(self, session: Session, now: int) -> list[Item]:
        since = due.asks_since(now, settings().ask_after_days)
        told = and_(Reminder.action_id == Action.id, Reminder.person == self.id)
        found = (
            select(Action, Entry.title, Reminder)
            .options(defer(Action.address))
            .join(Entry, Entry.id == Action.entry_id)
            .outerjoin(Reminder, told)
            .where(belongs_to(session.get_one(Account, self.id)), is_unfinished(now))
            .order_by(Action.due.is_(None), Action.due, Action.created_at, Action.pos)
        )
        items = (
            Item(
                action,
                due.part_for(action, reminder, self.today(now), since),
                title,
                web.external_url(f"/actions/{action.id}"),
                self.id,
                reminder,
            )
            for action, title, reminder in session.execute(found)
        )
        return [item for item in items if item.part]


def _owned(now: int) -> CompoundSelect[tuple[str, str]]:
    """Unfinished actions with the accounts to which they may belong: what `belongs_to` says counts in the end."""
    seated = and_(
        SeatRow.meeting_id == Entry.meeting_id,
        SeatRow.removed_at.is_(None),
        or_(SeatRow.name == Action.owner, func.lower(SeatRow.name) == func.lower(Action.owner)),
    )
    of_entry = Entry.id == Action.entry_id
    action, unfinished = Action.id.label("action_id"), is_unfinished(now)
    return union(
        select(action, Action.owner_id.label("account_id")).where(Action.owner_id.is_not(None), unfinished),
        select(action, SeatRow.account_id)
        .join(Entry, of_entry)
        .join(SeatRow, seated)
        .where(SeatRow.account_id.is_not(None), unfinished),
        select(action, Entry.account_id)
        .join(Entry, of_entry)
        .where(Action.owner == "", Entry.meeting_id.is_(None), Entry.account_id.is_not(None), unfinished),
    )
