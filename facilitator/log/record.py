"""What closing a meeting writes into the log."""

from __future__ import annotations

import secrets
from datetime import date

from sqlalchemy.orm import Session

from facilitator.actions.tables import Action as ActionRow
from facilitator.log.tables import Entry
from facilitator.meeting.model import Meeting
from facilitator.summary.build import build
from facilitator.summary.model import Action, Summary, dump


def write_entry(session: Session, state: Meeting, account_id: str | None, now: int) -> None:
    """Add a closed meeting's entry and its actions to the closing transaction.

    The entry starts as the group's own. ``account_id`` is whose meeting it was.
    """
    summary = build(state)
    entry = _entry(summary, account_id, now)
    entry.id = state.entry or entry.id
    session.add(entry)
    session.flush()
    session.add_all(_action(entry.id, pos, action, now) for pos, action in enumerate(summary.actions))


def _entry(summary: Summary, account_id: str | None, now: int) -> Entry:
    recount = summary.recount
    return Entry(
        id=_new_id(),
        meeting_id=summary.meeting,
        account_id=account_id,
        visibility="group",
        title=summary.title,
        date=date.fromisoformat(summary.date),
        category=summary.category,
        tags=list(summary.tags),
        expected=recount.expected,
        happened="\n\n".join(filter(None, (recount.happened, recount.impact))),
        drove="\n".join(card.text for card in summary.in_column("driver")),
        learned=[learning.text for learning in summary.learnings],
        summary=dump(summary),
        created_at=now,
        updated_at=now,
    )


def _action(entry_id: str, pos: int, action: Action, now: int) -> ActionRow:
    return ActionRow(
        id=_new_id(),
        entry_id=entry_id,
        pos=pos,
        kind=action.kind,
        what=action.what,
        hypothesis=action.hypothesis,
        test=action.test,
        signal=action.signal,
        owner=action.owner,
        due=date.fromisoformat(action.due) if action.due else None,
        support=action.support,
        created_at=now,
        updated_at=now,
    )


def _new_id() -> str:
    return secrets.token_urlsafe(16)
