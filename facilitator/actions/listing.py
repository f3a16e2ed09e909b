"""Actions of entries that somebody may read, each with the owner's name if they may read that, too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, case, or_, select, tuple_
from sqlalchemy.orm import Session

from facilitator.accounts.tables import Account
from facilitator.actions.following import belongs_to, no_action
from facilitator.log.entry.access import visible_to, written_or_joined_by
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.content import RESULT
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Action, Entry

PAGE = 50


def page_of_actions(
    session: Session, account: Account, *, state: str, mine: bool, place: tuple[int, str] | None
) -> Sequence[Row[Any]]:
    """The actions that the account may read, those written last first: `PAGE`, and one more if others follow.

    :param state: only those in this state, or in any but `open` for ``ended``; empty for all
    :param mine: only those that belong to the account
    :param place: the instant at which the last action of the page before was written, and its id
    """
    query = _readable(account).order_by(Action.created_at.desc(), Action.id.desc()).limit(PAGE + 1)
    if state:
        query = query.where(Action.state != OPEN if state == "ended" else Action.state == state)
    if mine:
        query = query.where(belongs_to(account))
    if place:
        query = query.where(tuple_(Action.created_at, Action.id) < place)
    return session.execute(query).all()


def action_for(session: Session, account: Account, action_id: str) -> Row[Any]:
    """One action that the account may read.

    :raises Refused: ``no_action``
    """
    found = session.execute(_readable(account).where(Action.id == action_id)).first()
    if found is None:
        raise no_action()
    return found


def _readable(account: Account) -> Select[Any]:
    who = Reader(account.id, {})
    # An entry that is shared without names shows them only to people who were in the meeting.
    owner = case((or_(Entry.named, written_or_joined_by(who)), Action.owner), else_="").label("owner")
    plain = (getattr(Action, name) for name in COLUMNS)
    return (
        select(*plain, owner, Entry.id.label("entry"), Entry.title.label("entry_title"))
        .join(Entry, Entry.id == Action.entry_id)
        .where(visible_to(who), Entry.draft.is_(False))
    )


COLUMNS = (
    *("id", "kind", "what", "hypothesis", "test", "signal", "due", "support", *RESULT),
    *("done_at", "created_at", "updated_at"),
)
