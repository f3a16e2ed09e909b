"""Moving the day of an action, handing it on, and asking for help with it. Each is a change of its entry."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from facilitator.actions.following import action_to_end
from facilitator.log.entry import action_history
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


def ask_for_support(session: Session, action_id: str, support: str, who: Reader, now: int) -> Action:
    """Say what help an open action needs; an empty text takes that back.

    :raises Refused: ``no_action`` or ``not_open``
    """
    return _change(session, action_id, {"support": support}, "", who, now)


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
