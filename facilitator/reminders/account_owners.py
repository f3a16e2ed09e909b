"""Owners of actions who have an account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import CompoundSelect, Select, and_, func, or_, select, union
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
        # One after another: for their union, or for distinct rows, SQLite takes four times as long.
        return list({each for part in _untold(now) for each in session.scalars(part)})

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
            .where(
                Action.id.in_(_maybe_of(self.id)),
                belongs_to(session.get_one(Account, self.id)),
                is_unfinished(now),
            )
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


_OF_ENTRY = Entry.id == Action.entry_id
_ALONE = and_(Action.owner == "", Entry.meeting_id.is_(None))


def _untold(now: int) -> Iterator[Select[str]]:
    """The accounts that may have to be told of actions which may be theirs: `belongs_to` says whose they are."""
    seated = and_(
        SeatRow.meeting_id == Entry.meeting_id,
        SeatRow.removed_at.is_(None),
        or_(SeatRow.name == Action.owner, func.lower(SeatRow.name) == func.lower(Action.owner)),
    )
    of_account = select(Account.id).select_from(Action)
    of_entry = of_account.join(Entry, _OF_ENTRY)
    told = and_(Reminder.action_id == Action.id, Reminder.person == Account.id)
    wanted = and_(Account.reminds, Account.deactivated_at.is_(None), Account.email != "")
    for found in (
        of_account.join(Account, Account.id == Action.owner_id),
        of_entry.join(Account, Account.id == Entry.account_id).where(_ALONE),
        of_entry.join(SeatRow, seated).join(Account, Account.id == SeatRow.account_id),
    ):
        yield found.outerjoin(Reminder, told).where(may_be_due(now), wanted)


def _maybe_of(account_id: str) -> CompoundSelect[tuple[str]]:
    """The ids of actions that may belong to an account, by indexes: asking `belongs_to` of all takes long."""
    of_entry = select(Action.id).join(Entry, _OF_ENTRY)
    of_seat = of_entry.join(SeatRow, SeatRow.meeting_id == Entry.meeting_id)
    return union(
        select(Action.id).where(Action.owner_id == account_id),
        of_seat.where(SeatRow.account_id == account_id),
        of_entry.where(_ALONE, Entry.account_id == account_id),
    )
