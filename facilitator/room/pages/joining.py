"""Joining a meeting by its link."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from marshmallow import ValidationError

from facilitator import clock, database, once
from facilitator.accounts import access
from facilitator.accounts.limits import count_short_link
from facilitator.forms import sentences
from facilitator.refused import Refused
from facilitator.room import agenda_form, page_context, service, short_links
from facilitator.room.feedback_links import feedback_url
from facilitator.room.join_links import join_token, meeting_by_link
from facilitator.room.meeting_form import JoinSchema
from facilitator.room.pages.blueprint import NAME_LENGTH, Page, blueprint
from facilitator.room.seats import browser_seat_in, keep_seat, own_seat_in, owns_meeting, seat_token
from facilitator.room.store import state_now
from facilitator.room.tables import MeetingRow
from facilitator.web import audience

# Chats and mail programs take the punctuation of a sentence for a part of the link before it.
_AFTER_A_LINK = "./,;:!?)>]}\"'”’»"


@blueprint.get("/join/<token>", strict_slashes=False)
@audience("everyone")
def door(token: str) -> Page:
    """The page of a link. With punctuation behind it, the link itself follows."""
    if token != (plain := token.rstrip(_AFTER_A_LINK)):
        return redirect(url_for(".door", token=plain))
    with database.read() as session:
        row = meeting_by_link(session, token)
    account = access.current_account()
    return join_page(row, name=account.name[:NAME_LENGTH] if account else "")


@blueprint.get("/j/<code>", strict_slashes=False)
@audience("everyone")
def short_link(code: str) -> Page:
    """The short address of a shared screen leads to the page of the link."""
    count_short_link()
    with database.read() as session:
        row = short_links.meeting_by_code(session, code)
    return redirect(url_for(".door", token=join_token(row)))


@blueprint.post("/join/<token>", strict_slashes=False)
@audience("everyone")
def join(token: str) -> Page:
    with database.read() as session:
        row = meeting_by_link(session, token)
    try:
        name = JoinSchema().load({"name": request.form.get("name", "")})["name"]
        account = access.current_account()
        first = once.sent_by(f"join:{row.id}").token
        joined = service.join(
            token,
            name,
            seat_token(row.id),
            account.id if account else None,
            first,
            access.sign_in_id(),
        )
    except ValidationError as invalid:
        return join_page(row, wrong=sentences(invalid.messages)["name"]), 422
    except Refused as refused:
        if refused.code == "name_taken":
            return join_page(row, wrong=refused.message, taken=True), refused.status
        return join_page(row, shut=refused.message), refused.status
    answer = redirect(url_for(".room", meeting_id=joined.meeting_id), 303)
    keep_seat(answer, joined.meeting_id, joined.token)
    return answer


def join_page(row: MeetingRow, name: str = "", wrong: str = "", shut: str = "", taken: bool = False) -> str:
    """The page of a link, with a form or with the way back to a seat that one has.

    :param wrong: the sentence beside the name
    :param shut: why nobody can join just now
    :param taken: whether somebody has the name
    """
    meeting = state_now(row.id)
    is_over = meeting.status == "closed"
    seat, own, mine = browser_seat_in(row), own_seat_in(row.id), owns_meeting(row)
    shut = shut or page_context.reason_not_joinable(meeting)
    is_let_in = seat or own or (mine and not is_over) or not shut
    return render_template(
        "room/join.html",
        meeting=meeting,
        token=join_token(row),
        minutes=agenda_form.whole_minutes(meeting.stages),
        few=len(meeting.seats) < page_context.FEW,
        seat=seat,
        own=own,
        mine=mine,
        name=request.form.get("name", name),
        longest=NAME_LENGTH,
        wrong=wrong,
        taken=taken,
        feedback_url=feedback_url(row) if meeting.status == "draft" else "",
        shut=shut,
        is_over=is_over,
        who_leads=page_context.who_leads(meeting, clock.now()) if is_let_in else page_context.PREPARED,
    )
