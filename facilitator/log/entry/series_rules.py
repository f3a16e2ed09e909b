"""The ground rules of a series: a meeting begins with those that the one before it ended with."""

from __future__ import annotations

from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.accounts.tables import Account
from facilitator.characters import tidy
from facilitator.log.entry import series
from facilitator.log.entry.access import entry_for
from facilitator.log.entry.reader import reader_of
from facilitator.log.entry.view import summary_for
from facilitator.meeting.commands import LIMITS, MOST, EditDetails
from facilitator.meeting.ground_rules import TEXTS, texts_of
from facilitator.refused import Refused
from facilitator.room import templates
from facilitator.room.change import Change


def begin_with(
    change: Change, seat_id: str, account: Account, before: str | None, follows_id: str | None
) -> None:
    """Take the rules of the meeting that it follows now, unless somebody has written others for this one."""
    now, past = texts_of(change.state.rules), rules_of(change.session, account, before)
    new = rules_of(change.session, account, follows_id)
    came_along = bool(past) and now == past
    may_be_replaced = came_along or now == TEXTS or templates.any_has_rules(change.session, now)
    if may_be_replaced and (new or came_along):
        change.take(EditDetails(rules=new or TEXTS), seat_id, clock.now())


def take(change: Change, seat_id: str, account: Account) -> None:
    """Take the rules of the meeting that it follows in place of its own.

    :raises Refused: ``not_allowed``, ``no_rules``, or ``already_started``
    """
    series.require_own(change, account)
    rules = rules_of(change.session, account, series.followed(change.session, change.meeting_id))
    if not rules:
        raise Refused("no_rules", "The earlier meeting has left no ground rules that you may read.", 404)
    change.take(EditDetails(rules=rules), seat_id, clock.now())


def rules_of(session: Session, account: Account, entry_id: str | None) -> tuple[str, ...]:
    """The ground rules that the meeting of an entry had at its end, as far as the account may read them."""
    if entry_id is None:
        return ()
    try:
        entry = entry_for(session, entry_id, reader_of(account))
    except Refused:
        return ()
    # An imported summary may say more than a meeting takes.
    told = summary_for(session, entry, reader_of(account)).rules[: MOST["rules"]]
    return tuple(filter(None, (tidy(text)[: LIMITS["rule"]] for text in told)))
