"""The open actions of one person, and who may follow up on an action."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, defer

from facilitator.accounts.tables import Account
from facilitator.log.entry.access import (
    can_read_as_member,
    readable_by,
    visible_to,
    written_or_joined_by,
)
from facilitator.log.entry.action_owner import owned_by
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.reader import Reader, reader_of
from facilitator.log.entry.tables import Action, Entry
from facilitator.refused import Refused

MOST_ACTIONS = 8


def open_actions_of(
    session: Session, account: Account, besides: Collection[str] = ()
) -> Sequence[tuple[Action, Entry]]:
    """The account's open actions with their entries, the most urgent first.

    At most `MOST_ACTIONS` and one more, which shows that there are more. An action belongs to the account if
    it is its owner, see `action_owner`, and they may see the owner's name; or if it has no owner and they
    wrote the entry alone.

    :param besides: ids of actions that are shown elsewhere
    """
    query = (
        select(Action, Entry)
        .options(defer(Entry.summary))
        .join(Entry, Entry.id == Action.entry_id)
        .where(belongs_to(account), Action.state == OPEN, Action.id.not_in(besides))
        .order_by(Action.due.is_(None), Action.due, Action.created_at, Action.pos)
        .limit(MOST_ACTIONS + 1)
    )
    return session.execute(query).all()


def belongs_to(account: Account) -> ColumnElement[bool]:
    """The SQL condition for the actions that belong to the account, over actions joined with entries."""
    who = reader_of(account)
    # An entry that is shared without names shows them only to people who were in the meeting.
    known = or_(Entry.named, written_or_joined_by(who))
    alone = (Entry.account_id == account.id) & Entry.meeting_id.is_(None) & (Action.owner == "")
    return visible_to(who) & or_(owned_by(account.id) & known, alone) & Entry.draft.is_(False)


def action_to_end(session: Session, action_id: str, who: Reader) -> tuple[Action, Entry]:
    """The action and its entry, if the reader is a member of the entry or the action belongs to them.

    In a write transaction, the entry's row stays locked until the transaction ends.

    :raises Refused: ``no_action``
    """
    entry_id = session.scalar(select(Action.entry_id).where(Action.id == action_id))
    entry = session.get(Entry, entry_id, with_for_update=True) if entry_id else None
    # Loaded only after the entry is locked: before that, an edit could still delete the action.
    action = session.get(Action, action_id, populate_existing=True)
    if entry is None or action is None:
        raise no_action()
    by_link = bool(who.link) and action.link_hash == who.link
    is_theirs = by_link or can_read_as_member(session, entry, who)
    if not is_theirs and not _waits_for(session, action, who):
        raise no_action()
    return action, entry


def action_to_read(session: Session, action_id: str, who: Reader) -> tuple[Action, Entry]:
    """The action and its entry, if the reader may read that. In a write transaction, its row stays locked.

    :raises Refused: ``no_action``
    """
    entry_id = session.scalar(select(Action.entry_id).where(Action.id == action_id))
    theirs = select(Entry).where(Entry.id == entry_id, readable_by(who), Entry.draft.is_(False))
    entry = session.scalar(theirs.with_for_update())
    action = session.get(Action, action_id, populate_existing=True)
    if entry is None or action is None:
        raise no_action()
    return action, entry


def _waits_for(session: Session, action: Action, who: Reader) -> bool:
    account = session.get(Account, who.account_id) if who.account_id else None
    if account is None:
        return False
    theirs = select(Action.id).join(Entry, Entry.id == Action.entry_id).where(belongs_to(account))
    return session.scalar(theirs.where(Action.id == action.id)) is not None


def no_action() -> Refused:
    return Refused("no_action", "There is no such action, or it is not yours to tick.", 404)
