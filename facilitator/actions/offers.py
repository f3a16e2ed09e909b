"""Offering help with an action that asks for it: anybody with an account who may read its entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts.tables import Account
from facilitator.actions.following import action_to_read
from facilitator.log.entry import action_history
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Action, ActionChange
from facilitator.refused import Refused


@dataclass(frozen=True)
class Offer:
    """Help that somebody offered at the instant ``at``, and has not taken back."""

    account_id: str
    name: str
    words: str
    at: int


def offer(session: Session, action_id: str, helps: bool, words: str, who: Reader, now: int) -> Action:
    """Offer to help with an open action that asks for it, or take that back.

    :param words: a word to it
    :raises Refused: ``no_action``, or ``not_open`` when it has ended, or asks for no help
    """
    action, _ = action_to_read(session, action_id, who)
    own = [each for each in offers_of(session, action_id) if each.account_id == who.account_id]
    if not helps and not own:
        return action
    if helps and own and words in ("", own[0].words):
        return action
    if helps and (action.state != OPEN or not action.support):
        raise Refused("not_open", "It needs no help any more.", 409)
    before, after = ("no", "yes") if helps else ("yes", "no")
    action_history.note(session, action_id, "offer", before, after, words=words, by=who.account_id, at=now)
    return action


def offers_of(session: Session, action_id: str) -> Sequence[Offer]:
    """The offers that stand, the first one first."""
    found = (
        select(ActionChange, Account)
        .join(Account, Account.id == ActionChange.account_id)
        .join(Action, (Action.id == ActionChange.action_id) & (Action.entry_id == ActionChange.entry_id))
        .where(ActionChange.action_id == action_id, ActionChange.kind == "offer")
        .order_by(ActionChange.at, ActionChange.id)
    )
    offers: dict[str, Offer] = {}
    for change, account in session.execute(found):
        offers.pop(account.id, None)
        if change.after == "yes":
            offers[account.id] = Offer(account.id, account.name, change.words, change.at)
    return list(offers.values())
