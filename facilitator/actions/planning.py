"""Moving the day of an action, handing it on, saying who is meant, asking for help with it, and its ticket."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from facilitator.actions.following import action_to_end
from facilitator.log.entry import action_history, action_owner
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.rows import content_of
from facilitator.log.entry.tables import Action
from facilitator.log.revisions import store
from facilitator.refused import Refused


def move(
    session: Session, action_id: str, due: datetime.date | None, why: str, who: Reader, now: int
) -> Action:
    """Give an open action another day, or none.

    :param why: a word to it
    :raises Refused: ``no_action`` or ``not_open``
    """
    return _change(session, action_id, {"due": due}, why, who, now)


def hand_on(session: Session, action_id: str, owner: str, why: str, who: Reader, now: int) -> Action:
    """Give an open action another owner, or none.

    :param owner: a name; see `action_owner` for whose it is
    :param why: a word to it
    :raises Refused: ``no_action`` or ``not_open``
    """
    return _change(session, action_id, {"owner": owner}, why, who, now)


def say_who(session: Session, action_id: str, has_account: bool, who: Reader, now: int) -> Action:
    """Say whether the owner is the person with an account of that name, or another one without an account.

    :raises Refused: ``no_action``, or ``no_owner`` when no account is meant by the name
    """
    action, entry = action_to_end(session, action_id, who)
    account_id = action_owner.account_for(session, entry, action.owner)
    if account_id is None:
        raise Refused("no_owner", "Nobody with an account here has that name, or they were there.", 409)
    if (action.owner_id == account_id) == has_account:
        return action
    action.owner_id = account_id if has_account else None
    action.end_link()
    before, after = ("no", "yes") if has_account else ("yes", "no")
    action_history.note(session, action_id, "person", before, after, by=who.account_id, at=now)
    return action


def ask_for_support(session: Session, action_id: str, support: str, who: Reader, now: int) -> Action:
    """Say what help an open action needs; an empty text takes that back.

    :raises Refused: ``no_action`` or ``not_open``
    """
    return _change(session, action_id, {"support": support}, "", who, now)


def keep(session: Session, action_id: str, due: datetime.date | None, who: Reader, now: int) -> Action:
    """Say that an open action goes on, until another day if there is one.

    :raises Refused: ``no_action`` or ``not_open``
    """
    before = action_to_end(session, action_id, who)[0].due
    if due is not None and due != before:
        return _change(session, action_id, {"due": due}, "", who, now)
    action = _change(session, action_id, {}, "", who, now)
    action_history.note(session, action_id, "kept", "", "", by=who.account_id, at=now)
    return action


def redefine(session: Session, action_id: str, text: str, who: Reader, now: int) -> Action:
    """Give an open action other words for what it is about.

    :raises Refused: ``no_action`` or ``not_open``
    """
    action = action_to_end(session, action_id, who)[0]
    about = "hypothesis" if action.hypothesis and not action.what else "what"
    return _change(session, action_id, {about: text}, "", who, now)


def link_ticket(session: Session, action_id: str, ticket: str, who: Reader, now: int) -> Action:
    """Keep the address at which the action stands in a tracker; an empty text takes that back.

    It is no version of its entry, as little as whose list the action is on.

    :raises Refused: ``no_action``
    """
    action, entry = action_to_end(session, action_id, who)
    if action.ticket != ticket:
        if not entry.draft:
            action_history.note(
                session, action.id, "ticket", action.ticket, ticket, by=who.account_id, at=now
            )
        action.ticket, action.updated_at = ticket, now
    return action


def _change(
    session: Session, action_id: str, changed: dict[str, Any], why: str, who: Reader, now: int
) -> Action:
    action, entry = action_to_end(session, action_id, who)
    if action.state != OPEN:
        raise Refused("not_open", "It has ended. Open it again first.", 409)
    content = content_of(session, entry)
    actions = (replace(each, **changed) if each.id == action_id else each for each in content.actions)
    store.change(session, entry, replace(content, actions=tuple(actions)), now, by=who.account_id)
    action_history.add_words(session, action_id, now, why)
    return action
