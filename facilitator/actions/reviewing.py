"""When a meeting starts, and when it closes: the actions of earlier meetings that its room looks at.

At the start they are read once more, so that the room sees what has become of them. At the close, what the room
decided is written to the earlier entries, in the same transaction. All of that with the rights that the account
has then whose meeting it is.
"""

from __future__ import annotations

import datetime
import logging
from dataclasses import replace

from sqlalchemy.orm import Session

from facilitator import database, signals
from facilitator.accounts.tables import Account
from facilitator.actions import ending, planning, since
from facilitator.actions.following import action_to_end
from facilitator.log.entry import action_history, series
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Action, Entry
from facilitator.meeting.commands import SetReviews
from facilitator.meeting.model import Meeting, Review
from facilitator.refused import Refused
from facilitator.room.change import Change
from facilitator.summary import model as summaries

log = logging.getLogger("facilitator.actions")

CHANGED = "Somebody changed it meanwhile, so it stays as they left it."
FAILED = "It could not be written. Say it on the action's own page."
NOT_ALLOWED = "It is gone, or whose meeting this was may not change it any more."


def on_meeting_starting(_sender: None, *, change: Change, seat_id: str, now: int) -> None:
    """Let the room see the chosen actions as they are now. Those that may not be read any more are left out."""
    if not change.state.reviews or change.state.status != "draft":
        return
    change.take(SetReviews(_chosen(change)), seat_id, now)


def _chosen(change: Change) -> dict[str, Review]:
    """The chosen actions as they are now. If they cannot be read, the meeting starts without them."""
    session = change.session
    try:
        with session.begin_nested():
            account = _active(session, change.account_id)
            follows_id = series.followed(session, change.meeting_id)
            return since.as_reviews(session, account, change.state.reviews, follows_id) if account else {}
    except Exception as error:
        _log(session, error)
        return {}


def on_entry_left(
    _sender: None, *, session: Session, state: Meeting, entry_id: str, account_id: str | None, now: int
) -> None:
    """Write what the room decided to the earlier entries. What cannot be written is said in the new entry."""
    account = _active(session, account_id)
    who = Reader(account.id if account else None, {})
    kept_out = {
        action_id: sentence
        for action_id, review in state.reviews.items()
        if review.decision and (sentence := _write(session, action_id, review, who, now, state.id))
    }
    if kept_out:
        _tell(session.get_one(Entry, entry_id), kept_out)
    signals.entry_finished.send(None, session=session, state=state, entry_id=entry_id)


def _write(session: Session, action_id: str, review: Review, who: Reader, now: int, meeting_id: str) -> str:
    """Write a decision to its action. Returns why not, in a sentence, or an empty text.

    Whatever goes wrong with one action, the meeting closes all the same.
    """
    try:
        with session.begin_nested():
            return _written(session, action_id, review, who, now, meeting_id)
    except Refused:
        return NOT_ALLOWED
    except Exception as error:
        _log(session, error)
        return FAILED


def _written(session: Session, action_id: str, review: Review, who: Reader, now: int, meeting_id: str) -> str:
    action = action_to_end(session, action_id, who)[0]
    if action.state == review.decision and review.why in ("", action.came_of):
        return ""
    if _differs(action, review):
        return CHANGED
    _decide(session, action_id, review, who, now)
    action_history.add_words(session, action_id, now, review.why)
    action_history.place(session, action_id, now, meeting_id)
    return ""


def _log(session: Session, error: Exception) -> None:
    """Log an error by its kind alone: its message may have words of the meeting.

    :raises Unavailable: when it is the database's own, because the whole transaction is over then
    """
    if trouble := database.trouble_of(error, database.connection_of(session)):
        raise trouble from error
    log.error("an action of an earlier meeting could not be read or written: %s", type(error).__name__)


def _differs(action: Action, review: Review) -> bool:
    """Whether the action is another one than the room saw."""
    due = action.due.isoformat() if action.due else ""
    return (action.state, due, since.headline(action)) != (review.state, review.due, review.what)


def _decide(session: Session, action_id: str, review: Review, who: Reader, now: int) -> None:
    if review.decision == "kept":
        due = datetime.date.fromisoformat(review.new_due) if review.new_due else None
        planning.keep(session, action_id, due, who, now)
    elif review.decision == "redefined":
        planning.redefine(session, action_id, review.new_what, who, now)
    else:
        ending.end(session, action_id, ending.End(review.decision, review.why), who, now)


def _tell(entry: Entry, kept_out: dict[str, str]) -> None:
    summary = summaries.load(entry.summary or {})
    told = (replace(each, not_written=kept_out.get(each.id, "")) for each in summary.reviewed)
    entry.summary = summaries.dump(replace(summary, reviewed=tuple(told)))


def _active(session: Session, account_id: str | None) -> Account | None:
    """The account, if there is still one, and it was not deactivated."""
    account = session.get(Account, account_id) if account_id else None
    return account if account and account.deactivated_at is None else None
