"""The entry that a meeting produces when it closes."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from facilitator import signals
from facilitator.log.entry import series
from facilitator.log.entry.links import link_closed_meeting
from facilitator.log.entry.meeting_summary import content_of
from facilitator.log.entry.tables import Action, Entry
from facilitator.log.revisions import store
from facilitator.meeting.model import Meeting
from facilitator.summary.build import build_summary
from facilitator.summary.model import dump


def on_meeting_closing(
    _sender: None, *, session: Session, state: Meeting, account_id: str | None, now: int
) -> None:
    """Add the entry of a closing meeting, with its actions, in the transaction that closes the meeting.

    The entry starts with the visibility ``group``. Earlier entries that were used in the meeting, or that it
    follows, are linked to it.

    :param account_id: the account that prepared the meeting.
    """
    _lock_earlier(session, state)
    summary = build_summary(state)
    entry = store.new_entry(account_id, now, entry_id=state.entry or "", visibility="group")
    entry.meeting_id, entry.summary = summary.meeting, dump(summary)
    store.save(session, entry, content_of(summary), now)
    link_closed_meeting(session, state.id, entry.id)
    series.link_closed_meeting(session, state.id, entry.id)
    signals.entry_left.send(
        None, session=session, state=state, entry_id=entry.id, account_id=account_id, now=now
    )


def _lock_earlier(session: Session, state: Meeting) -> None:
    """Lock all entries that the close writes to, before their links: whoever deletes one locks in that order, too."""
    link = series.link_of(session, state.id)
    followed = [link.follows_id] if link else []
    decided = [action_id for action_id, review in state.reviews.items() if review.decision]
    theirs = or_(Entry.id.in_(followed), Entry.id.in_(select(Action.entry_id).where(Action.id.in_(decided))))
    if followed or decided:
        session.execute(select(Entry.id).where(theirs).order_by(Entry.id).with_for_update())
