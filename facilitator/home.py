"""The home page: one's own meetings, actions and entries, or for strangers a welcome page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from flask import Blueprint, Flask, redirect, render_template, request
from werkzeug.wrappers import Response

from facilitator import clock, database
from facilitator.accounts import people
from facilitator.accounts.access import current_account
from facilitator.accounts.zones import today_here
from facilitator.actions import following, listing
from facilitator.actions.query import ActionQuery
from facilitator.log.entry import series
from facilitator.log.entry.reader import current_reader
from facilitator.log.entry.rows import days_of_meetings
from facilitator.log.pages import review
from facilitator.log.pages.writing import drafts_of
from facilitator.meeting import agenda
from facilitator.room import meeting_lists
from facilitator.room.tables import MeetingRow
from facilitator.summary import words
from facilitator.web import audience

blueprint = Blueprint("home", __name__)

# A pasted invitation: the whole link, or only the code at its end.
_CODE = re.compile(r"(?:^|/join/)([A-Za-z0-9_-]{16,128})/?(?:[?#].*)?$")


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/")
@audience("everyone")
def home() -> str:
    account = current_account()
    if account is None:
        return _welcome()
    now, today, who = clock.now(), today_here(), current_reader()
    with database.read() as session:
        reviews = review.experiments_due(session, who, today) if account.resurface else []
        open_actions = following.open_actions_of(session, account, [action.id for action, _ in reviews])
        unanswered = ActionQuery(state="unanswered")
        asked = listing.list_of(session, account, unanswered, now, review.MOST) if account.resurface else []
        coming = meeting_lists.open_meetings_of(session, account.id)
        closed = meeting_lists.closed_meetings_of(session, account.id)
        ids = [meeting.id for meeting in (*coming, *closed)]
        return render_template(
            "home/home.html",
            follows=series.followed_by_meetings(session, ids, who),
            followed_by=series.following_meetings(session, ids, who),
            sections=_sections(coming),
            closed=closed,
            days=days_of_meetings(session, [meeting.id for meeting in closed]),
            unfinished=drafts_of(session, account.id),
            open_actions=open_actions[: following.MOST_ACTIONS],
            more_actions=len(open_actions) > following.MOST_ACTIONS,
            # People without any meeting yet see what the others learned.
            lately=[] if coming or closed else review.latest_entries(session, who),
            aged=review.entries_due(session, who, now, today) if account.resurface else [],
            asked=asked,
            reviews=reviews,
            today=today,
            words=words,
        )


@blueprint.post("/join")
@audience("everyone")
def join_by_code() -> Response | tuple[str, int]:
    pasted = request.form.get("link", "").strip()
    code = _CODE.search(pasted)
    if code is None:
        wrong = "Paste the whole link that you were sent. It has /join/ in it."
        return _welcome(pasted, wrong), 422
    return redirect(f"/join/{code[1]}", 303)


def _welcome(pasted: str = "", wrong: str = "") -> str:
    """The page for strangers, with the agenda of an hour as it would be.

    :param wrong: the sentence beside what was pasted
    """
    with database.read() as session:
        is_fresh = not people.has_accounts(session)
    return render_template(
        "home/welcome.html",
        is_fresh=is_fresh,
        pasted=pasted,
        wrong=wrong,
        stages=agenda.standard(60),
    )


def _sections(meetings: Sequence[MeetingRow]) -> dict[str, Sequence[MeetingRow]]:
    """The meetings by section: `now`, `coming`, `drafts`. They must be sorted in this order already."""
    return {name: list(group) for name, group in groupby(meetings, _section)}


def _section(meeting: MeetingRow) -> str:
    if meeting.status != "draft":
        return "now"
    return "drafts" if meeting.scheduled_at is None else "coming"
