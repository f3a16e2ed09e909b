"""The pages of a meeting: preparing it, its own page, joining it, and the room's door."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import generate_csrf
from marshmallow import ValidationError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from facilitator import database, signals
from facilitator.accounts import access
from facilitator.forms import first_sentence, sentences
from facilitator.meeting import agenda
from facilitator.meeting.commands import LIMITS, EditDetails, LockRoom, Schedule
from facilitator.meeting.model import CATEGORIES, Meeting
from facilitator.refused import Refused
from facilitator.room import agenda_form, invitation, meeting_form, page_context, seats, service
from facilitator.room.access import meeting_at
from facilitator.room.agenda_form import AgendaCheckSchema
from facilitator.room.join_links import meeting_by_link, renew_link
from facilitator.room.meeting_form import JoinSchema, TitleSchema
from facilitator.room.prepare import PrepareSchema, new_meeting
from facilitator.room.retention import delete_meeting
from facilitator.room.seats import (
    browser_seat_in,
    keep_seat,
    leading,
    owns,
    seat_here,
    seat_token,
    seated,
)
from facilitator.room.store import read_state
from facilitator.room.tables import MeetingRow
from facilitator.tokens import new_id
from facilitator.web import audience, body_limit, confirm_submission, json_body

blueprint = Blueprint("room_pages", __name__)

Page = AnyResponse | str | tuple[str, int]
FIELD_OF_CODE = {"secrecy_fixed": "secrecy", "bad_agenda": "agenda", "capacity_below": "capacity"}
NAME_LENGTH = LIMITS["name"]
FORM_BYTES = 256 * 1024
"""The recount alone may be 12 000 characters, each of up to nine bytes in a form."""


@blueprint.get("/meetings/new")
@audience("account")
def new() -> str:
    return _new_page(meeting_form.blank_form())


def _form_page(template: str, form: meeting_form.MeetingForm, **more: Any) -> str:
    return render_template(
        template,
        form=form,
        verdict=agenda_form.agenda_verdict(form.stages),
        categories=CATEGORIES,
        titles=agenda.TITLES,
        **more,
    )


def _new_page(form: meeting_form.MeetingForm) -> str:
    return _form_page(
        "room/new.html", form, action=url_for(".create"), send="Create the meeting", draft=_draft_key()
    )


def _edit_page(meeting: Meeting, form: meeting_form.MeetingForm) -> str:
    return _form_page(
        "room/edit.html",
        form,
        meeting=meeting,
        editing=True,
        action=url_for(".change", meeting_id=meeting.id),
        draft=f"meeting:{meeting.id}",
        send="Save",
        back=url_for(".prepare", meeting_id=meeting.id),
    )


def _draft_key() -> str:
    """Drafts are kept in the browser: people who share one must not find each other's."""
    return f"new-meeting:{access.required().id}"


@blueprint.post("/meetings/new")
@audience("account")
@body_limit(FORM_BYTES)
def create() -> Page:
    account = access.required()
    try:
        meeting = new_meeting(new_id(), account.name[:NAME_LENGTH], _prepared())
    except ValidationError as invalid:
        return _new_page(meeting_form.form_as_sent(request.form, invalid.messages)), 422
    with database.session() as session:
        meeting_id, _, token = service.create_meeting(session, account.id, meeting)
        _keep_used(session, meeting_id)
    answer = redirect(url_for(".prepare", meeting_id=meeting_id), 303)
    keep_seat(answer, meeting_id, token)
    confirm_submission(answer)
    return answer


def _keep_used(session: Session, meeting_id: str) -> None:
    """A form without the box for earlier entries says nothing about them."""
    if access.current_account() and "used_shown" in request.form:
        used = request.form.getlist("used")
        signals.meeting_prepared.send(None, session=session, meeting_id=meeting_id, used=used)


def _prepared() -> dict[str, Any]:
    """:raises ValidationError: with a sentence for each field that is wrong."""
    loaded: dict[str, Any] = PrepareSchema().load(meeting_form.sent_data(request.form))
    return loaded


@blueprint.post("/meetings/check-agenda")
@audience("everyone")
def check_agenda() -> Response:
    """Judges an agenda while it is edited; with `minutes` it gives the usual one of that length too."""
    try:
        data = AgendaCheckSchema().load(json_body())
    except ValidationError as invalid:
        raise Refused("bad_agenda", first_sentence(invalid.messages), 422) from invalid
    if "minutes" not in data:
        return jsonify(agenda_form.judged_agenda(data["stages"]))
    usual = {stage.kind: stage for stage in agenda.standard(data["minutes"])}
    stages = [usual[stage.kind] for stage in data["stages"]]
    return jsonify(agenda_form.judged_agenda(stages) | {"stages": agenda_form.stage_rows(usual.values())})


@blueprint.get("/meetings/<meeting_id>")
@audience("facilitator")
def prepare(meeting_id: str) -> str:
    row, _ = leading()
    meeting = read_state(row)
    return render_template(
        "room/prepare.html",
        **page_context.meeting_context(meeting),
        **invitation.invite(row),
        owned=owns(row),
    )


@blueprint.get("/meetings/<meeting_id>/edit")
@audience("facilitator")
def edit(meeting_id: str) -> Page:
    row, _ = leading()
    meeting = read_state(row)
    if meeting.status != "draft":
        return redirect(url_for(".prepare", meeting_id=meeting_id), 303)
    return _edit_page(meeting, meeting_form.form_of_meeting(meeting))


