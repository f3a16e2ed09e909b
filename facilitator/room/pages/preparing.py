"""The forms that create and edit a meeting, and the check of its agenda while it is edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, jsonify, redirect, render_template, request, url_for
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from facilitator import database, once, signals
from facilitator.accounts import access
from facilitator.forms import first_sentence
from facilitator.meeting import agenda
from facilitator.meeting.model import CATEGORIES, Meeting
from facilitator.refused import Refused
from facilitator.room import agenda_form, meeting_form, service, templates
from facilitator.room.access import seat_by_token
from facilitator.room.agenda_form import AgendaCheckSchema
from facilitator.room.change import changing
from facilitator.room.page_context import plan_form_context
from facilitator.room.pages.blueprint import Page, blueprint
from facilitator.room.plan_form import FORM_BYTES
from facilitator.room.prepare import PrepareSchema, new_meeting
from facilitator.room.seats import keep_seat, leading
from facilitator.room.store import state_now
from facilitator.room.tables import TemplateRow
from facilitator.tokens import new_id
from facilitator.web import audience, body_limit, confirm_submission, json_body

FIELD_OF_CODE = {"secrecy_fixed": "secrecy", "bad_agenda": "agenda", "capacity_below": "capacity"}


@blueprint.get("/meetings/new")
@audience("account")
def new() -> str:
    return _new_page(_with_template(meeting_form.blank_form(access.require_account().zone)))


def _with_template(form: meeting_form.MeetingForm) -> meeting_form.MeetingForm:
    """The form with the plan of the template that the address names, if it names one.

    :raises Refused: ``no_template``
    """
    chosen = request.args.get("template", "")
    if not chosen or not access.current_account():
        return form
    with database.read() as session:
        return meeting_form.with_plan(form, templates.plan_in(templates.template_at(session, chosen)))


def _form_page(template: str, form: meeting_form.MeetingForm, **more: Any) -> str:
    return render_template(
        template,
        categories=CATEGORIES,
        templates=_templates_offered(),
        **plan_form_context(form),
        **more,
    )


def _templates_offered() -> Sequence[TemplateRow]:
    """The templates, for whoever has an account."""
    if not access.current_account():
        return ()
    with database.read() as session:
        return templates.all_of(session)


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
    """The key of the draft in the browser's storage, one per account: people may share a browser."""
    return f"new-meeting:{access.require_account().id}"


@blueprint.post("/meetings/new")
@audience("account")
@body_limit(FORM_BYTES)
def create() -> Page:
    account = access.require_account()
    try:
        meeting = new_meeting(new_id(), account.name, account.zone, _prepared())
    except ValidationError as invalid:
        return _new_page(meeting_form.form_as_sent(request.form, invalid.messages)), 422
    sent = once.sent_by(f"meeting:{account.id}")
    with database.session() as session:
        meeting_id = sent.once(session, lambda: _made(session, account.id, meeting, sent.token))
        is_seated = seat_by_token(session, meeting_id, sent.token)
    answer = redirect(url_for(".prepare", meeting_id=meeting_id), 303)
    if is_seated:
        keep_seat(answer, meeting_id, sent.token)
    confirm_submission(answer)
    return answer


def _made(session: Session, account_id: str, meeting: Meeting, token: str) -> str:
    """Create the meeting of a form. Returns its id."""
    meeting_id, _, _ = service.create_meeting(session, account_id, meeting, token, access.sign_in_id())
    _keep_used(session, meeting_id)
    return meeting_id


def _keep_used(session: Session, meeting_id: str) -> None:
    """Announce the chosen earlier entries. A form without the box for them leaves the links as they are."""
    if access.current_account() and "used_shown" in request.form:
        used = request.form.getlist("used")
        signals.meeting_prepared.send(None, session=session, meeting_id=meeting_id, used=used)


def _prepared() -> dict[str, Any]:
    """The checked data of the sent form.

    :raises ValidationError: with a sentence for each field that is wrong.
    """
    loaded: dict[str, Any] = PrepareSchema().load(meeting_form.sent_data(request.form))
    return loaded


@blueprint.post("/meetings/check-agenda")
@audience("everyone")
def check_agenda() -> Response:
    """The verdict on an agenda that is being edited.

    With ``minutes``, its stages first get the standard times of that length, and the answer has all stages of
    the standard agenda in ``stages``.
    """
    try:
        data = AgendaCheckSchema().load(json_body())
    except ValidationError as invalid:
        raise Refused("bad_agenda", first_sentence(invalid.messages), 422) from invalid
    if "minutes" not in data:
        return jsonify(agenda_form.judged_agenda(data["stages"]))
    usual = {stage.kind: stage for stage in agenda.standard(data["minutes"])}
    stages = [usual[stage.kind] for stage in data["stages"]]
    return jsonify(agenda_form.judged_agenda(stages) | {"stages": agenda_form.stage_rows(usual.values())})


@blueprint.get("/meetings/<meeting_id>/edit")
@audience("facilitator")
def edit(meeting_id: str) -> Page:
    row, _ = leading()
    meeting = state_now(row.id)
    if meeting.status != "draft":
        return redirect(url_for(".prepare", meeting_id=meeting_id), 303)
    return _edit_page(meeting, _with_template(meeting_form.form_of_meeting(meeting)))


@blueprint.post("/meetings/<meeting_id>/edit")
@audience("facilitator")
@body_limit(FORM_BYTES)
def change(meeting_id: str) -> Page:
    row, seat = leading()
    try:
        details = _prepared()
        with changing(meeting_id) as changed:
            service.edit_details(changed, seat.id, details)
            _keep_used(changed.session, meeting_id)
        service.publish(changed)
    except (ValidationError, Refused) as wrong:
        typed = meeting_form.form_as_sent(request.form, _said(wrong))
        return _edit_page(state_now(row.id), typed), 422
    answer = redirect(url_for(".prepare", meeting_id=meeting_id), 303)
    confirm_submission(answer)
    return answer


def _said(wrong: ValidationError | Refused) -> Any:
    """The errors by field. The refusal of a rule is shown beside the field that it concerns."""
    if isinstance(wrong, ValidationError):
        return wrong.messages
    return {FIELD_OF_CODE.get(wrong.code, "title"): [wrong.message]}
