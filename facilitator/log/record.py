"""What closing a meeting writes into the log."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from facilitator.log import store
from facilitator.log.content import Action, Content
from facilitator.meeting.model import Meeting
from facilitator.summary.build import build
from facilitator.summary.model import Action as SummaryAction
from facilitator.summary.model import Summary, dump


def write_entry(session: Session, state: Meeting, account_id: str | None, now: int) -> None:
    """Add a closed meeting's entry and its actions to the closing transaction.

    The entry starts as the group's own. ``account_id`` is whose meeting it was.
    """
    summary = build(state)
    entry = store.new_entry(account_id, now, entry_id=state.entry or "", visibility="group")
    entry.meeting_id, entry.summary = summary.meeting, dump(summary)
    store.save(session, entry, content_of(summary), now)


def content_of(summary: Summary) -> Content:
    """What a fresh summary says, as an entry says it."""
    recount = summary.recount
    return Content(
        title=summary.title,
        date=date.fromisoformat(summary.date),
        category=summary.category,
        tags=summary.tags,
        expected=recount.expected,
        happened=recount.happened,
        impact=recount.impact,
        drove="\n".join(card.text for card in summary.in_column("driver")),
        learned=tuple(learning.text for learning in summary.learnings),
        actions=tuple(map(_action, summary.actions)),
    )


def _action(action: SummaryAction) -> Action:
    return Action(
        kind=action.kind,
        what=action.what,
        hypothesis=action.hypothesis,
        test=action.test,
        signal=action.signal,
        owner=action.owner,
        due=date.fromisoformat(action.due) if action.due else None,
        support=action.support,
    )
