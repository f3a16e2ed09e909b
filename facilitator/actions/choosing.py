"""What a meeting that is prepared follows, and what comes along from there: chosen by whose meeting it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.accounts.tables import Account
from facilitator.actions import since
from facilitator.actions.following import no_action
from facilitator.characters import tidy
from facilitator.log.entry import series
from facilitator.log.entry.access import entry_for, visible_to, written_or_joined_by
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.entry.view import summary_for
from facilitator.log.search.words import words
from facilitator.meeting import ground_rules
from facilitator.meeting.commands import LIMITS, MOST, EditDetails, SetReviews
from facilitator.meeting.ground_rules import texts_of
from facilitator.meeting.model import Meeting
from facilitator.refused import Refused
from facilitator.room import templates
from facilitator.room.change import Change

OFFERED = 8
_LATEST = 200
"""Of so many meetings, those that are most alike are offered."""


def follow(
    change: Change, seat_id: str, account: Account, follows_id: str | None, *, with_rules: bool = True
) -> None:
    """Let the meeting follow an earlier one, by its entry, or none. Then it is to be chosen anew what the room sees.

    :param with_rules: whether it begins with the ground rules of that one, unless it has some of its own.
    :raises Refused: ``not_allowed``, ``no_entry``, or ``already_started``
    """
    _require_own(change, account)
    before = followed(change.session, change.meeting_id)
    if before == follows_id:
        return
    change.take(SetReviews({}), seat_id, clock.now())
    series.keep_for_meeting(change.session, change.meeting_id, follows_id, reader_of(account))
    if with_rules:
        _begin_with_rules(change, seat_id, account, before, follows_id)


def _begin_with_rules(
    change: Change, seat_id: str, account: Account, before: str | None, follows_id: str | None
) -> None:
    """Take the rules of the meeting that it follows now, unless somebody has written others for this one."""
    now, past = texts_of(change.state.rules), rules_of(change.session, account, before)
    new = rules_of(change.session, account, follows_id)
    came_along = bool(past) and now == past
    may_be_replaced = came_along or now == ground_rules.TEXTS or templates.any_has_rules(change.session, now)
    if may_be_replaced and (new or came_along):
        change.take(EditDetails(rules=new or ground_rules.TEXTS), seat_id, clock.now())


def take_rules(change: Change, seat_id: str, account: Account) -> None:
    """Take the rules of the meeting that it follows in place of its own.

    :raises Refused: ``not_allowed``, ``no_rules``, or ``already_started``
    """
    _require_own(change, account)
    rules = rules_of(change.session, account, followed(change.session, change.meeting_id))
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


def choose(change: Change, seat_id: str, account: Account, action_ids: Collection[str]) -> None:
    """Choose the actions that the room looks at, in place of those before.

    :raises Refused: ``not_allowed``, ``no_action`` when the account may not read one, ``too_many``, or
        ``already_started``
    """
    _require_own(change, account)
    session = change.session
    found = since.as_reviews(session, account, action_ids, followed(session, change.meeting_id))
    if found.keys() != set(action_ids):
        raise no_action()
    change.take(SetReviews(found), seat_id, clock.now())
    if link := series.link_of(session, change.meeting_id):
        link.chosen = True


def reader_of(account: Account) -> Reader:
    """The account without the seats of a browser: at the start and the close there is none."""
    return Reader(account.id, {})


def followed(session: Session, meeting_id: str) -> str | None:
    """The id of the entry of the meeting that this one follows, if any."""
    link = series.link_of(session, meeting_id)
    return link.follows_id if link else None


def meetings_offered(session: Session, account: Account, meeting: Meeting, asked: str) -> Sequence[Row[Any]]:
    """Earlier meetings that this one may follow: those with the title asked for, or those most like it."""
    who = reader_of(account)
    told: list[Any] = [
        Entry.id,
        Entry.title,
        Entry.date,
        Entry.tags,
        written_or_joined_by(who).label("theirs"),
    ]
    of_meetings = select(*told).where(visible_to(who), Entry.summary.is_not(None), ~Entry.draft)
    if asked:
        has_words = func.lower(Entry.title).contains(asked.lower(), autoescape=True)
        of_meetings = of_meetings.where(has_words)
    latest = of_meetings.order_by(Entry.date.desc(), Entry.created_at.desc(), Entry.id)
    found = session.execute(latest.limit(_LATEST)).all()
    return sorted(found, key=lambda row: -_likeness(row, meeting))[:OFFERED]


def _likeness(row: Row[Any], meeting: Meeting) -> float:
    """How much an earlier meeting is like this one: by its title, its tags, and whether the leader was there."""
    title, theirs = set(words(meeting.title)), set(words(row.title))
    in_title = len(title & theirs) / len(title | theirs) if title | theirs else 0
    tags = {tag.lower() for tag in meeting.tags} & {tag.lower() for tag in row.tags}
    return 3 * in_title + len(tags) + bool(row.theirs)


def _require_own(change: Change, account: Account) -> None:
    # What is chosen is read with this account's rights when the meeting starts, and written with them at its close.
    if change.account_id != account.id:
        raise not_own()


def not_own() -> Refused:
    return Refused("not_allowed", "Only the account that prepared the meeting chooses what it follows.", 403)
