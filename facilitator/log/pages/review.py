"""Reviews: entries of some time ago, and the question whether they are still true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session, defer
from werkzeug.wrappers import Response

from facilitator import database
from facilitator.accounts.access import require_account
from facilitator.log.entry.access import entry_for_member, may_edit, visible_to, written_or_joined_by
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.reader import Reader, current_reader
from facilitator.log.entry.tables import Action, Entry
from facilitator.log.revisions import reviewing
from facilitator.refused import Refused
from facilitator.web import audience

blueprint = Blueprint("review", __name__)

MOST = 3
"""How many items of each kind the home page shows. A few invite people; many would be a chore."""


@dataclass(frozen=True)
class DueEntry:
    """An entry due for review, with its age in words and whether the reader may change it."""

    entry: Entry
    age: str
    editor: bool

    @property
    def first_learning(self) -> str:
        return next(iter(self.entry.learned), "")


def entries_due(session: Session, who: Reader, now: int, today: date) -> list[DueEntry]:
    """The entries due for review that the reader wrote or joined the meeting of, the longest due first.

    :param today: the reader's day, for the age of the entries
    """
    due = (
        select(Entry)
        .options(defer(Entry.summary))
        .where(written_or_joined_by(who), Entry.draft.is_(False), Entry.review_at <= now)
        .order_by(Entry.review_at)
        .limit(MOST)
    )
    return [
        DueEntry(each, age_in_words(each.date, today), may_edit(session, each, who))
        for each in session.scalars(due)
    ]


def latest_entries(session: Session, who: Reader) -> Sequence[Entry]:
    """The newest finished entries that the reader may see."""
    seen = select(Entry).options(defer(Entry.summary)).where(visible_to(who), Entry.draft.is_(False))
    return session.scalars(seen.order_by(Entry.date.desc(), Entry.created_at.desc()).limit(MOST)).all()


def experiments_due(session: Session, who: Reader, today: date) -> Sequence[tuple[Action, Entry]]:
    """The open experiments past their review date, in entries that the reader wrote or was in the meeting of.

    The longest due come first.
    """
    due = (
        select(Action, Entry)
        .options(defer(Entry.summary))
        .join(Entry, Entry.id == Action.entry_id)
        .where(
            written_or_joined_by(who),
            Entry.draft.is_(False),
            Action.kind == "experiment",
            Action.state == OPEN,
            Action.due < today,
        )
        .order_by(Action.due)
        .limit(MOST)
    )
    return session.execute(due).all()


def age_in_words(then: date, today: date) -> str:
    """The age in words, rounded to a quarter, half a year or years."""
    months = round((today - then).days / 30.4)
    if months < 5:
        return "A quarter ago"
    if months < 9:
        return "Half a year ago"
    years = max(1, round(months / 12))
    return "A year ago" if years == 1 else f"{years} years ago"


@blueprint.post("/log/<entry_id>/look")
@audience("account")
def answer(entry_id: str) -> Response:
    """Save the answer to "still true?" as a revision, and set the next review.

    The answer "changed" leads to the form instead.

    :raises Refused: ``bad_answer``, ``no_entry`` or ``not_finished``
    """
    said = request.form.get("answer", "")
    if said == "changed":
        return redirect(url_for("writing.edit", entry_id=entry_id, look="changed"), 303)
    if said not in reviewing.ANSWERS:
        raise Refused("bad_answer", "Say whether it is still true: yes, no longer, or changed.", 422)
    with database.session() as session:
        entry = entry_for_member(session, entry_id, current_reader())
        reviewing.review(session, entry, said, by=require_account().id)
    flash(_THANKS[said])
    is_on_its_page = request.form.get("back") == "entry"
    return redirect(url_for("log.entry", entry_id=entry_id) if is_on_its_page else url_for("home.home"), 303)


_THANKS = {
    "still true": "Good to know. It will come up again when it is older.",
    "no longer": "Good to know. Its page says so now, and it will not come up again.",
}
