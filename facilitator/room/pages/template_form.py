"""The page on which a template is changed, and what it says when somebody else has changed it meanwhile.

The form says what each part was at first, so that only parts are asked about that both have changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from marshmallow import ValidationError

from facilitator import clock, database, once
from facilitator.accounts.access import require_account
from facilitator.forms import beside_name, sent_number
from facilitator.refused import Refused
from facilitator.room import plan_form, templates
from facilitator.room.page_context import plan_context, plan_form_context
from facilitator.room.pages.blueprint import Page, blueprint
from facilitator.room.plan_form import FORM_BYTES, PlanForm
from facilitator.room.tables import TemplateRow
from facilitator.summary.words import listed
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
    values = {
        "name": row.name,
        "minutes": str(parts["agenda_minutes"]),
        "was": _prints(templates.in_full(row)),
    }
    return _form_page(row, PlanForm(values=values, **parts))


@blueprint.post("/templates/<template_id>/edit")
@audience("account")
@body_limit(FORM_BYTES)
def change_template(template_id: str) -> Page:
    """Save the form that was sent, or show it again with its errors (422), or with what somebody else saved (409).

    It is also shown when the template is gone (404), to be made a new one, or no longer theirs to change (403).
    """
    try:
        return _changed(_own(template_id))
    except Refused as refused:
        if refused.code == "no_template" and "anew" in request.form:
            return _made_anew(template_id, refused)
        if refused.code not in {"no_template", "not_allowed"}:
            raise
        return _lost_page(template_id, refused, _as_typed()), refused.status


def _changed(shown: TemplateRow) -> Page:
    account = require_account()
    try:
        sent = templates.NewTemplateSchema().load(_sent_data())
        with database.session() as session:
            row = templates.template_to_change(session, shown.id, account)
            theirs, differing = _changed_meanwhile(row, sent)
            if differing:
                return _form_page(row, _with_theirs(_as_typed(), row, theirs), theirs, differing), 409
            templates.change(session, row, sent | {part: templates.in_full(row)[part] for part in theirs})
    except (ValidationError, Refused) as wrong:
        return _form_page(shown, _as_typed(beside_name(wrong).messages)), 422
    flash("It is changed. Meetings that began with it stay as they are.")
    if theirs:
        flash(f"What somebody else changed meanwhile stays, too: {_in_words(theirs)}.")
    return _saved(shown.id)


def _made_anew(template_id: str, lost: Refused) -> Page:
    """Make a new template of the form whose own one is gone."""
    account = require_account()
    submission = once.sent_by(f"template:{account.id}")
    try:
        sent = templates.NewTemplateSchema().load(_sent_data())
        with database.session() as session:
            made = submission.once(session, lambda: templates.make(session, account, sent, clock.now()).id)
    except (ValidationError, Refused) as wrong:
        return _lost_page(template_id, lost, _as_typed(beside_name(wrong).messages)), 422
    flash("It is a new template. Everybody with an account here can begin a meeting with it.")
    return _saved(made)


def _saved(template_id: str) -> Page:
    answer = redirect(url_for(".template", template_id=template_id), 303)
    confirm_submission(answer)
    return answer


def _own(template_id: str) -> TemplateRow:
    with database.read() as session:
        return templates.own(session, template_id, require_account())


def _changed_meanwhile(row: TemplateRow, sent: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The parts that somebody else alone has changed since the form was shown, and those that both have changed.

    None, once somebody has seen the template as it is now and saves all the same.
    """
    theirs, differing = list[str](), list[str]()
    if sent_number(request.form, "seen") == row.version:
        return theirs, differing
    now = templates.in_full(row)
    was = dict(zip(PARTS, request.form.get("was", "").split(), strict=False))
    for part in PARTS:
        if now[part] == sent[part] or was.get(part) == _print(now[part]):
            continue
        (theirs if was.get(part) == _print(sent[part]) else differing).append(part)
    return theirs, differing


def _prints(told: Mapping[str, Any]) -> str:
    return " ".join(_print(told[part]) for part in PARTS)


def _print(part: Any) -> str:
    """A short digest of a part, which differs when the part does."""
    return hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:16]


def _in_words(parts: Sequence[str]) -> str:
    return listed([PARTS[part] for part in parts])


def _sent_data() -> dict[str, Any]:
    form = request.form
    return {name: form[name] for name in ("name", "minutes") if name in form} | plan_form.sent_plan(form)


def _as_typed(messages: Any = None) -> PlanForm:
    """The form as it was sent, with the errors."""
    return PlanForm(
        values={name: request.form.get(name, "") for name in ("name", "minutes", "was")},
        errors=plan_form.error_sentences(messages or {}),
        **plan_form.plan_as_typed(request.form),
    )


def _with_theirs(form: PlanForm, row: TemplateRow, theirs: Sequence[str]) -> PlanForm:
    """The form with these parts as somebody else has saved them."""
    parts, values = plan_form.shown_plan(templates.plan_in(row)), dict(form.values)
    taken = {part: parts[part] for part in ("columns", "rules") if part in theirs}
    if "name" in theirs:
        values["name"] = row.name
    if "agenda" in theirs:
        values["minutes"] = str(parts["agenda_minutes"])
        taken |= {name: parts[name] for name in ("stages", "agenda_minutes")}
    return replace(form, values=values, **taken)


def _form_page(
    row: TemplateRow, form: PlanForm, theirs: Sequence[str] = (), differing: Sequence[str] = ()
) -> str:
    """The page with a form.

    :param theirs: the parts that somebody else alone has changed meanwhile, which the form has
    :param differing: those that both have changed
    """
    return render_template(
        "room/edit_template.html",
        template_id=row.id,
        template=row,
        theirs=_in_words(theirs),
        differing=_in_words(differing),
        now=plan_context(templates.plan_in(row)),
        **plan_form_context(form),
    )


def _lost_page(template_id: str, lost: Refused, form: PlanForm) -> str:
    """The page with a form that changes nothing any more: what was typed is not lost with the template.

    :param lost: why it changes nothing
    """
    return render_template(
        "room/edit_template.html", template_id=template_id, lost=lost, **plan_form_context(form)
    )