@blueprint.post("/meetings/<meeting_id>/edit")
@audience("facilitator")
@body_limit(FORM_BYTES)
def change(meeting_id: str) -> Page:
    row, seat = leading()
    try:
        details = _prepared()
        planned = Schedule(details.pop("scheduled_at"))
        for command in (EditDetails(**details), planned):
            service.act(meeting_id, seat.id, new_id(), command)
        with database.session() as session:
            _keep_used(session, meeting_id)
    except (ValidationError, Refused) as wrong:
        typed = meeting_form.form_as_sent(request.form, _said(wrong))
        return _edit_page(read_state(row), typed), 422
    answer = redirect(url_for(".prepare", meeting_id=meeting_id), 303)
    confirm_submission(answer)
    return answer


def _said(wrong: ValidationError | Refused) -> Any:
    """A rule that was broken stands beside the field that it is about."""
    if isinstance(wrong, ValidationError):
        return wrong.messages
    return {FIELD_OF_CODE.get(wrong.code, "title"): [wrong.message]}


@blueprint.post("/meetings/<meeting_id>/title")
@audience("facilitator")
def rename(meeting_id: str) -> Page:
    """A title can be changed until the end; all else until the start."""
    _, seat = leading()
    title = TitleSchema().load({"title": request.form.get("title", "")})["title"]
    service.act(meeting_id, seat.id, new_id(), EditDetails(title=title))
    return redirect(url_for(".prepare", meeting_id=meeting_id), 303)


@blueprint.get("/meetings/<meeting_id>/people")
@audience("facilitator")
def who_is_in(meeting_id: str) -> Response:
    row, _ = leading()
    now = page_context.people_context(read_state(row))
    return jsonify(people=now["people"], words=now["people_words"])


@blueprint.post("/meetings/<meeting_id>/link")
@audience("facilitator")
def renew(meeting_id: str) -> Page:
    renew_link(meeting_id)
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
    row, _ = leading()
    if not owns(row):
        raise Refused("not_allowed", "Only the account that prepared the meeting can delete it.", 403)
    delete_meeting(meeting_id)
    flash(f"“{row.title}” is deleted.")
    return redirect(url_for("home.home"), 303)


@blueprint.get("/meetings/<meeting_id>/invite.ics")
@audience("facilitator")
def invite_ics(meeting_id: str) -> Response:
    row, _ = leading()
    meeting = read_state(row)
    if meeting.scheduled_at is None:
        raise Refused("no_date", "This meeting has no date yet. Give it one, then add it.", 404)
    headers = {"Content-Disposition": 'attachment; filename="meeting.ics"'}
    return Response(invitation.calendar(row, meeting), mimetype="text/calendar", headers=headers)


@blueprint.get("/join/<token>")
@audience("everyone")
def door(token: str) -> str:
    with database.read() as session:
        row = meeting_by_link(session, token)
    account = access.current_account()
    return _join_page(row, name=account.name[:NAME_LENGTH] if account else "")


@blueprint.post("/join/<token>")
@audience("everyone")
def join(token: str) -> Page:
    with database.read() as session:
        row = meeting_by_link(session, token)
    try:
        name = JoinSchema().load({"name": request.form.get("name", "")})["name"]
        account = access.current_account()
        joined = service.join(token, name, seat_token(row.id), account.id if account else None)
    except ValidationError as invalid:
        return _join_page(row, wrong=sentences(invalid.messages)["name"]), 422
    except Refused as refused:
        beside = "wrong" if refused.code == "name_taken" else "shut"
        return _join_page(row, **{beside: refused.message}), refused.status
    answer = redirect(url_for(".room", meeting_id=joined.meeting_id), 303)
    keep_seat(answer, joined.meeting_id, joined.token)
    return answer


def _join_page(row: MeetingRow, name: str = "", wrong: str = "", shut: str = "") -> str:
    meeting = read_state(row)
    return render_template(
        "room/join.html",
        meeting=meeting,
        minutes=agenda_form.whole_minutes(meeting.stages),
        few=len(meeting.seats) < page_context.FEW,
        seat=browser_seat_in(row),
        name=request.form.get("name", name),
        wrong=wrong,
        shut=shut or page_context.reason_not_joinable(meeting),
    )


@blueprint.get("/room/<meeting_id>")
@audience("everyone")
def room(meeting_id: str) -> Page:
    """The room, for those who have a seat in this browser; the others are told how to get one."""
    try:
        row, _ = seat_here(meeting_id)
    except Refused as refused:
        if refused.code != "no_seat":
            raise
        return render_template("room/no_seat.html", own=seats.own_seat_in(meeting_id)), refused.status
    if row.status == "closed":
        return redirect(f"/meetings/{meeting_id}/summary", 303)
    boot = {"meeting": meeting_id, "csrf": generate_csrf()}
    return render_template("room/room.html", boot=boot, title=row.title)


@blueprint.post("/room/<meeting_id>")
@audience("account")
def move_here(meeting_id: str) -> Page:
    """Who leads must never be locked out of their room, whatever browser they prepared it in."""
    answer = redirect(url_for(".room", meeting_id=meeting_id), 303)
    keep_seat(answer, meeting_id, seats.move_here(meeting_id))
    return answer


@blueprint.get("/room/<meeting_id>/invite")
@audience("seat")
def room_invite(meeting_id: str) -> Response:
    row, _ = seated()
    return jsonify(invitation.invite(row))


@blueprint.post("/room/<meeting_id>/link")
@audience("facilitator")
def room_link(meeting_id: str) -> Response:
    renew_link(meeting_id)
    with database.read() as session:
        return jsonify(invitation.invite(meeting_at(session, meeting_id)))
