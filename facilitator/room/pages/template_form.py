"""The page on which a template is changed, and what it says when somebody else has changed it meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from marshmallow import ValidationError

from facilitator import database
from facilitator.accounts.access import require_account
from facilitator.forms import beside_name, sent_number
from facilitator.refused import Refused
from facilitator.room import plan_form, templates
from facilitator.room.page_context import plan_context, plan_form_context
from facilitator.room.pages.blueprint import Page, blueprint
from facilitator.room.plan_form import FORM_BYTES, PlanForm
from facilitator.room.tables import TemplateRow
from facilitator.web import audience, body_limit, confirm_submission

PARTS = {
    "name": "the name",
    "agenda": "the agenda",
    "columns": "what people write about",
    "rules": "the ground rules",
}


@blueprint.get("/templates/<template_id>/edit")
@audience("account")
def edit_template(template_id: str) -> str:
    row = _own(template_id)
    parts = plan_form.shown_plan(templates.plan_in(row))
    values = {"name": row.name, "minutes": str(parts["agenda_minutes"]), "version": str(row.version)}
    return _form_page(row, PlanForm(values=values, **parts))


@blueprint.post("/templates/<template_id>/edit")
@audience("account")
@body_limit(FORM_BYTES)
def change_template(template_id: str) -> Page:
    """Save the form that was sent, or show it again with its errors (422), or with what somebody else saved (409)."""
    account, shown = require_account(), _own(template_id)
    try:
        sent = templates.NewTemplateSchema().load(_sent_data())
        with database.session() as session:
            row = templates.template_to_change(session, template_id, account)
            if differing := _differing(row, sent):
                return _form_page(row, _as_typed(version=str(row.version)), differing), 409
            templates.change(session, row, sent)
    except (ValidationError, Refused) as wrong:
        return _form_page(shown, _as_typed(beside_name(wrong).messages)), 422
    flash("It is changed. Meetings that began with it stay as they are.")
    answer = redirect(url_for(".template", template_id=template_id), 303)
    confirm_submission(answer)
    return answer


def _own(template_id: str) -> TemplateRow:
    with database.read() as session:
        return templates.own(session, template_id, require_account())


def _differing(row: TemplateRow, sent: dict[str, Any]) -> list[str]:
    """What the template says otherwise than was sent, if it was changed after the form was shown."""
    if sent_number(request.form, "version") == row.version:
        return []
    now = templates.in_full(row)
    return [words for part, words in PARTS.items() if now[part] != sent[part]]


def _sent_data() -> dict[str, Any]:
    form = request.form
    return {name: form[name] for name in ("name", "minutes") if name in form} | plan_form.sent_plan(form)


def _as_typed(messages: Any = None, **values: str) -> PlanForm:
    """The form as it was sent, with the errors and with these values in place of its own."""
    typed = {name: request.form.get(name, "") for name in ("name", "minutes", "version")}
    return PlanForm(
        values=typed | values,
        errors=plan_form.error_sentences(messages or {}),
        **plan_form.plan_as_typed(request.form),
    )


def _form_page(row: TemplateRow, form: PlanForm, differing: Sequence[str] = ()) -> str:
    """The page with a form.

    :param differing: what somebody else has changed meanwhile, in words
    """
    return render_template(
        "room/edit_template.html",
        template=row,
        differing=differing,
        now=plan_context(row.plan),
        **plan_form_context(form),
    )
