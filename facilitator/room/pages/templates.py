"""The pages of templates: keeping the plan of a meeting, the list, changing one and taking it away."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from marshmallow import ValidationError

from facilitator import clock, database, once
from facilitator.accounts.access import current_account, require_account
from facilitator.forms import Form, beside_name, form_as_sent, load_sent
from facilitator.refused import Refused
from facilitator.room import templates
from facilitator.room.page_context import plan_context
from facilitator.room.pages.blueprint import Page, blueprint
from facilitator.room.plan import plan_of
from facilitator.room.seats import led, may_share_plan
from facilitator.room.store import state_now
from facilitator.web import audience


@blueprint.get("/templates")
@audience("account")
def list_templates() -> str:
    with database.read() as session:
        rows = templates.all_of(session)
    return render_template(
        "room/templates.html", templates=[(row, plan_context(templates.plan_in(row))) for row in rows]
    )


@blueprint.get("/meetings/<meeting_id>/template")
@audience("facilitator")
def keep_form(meeting_id: str) -> Page:
    require_account()
    _require_may_share_plan()
    return _keep_page(Form(values={"name": ""}))


@blueprint.post("/meetings/<meeting_id>/template")
@audience("facilitator")
def keep_template(meeting_id: str) -> Page:
    """Keep the plan of a meeting as a template, under a name."""
    account, state = require_account(), state_now(meeting_id)
    _require_may_share_plan()
    sent = once.sent_by(f"template:{account.id}")
    try:
        name = load_sent(templates.NameSchema())["name"]
        with database.session() as session:
            made = sent.once(session, lambda: templates.keep(session, account, name, state, clock.now()).id)
    except (ValidationError, Refused) as wrong:
        return _keep_page(form_as_sent(beside_name(wrong))), 422
    flash("It is kept. Everybody with an account here can begin a meeting with it.")
    return redirect(url_for(".template", template_id=made), 303)


@blueprint.get("/templates/<template_id>")
@audience("account")
def template(template_id: str) -> str:
    with database.read() as session:
        row = templates.template_at(session, template_id)
    account = current_account()
    return render_template(
        "room/template.html",
        template=row,
        may_change=account is not None and templates.may_change(row, account),
        **plan_context(templates.plan_in(row)),
    )


@blueprint.post("/templates/<template_id>/delete")
@audience("account")
def remove_template(template_id: str) -> Page:
    account = require_account()
    with database.session() as session:
        row = templates.template_to_change(session, template_id, account)
        name = row.name
        session.delete(row)
    flash(f"“{name}” is taken away. Meetings that began with it stay as they are.")
    return redirect(url_for(".list_templates"), 303)


def _require_may_share_plan() -> None:
    if not may_share_plan():
        raise Refused(
            "not_allowed",
            "Everybody with an account sees a template. Only who prepared the meeting, or was made a facilitator by "
            "them, can keep one of it.",
            403,
        )


def _keep_page(form: Form) -> str:
    meeting = state_now(led().id)
    plan = plan_context(plan_of(meeting))
    return render_template("room/keep_template.html", meeting=meeting, form=form, **plan)
