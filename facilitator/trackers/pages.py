"""The pages on which admins say which trackers there are."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from facilitator import database, once
from facilitator.accounts.access import require_account
from facilitator.forms import Form, beside_name, form_as_sent, load_sent
from facilitator.refused import Refused
from facilitator.trackers import store
from facilitator.trackers.addresses import PLACES
from facilitator.trackers.presets import PRESETS
from facilitator.trackers.schemas import TrackerSchema
from facilitator.web import audience

blueprint = Blueprint("trackers", __name__, url_prefix="/admin/trackers")
Page = Response | str | tuple[str, int]


@blueprint.get("")
@audience("admin")
def index() -> str:
    with database.read() as session:
        found = store.all_of(session)
    return render_template("trackers/index.html", trackers=found, presets=PRESETS)


@blueprint.get("/new")
@audience("admin")
def new() -> str:
    """The form of a new tracker, filled in with one of the presets if its address names one."""
    preset = PRESETS.get(request.args.get("preset", ""))
    values = {"name": preset.name, "url": preset.url} if preset else {}
    return _form(Form(values=values), hint=preset.hint if preset else "")


@blueprint.post("/new")
@audience("admin")
def make() -> Page:
    sent = once.sent_by(f"tracker:{require_account().id}")
    try:
        data = load_sent(TrackerSchema())
        with database.session() as session:
            sent.once(session, lambda: store.make(session, data).id)
    except (ValidationError, Refused) as wrong:
        return _form(form_as_sent(beside_name(wrong))), 422
    return _done(f"Each action’s page has “Open in {data['name']}” now.")


@blueprint.get("/<tracker_id>")
@audience("admin")
def tracker(tracker_id: str) -> str:
    with database.read() as session:
        found = store.tracker_at(session, tracker_id)
    return _form(Form(values={"name": found.name, "url": found.url}), tracker_id)


@blueprint.post("/<tracker_id>")
@audience("admin")
def change(tracker_id: str) -> Page:
    try:
        data = load_sent(TrackerSchema())
        with database.session() as session:
            store.change(session, tracker_id, data)
    except (ValidationError, Refused) as wrong:
        return _form(form_as_sent(beside_name(wrong)), tracker_id), 422
    return _done("Saved.")


@blueprint.post("/<tracker_id>/delete")
@audience("admin")
def delete(tracker_id: str) -> Page:
    with database.session() as session:
        session.delete(store.tracker_at(session, tracker_id))
    return _done("It is deleted. Links to tickets stay.")


def _form(form: Form, tracker_id: str = "", hint: str = "") -> str:
    return render_template("trackers/form.html", form=form, tracker_id=tracker_id, hint=hint, places=PLACES)


def _done(sentence: str) -> Response:
    flash(sentence)
    return redirect(url_for(".index"), 303)
