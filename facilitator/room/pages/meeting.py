"""The page of a meeting for its facilitators, and the actions on it."""

from __future__ import annotations

from flask import Response, flash, jsonify, redirect, render_template, request, url_for

from facilitator import database
from facilitator.accounts.access import current_account, require_sign_in
from facilitator.meeting.commands import EditDetails, LockRoom
from facilitator.room import join_invitation, page_context, service
from facilitator.room.access import require_owner
from facilitator.room.feedback_links import feedback_url
from facilitator.room.join_links import renew_link
from facilitator.room.meeting_form import TitleSchema
from facilitator.room.pages.blueprint import Page, blueprint
from facilitator.room.retention import delete_meeting
from facilitator.room.seats import has_chair, keep_seat, leading, led, may_share_plan, owns_meeting
from facilitator.room.store import state_now
from facilitator.tokens import new_id
from facilitator.web import audience


@blueprint.get("/meetings/<meeting_id>")
@audience("facilitator")
def prepare(meeting_id: str) -> str:
    row = led()
    meeting = state_now(row.id)
    return render_template(
        "room/prepare.html",
        may_share_plan=may_share_plan(),
        has_chair=has_chair(),
        **page_context.meeting_context(meeting),
        **join_invitation.invitation_context(row),
        feedback_url=feedback_url(row),
        owned=owns_meeting(row),
    )


@blueprint.post("/meetings/<meeting_id>/chair")
@audience("facilitator")
def take_chair(meeting_id: str) -> Page:
    """Whose meeting it is takes the chair back, also when they have no seat any more."""
    answer = redirect(url_for(".prepare", meeting_id=meeting_id), 303)
    if not has_chair():
        sign_in = require_sign_in()
        if made := service.lead_own_meeting(meeting_id, sign_in.account, sign_in.id):
            keep_seat(answer, meeting_id, made.token)
        flash("You lead the meeting again.")
    return answer


@blueprint.post("/meetings/<meeting_id>/title")
@audience("facilitator")
def rename(meeting_id: str) -> Page:
    """Change the title. This is possible until the close; all else only until the start."""
    _, seat = leading()
    title = TitleSchema().load({"title": request.form.get("title", "")})["title"]
    service.act(meeting_id, seat.id, new_id(), EditDetails(title=title))
    return redirect(url_for(".prepare", meeting_id=meeting_id), 303)


@blueprint.get("/meetings/<meeting_id>/people")
@audience("facilitator")
def who_is_in(meeting_id: str) -> Response:
    row = led()
    now = page_context.people_context(state_now(row.id))
    return jsonify(people=now["people"], words=now["people_words"])


@blueprint.post("/meetings/<meeting_id>/link")
@audience("facilitator")
def renew(meeting_id: str) -> Page:
    with database.session() as session:
        renew_link(session, meeting_id)
    flash("The link is new. The old one has ended.")
    return redirect(url_for(".prepare", meeting_id=meeting_id), 303)


@blueprint.post("/meetings/<meeting_id>/lock")
@audience("facilitator")
def lock(meeting_id: str) -> Page:
    _, seat = leading()
    service.act(meeting_id, seat.id, new_id(), LockRoom(request.form.get("locked") == "yes"))
    return redirect(url_for(".prepare", meeting_id=meeting_id), 303)


@blueprint.post("/meetings/<meeting_id>/delete")
@audience("facilitator")
def delete(meeting_id: str) -> Page:
    row = led()
    account = current_account()
    require_owner(row, account.id if account else None)
    delete_meeting(meeting_id)
    flash(f"“{row.title}” is deleted.")
    return redirect(url_for("home.home"), 303)
