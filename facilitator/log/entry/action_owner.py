"""Whose an action is: an account, not a name, since a name can be taken by somebody else later.

In a meeting's entry, the owner's name is that of a seat in the meeting, and the action belongs to the seat's
account; to nobody while the seat is a guest's. A seat that was removed owns nothing. Any other name is looked
up once, when it is written: the action belongs to the account that has the name alone at that time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import Action, Entry
from facilitator.room.tables import SeatRow


def account_for(session: Session, entry: Entry, owner: str) -> str | None:
    """The id of the account to which an action with this owner belongs from now on, or None."""
    return accounts_for(session, entry.meeting_id, {owner}).get(owner)


def accounts_for(session: Session, meeting_id: str | None, owners: Collection[str]) -> dict[str, str]:
    """The ids of the accounts to which actions with these owners belong from now on, by owner.

    An owner whose actions belong to no account is not among them.

    :param meeting_id: the meeting of the actions' entry; None for entries without one.
    """
    names = {owner for owner in owners if owner}
    if meeting_id is not None:
        seats = _having(session, SeatRow.id, SeatRow.name, names, _is_seat_of(meeting_id))
        names = {name for name, those in seats.items() if not those}
    accounts = _having(session, Account.id, Account.name, names, true())
    return {name: those.pop() for name, those in accounts.items() if len(those) == 1}


def owned_by(account_id: str) -> ColumnElement[bool]:
    """The SQL condition for the actions of the account, over actions joined with entries."""
    seat = exists().where(
        _is_seat_of(Entry.meeting_id),
        SeatRow.account_id == account_id,
        or_(SeatRow.name == Action.owner, func.lower(SeatRow.name) == func.lower(Action.owner)),
    )
    return or_(Action.owner_id == account_id, seat)


def owner_account_id() -> ColumnElement[str | None]:
    """The SQL expression for the account to which an action belongs, over actions joined with entries.

    It is null when nobody has it, or somebody without an account.
    """
    seated = select(SeatRow.account_id).where(
        _is_seat_of(Entry.meeting_id),
        SeatRow.account_id.is_not(None),
        or_(SeatRow.name == Action.owner, func.lower(SeatRow.name) == func.lower(Action.owner)),
    )
    alone = case((and_(Action.owner == "", Entry.meeting_id.is_(None)), Entry.account_id))
    return func.coalesce(Action.owner_id, seated.limit(1).correlate(Action, Entry).scalar_subquery(), alone)


def belonging_to(entry: Entry, action: Action) -> ColumnElement[bool]:
    """The SQL condition for the accounts to which the action belongs.

    Without an owner it belongs to who wrote the entry alone, and to nobody in a meeting's entry.
    """
    if not action.owner:
        return Account.id == entry.account_id if entry.meeting_id is None else false()
    seated = exists().where(
        _is_seat_of(entry.meeting_id), SeatRow.account_id == Account.id, _is(SeatRow.name, action.owner)
    )
    return or_(Account.id == action.owner_id, seated)


def _is_seat_of(meeting_id: str | InstrumentedAttribute[str | None] | None) -> ColumnElement[bool]:
    return (SeatRow.meeting_id == meeting_id) & SeatRow.removed_at.is_(None)


def _is(name: InstrumentedAttribute[str], owner: str) -> ColumnElement[bool]:
    # SQLite makes only ASCII letters small, so a name that is written alike counts in any case.
    return or_(name == owner, func.lower(name) == owner.lower())


def _having(
    session: Session,
    id: InstrumentedAttribute[str],
    name: InstrumentedAttribute[str],
    owners: Collection[str],
    also: ColumnElement[bool],
) -> dict[str, set[str]]:
    """The ids of the rows that have the name of each owner, as `_is` compares names."""
    if not owners:
        return {}
    exact, small = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    either = or_(name.in_(owners), func.lower(name).in_({owner.lower() for owner in owners}))
    for row_id, written, lower in session.execute(select(id, name, func.lower(name)).where(also, either)):
        exact[written].add(row_id)
        small[lower].add(row_id)
    return {owner: exact[owner] | small[owner.lower()] for owner in owners}
