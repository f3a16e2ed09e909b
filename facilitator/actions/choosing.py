"""What a meeting that is prepared follows, and which actions come along: chosen by whose meeting it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.accounts.tables import Account
from facilitator.actions import since
from facilitator.actions.following import no_action
from facilitator.log.entry import series, series_rules
from facilitator.log.entry.access import visible_to, written_or_joined_by
from facilitator.log.entry.reader import reader_of
from facilitator.log.entry.tables import Entry
from facilitator.log.search.words import words
from facilitator.meeting.commands import SetReviews
from facilitator.meeting.model import Meeting
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
    series.require_own(change, account)
    before = series.followed(change.session, change.meeting_id)
    if before == follows_id:
        return
    change.take(SetReviews({}), seat_id, clock.now())
    series.keep_for_meeting(change.session, change.meeting_id, follows_id, reader_of(account))
    if with_rules:
        series_rules.begin_with(change, seat_id, account, before, follows_id)


def choose(change: Change, seat_id: str, account: Account, action_ids: Collection[str]) -> None:
    """Choose the actions that the room looks at, in place of those before.

    :raises Refused: ``not_allowed``, ``no_action`` when the account may not read one, ``too_many``, or
        ``already_started``
    """
    series.require_own(change, account)
    session = change.session
    found = since.as_reviews(session, account, action_ids, series.followed(session, change.meeting_id))
    if found.keys() != set(action_ids):
        raise no_action()
    change.take(SetReviews(found), seat_id, clock.now())
    if link := series.link_of(session, change.meeting_id):
        link.chosen = True


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
