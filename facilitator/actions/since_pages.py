"""The page on which a leader says what a meeting follows, and which actions of before its room looks at."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitator import database
from facilitator.accounts.access import current_account, require_account
from facilitator.actions import choosing, since
from facilitator.characters import tidy
from facilitator.log.entry import series, series_rules
from facilitator.log.entry.reader import current_reader, reader_of
from facilitator.log.entry.tables import Entry
from facilitator.meeting.commands import MOST
from facilitator.meeting.ground_rules import texts_of
from facilitator.meeting.model import Meeting
from facilitator.refused import Refused
from facilitator.room import service
from facilitator.room.change import Change, changing
from facilitator.room.seats import leading, led
from facilitator.room.store import state_now
from facilitator.summary import words
from facilitator.web import audience

blueprint = Blueprint("since", __name__)
Page = Response | str | tuple[str, int]

LONGEST_SEARCH = 120


@blueprint.get("/meetings/<meeting_id>/since")
@audience("facilitator")
def page(meeting_id: str) -> str:
    return _page(_own_draft(meeting_id))


@blueprint.post("/meetings/<meeting_id>/since/follows")
@audience("facilitator")
def follow(meeting_id: str) -> Page:
    """Say which earlier meeting this one follows, or that it stands alone."""
    account, follows_id = require_account(), tidy(request.form.get("follows", "")) or None
    _change(meeting_id, lambda change, seat_id: choosing.follow(change, seat_id, account, follows_id))
    return redirect(url_for(".page", meeting_id=meeting_id, _anchor="actions"), 303)


@blueprint.post("/meetings/<meeting_id>/since/rules")
@audience("facilitator")
def take_rules(meeting_id: str) -> Page:
    """Begin with the ground rules of the meeting that this one follows."""
    account = require_account()
    _change(meeting_id, lambda change, seat_id: series_rules.take(change, seat_id, account))
    flash("This meeting begins with the ground rules of last time.")
    return redirect(url_for(".page", meeting_id=meeting_id, _anchor="rules"), 303)


@blueprint.post("/meetings/<meeting_id>/since/reviews")
@audience("facilitator")
def choose(meeting_id: str) -> Page:
    """Choose the actions that the room looks at."""
    account, ids = require_account(), [tidy(each) for each in request.form.getlist("review")]
    try:
        _change(meeting_id, lambda change, seat_id: choosing.choose(change, seat_id, account, ids))
    except Refused as refused:
        if refused.status != 422:
            raise
        return _page(_own_draft(meeting_id), ids, refused.message), refused.status
    flash(f"The room sees {words.counted(len(ids), 'action')} of before." if ids else "The room sees none.")
    return redirect(url_for("room_pages.prepare", meeting_id=meeting_id), 303)


@dataclass(frozen=True)
class SinceLastTime:
    """What the page of a meeting says of it.

    :param follows: the entry that the meeting follows, if the reader may see it.
    :param shown: how many actions the room sees.
    :param waits: whether it follows one, and nobody has chosen yet what the room sees.
    """

    follows: Entry | None
    shown: int
    waits: bool


@blueprint.app_template_global()
def since_last_time(meeting: Meeting) -> SinceLastTime:
    who = current_reader()
    with database.read() as session:
        link = series.link_of(session, meeting.id)
        found = series.followed_by_meetings(session, [meeting.id], who)
        waits = link is not None and not link.chosen
    return SinceLastTime(found.get(meeting.id), len(meeting.reviews), waits)


def _change(meeting_id: str, work: Callable[[Change, str], None]) -> None:
    _, seat = leading()
    with changing(meeting_id) as change:
        work(change, seat.id)
    service.publish(change)


def _own_draft(meeting_id: str) -> Meeting:
    """The meeting, if it is that of the account signed in, and has not begun.

    :raises Refused: ``not_allowed`` or ``already_started``
    """
    account, state = current_account(), state_now(meeting_id)
    if account is None or led().account_id != account.id:
        raise series.not_own()
    if state.status != "draft":
        raise Refused("already_started", "The meeting has begun, so this stays as it is.")
    return state


def _page(meeting: Meeting, ticked: Collection[str] | None = None, wrong: str = "") -> str:
    account, asked = require_account(), tidy(request.args.get("q", ""))[:LONGEST_SEARCH]
    with database.read() as session:
        link = series.link_of(session, meeting.id)
        follows_id = link.follows_id if link else None
        theirs = series.followed_by_meetings(session, [meeting.id], reader_of(account))
        in_series = since.of_series(session, account, follows_id)
        if ticked is None:
            is_chosen = link is None or link.chosen
            ticked = meeting.reviews if is_chosen else [row.id for row in in_series.rows[: MOST["reviews"]]]
        return render_template(
            "actions/since.html",
            meeting=meeting,
            follows=theirs.get(meeting.id),
            follows_id=follows_id,
            offered=choosing.meetings_offered(session, account, meeting, asked),
            asked=asked,
            in_series=in_series,
            same_tags=since.of_same_tags(session, account, meeting.tags, follows_id),
            ticked=ticked,
            rules=texts_of(meeting.rules),
            last_rules=series_rules.rules_of(session, account, follows_id),
            most=MOST["reviews"],
            has_frame=any(stage.kind == "frame" for stage in meeting.stages),
            wrong=wrong,
            words=words,
        )
