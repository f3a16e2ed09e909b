"""The entry that a meeting leaves when it closes."""

from __future__ import annotations

from sqlalchemy.orm import Session

from facilitator.log.entry.links import link_closed_meeting
from facilitator.log.entry.meeting_summary import content_of
from facilitator.log.revisions import store
from facilitator.meeting.model import Meeting
from facilitator.summary.build import build_summary
from facilitator.summary.model import dump


def on_meeting_closing(
    _sender: None, *, session: Session, state: Meeting, account_id: str | None, now: int
) -> None:
    """Add a closed meeting's entry and its actions to the closing transaction.

    The entry starts as the group's own. What was used in the meeting was used in the entry.

    :param account_id: whose meeting it was.
    """
    summary = build_summary(state)
    entry = store.new_entry(account_id, now, entry_id=state.entry or "", visibility="group")
    entry.meeting_id, entry.summary = summary.meeting, dump(summary)
    store.save(session, entry, content_of(summary), now)
    link_closed_meeting(session, state.id, entry.id)
