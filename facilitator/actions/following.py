"""Following up on what was decided: the open actions of one person, and what becomes of each."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, defer

from facilitator.accounts.tables import Account
from facilitator.actions.states import OPEN, ends_of
from facilitator.actions.tables import Action
from facilitator.errors import Refused
from facilitator.log import store
from facilitator.log.access import Reader, entry_from_inside, own_to, visible_to
from facilitator.log.tables import Entry

MOST = 8


def open_actions_of(session: Session, account: Account) -> Sequence[tuple[Action, Entry]]:
    """What the account still has to do, the most urgent first: one more than `MOST`, where there are more.

    An action is theirs when it bears their name in an entry that they may see, or nobody's name in
    an entry that they wrote alone.
    """
    who = Reader(account.id, {})
    name = account.name.strip()
    named = or_(Action.owner == name, func.lower(Action.owner) == name.lower())
    # Shared without names, an entry shows its names to those only who were there.
    known = or_(Entry.named, own_to(who))
    alone = (Entry.account_id == account.id) & Entry.meeting_id.is_(None) & (Action.owner == "")
    query = (
        select(Action, Entry)
        .options(defer(Entry.summary))
        .join(Entry, Entry.id == Action.entry_id)
        .where(visible_to(who), or_(named & known, alone))
        .where(Entry.draft.is_(False), Action.state == OPEN)
        .order_by(Action.due.is_(None), Action.due, Action.created_at, Action.pos)
        .limit(MOST + 1)
    )
    return session.execute(query).all()


def end(session: Session, action_id: str, state: str, who: Reader, now: int) -> Action:
    """Say what became of an action, or open it again. Those who were there may, and who wrote it.

    :raises Refused: ``no_action`` or ``bad_state``
    """
    action = session.get(Action, action_id)
    if action is None:
        raise no_action()
    try:
        entry = entry_from_inside(session, action.entry_id, who)
    except Refused:
        raise no_action() from None
    if state not in (OPEN, *ends_of(action.kind)):
        raise Refused("bad_state", "Say what became of it.", 422)
    action.state, action.updated_at = state, now
    action.done_at = None if state == OPEN else now
    store.put(session, entry)
    return action


def no_action() -> Refused:
    return Refused("no_action", "There is no such action, or it is not yours to tick.", 404)
