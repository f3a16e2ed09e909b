"""The link by which an owner without an account says what came of an action. It ends when somebody else has it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts.tables import Account
from facilitator.actions.following import action_to_end
from facilitator.log.entry.action_owner import belonging_to
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Action, Entry
from facilitator.refused import Refused
from facilitator.tokens import hashed, link_token, new_id


def make(session: Session, action_id: str, who: Reader) -> Action:
    """Make the link of an action. One that was made before ends.

    :raises Refused: ``no_action``, or ``no_owner`` when nobody has it, or somebody with an account
    """
    action, entry = action_to_end(session, action_id, who)
    if not may_have_link(session, entry, action):
        raise Refused(
            "no_owner", "A link is for an owner without an account. Hand it on to somebody first.", 409
        )
    action.end_link()
    action.link_id = new_id()
    action.link_hash = hashed(_token(action.link_id))
    return action


def may_have_link(session: Session, entry: Entry, action: Action) -> bool:
    """Whether somebody without an account has the action, also none of a seat in the meeting."""
    with_account = session.scalar(select(Account.id).where(belonging_to(entry, action)).limit(1))
    return bool(action.owner) and with_account is None


def end(session: Session, action_id: str, who: Reader) -> None:
    """End the link of an action.

    :raises Refused: ``no_action``
    """
    action, _ = action_to_end(session, action_id, who)
    action.end_link()


def token_of(action: Action) -> str:
    """The secret part of the action's link; empty if there is none, or it was made with another secret key."""
    token = _token(action.link_id)
    return token if action.link_hash == hashed(token) else ""


def action_with(session: Session, token: str) -> Action:
    """The action with this link.

    :raises Refused: ``link_ended``
    """
    action = session.scalar(select(Action).where(Action.link_hash == hashed(token)))
    if action is None or token_of(action) != token:
        raise Refused("link_ended", "That link has ended. Ask whoever sent it for a new one.", 404)
    return action


def _token(link_id: str) -> str:
    return link_token(f"action:{link_id}")
