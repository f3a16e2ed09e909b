"""The pages on which admins look after webhooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from marshmallow import EXCLUDE, ValidationError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from facilitator import clock, database, once, security_log
from facilitator.accounts import limits
from facilitator.accounts.access import require_account
from facilitator.config import settings
from facilitator.forms import Form, beside_name, form_as_sent
from facilitator.refused import Refused
from facilitator.web import audience
from facilitator.webhooks import signing, store, trial
from facilitator.webhooks.events import TITLES
from facilitator.webhooks.formats import FORMATS, STANDARD
from facilitator.webhooks.schemas import WebhookSchema
from facilitator.webhooks.tables import ON, PAUSED, Webhook

blueprint = Blueprint("webhooks", __name__, url_prefix="/admin/webhooks")
Page = Response | str | tuple[str, int]


@blueprint.get("")
@audience("admin")
def index() -> str:
    with database.read() as session:
        found = store.all_of(session)
    return render_template("webhooks/index.html", webhooks=found, titles=TITLES, base_url=settings().base_url)


@blueprint.get("/new")
@audience("admin")
def new() -> str:
    return _form(Form(values={"format": STANDARD}), TITLES)


@blueprint.post("/new")
@audience("admin")
def make() -> Page:
    sent = once.sent_by(f"webhook:{require_account().id}")
    try:
        data = _sent(WebhookSchema())
        with database.session() as session:
            made = sent.once(session, lambda: _made(session, data))
    except (ValidationError, Refused) as wrong:
        return _form(form_as_sent(beside_name(wrong)), request.form.getlist("events")), 422
    flash("It is on. Send a test to see whether it works.")
    return redirect(url_for(".webhook", webhook_id=made), 303)


@blueprint.get("/<webhook_id>")
@audience("admin")
def webhook(webhook_id: str) -> str:
    return _page(webhook_id)


@blueprint.post("/<webhook_id>")
@audience("admin")
def change(webhook_id: str) -> Page:
    try:
        data = _sent(WebhookSchema(has_url=True))
        with database.session() as session:
            store.change(session, webhook_id, data)
    except (ValidationError, Refused) as wrong:
        form = form_as_sent(beside_name(wrong))
        return _page(webhook_id, form=form, events=request.form.getlist("events")), 422
    _note("webhook_changed", webhook_id)
    return _done(webhook_id, "Saved.")


@blueprint.post("/<webhook_id>/test")
@audience("admin")
def test(webhook_id: str) -> str:
    """Send a message that says nothing, and show what the receiver answers."""
    with database.read() as session:
        found = store.webhook_at(session, webhook_id)
    return _page(webhook_id, result=trial.send(found))


@blueprint.post("/<webhook_id>/secret")
@audience("admin")
def show_secret(webhook_id: str) -> str:
    _note("webhook_secret_shown", webhook_id)
    return _page(webhook_id, shows_secret=True)


@blueprint.post("/<webhook_id>/secret/renew")
@audience("admin")
def renew_secret(webhook_id: str) -> str:
    # Whoever loads the page with the new secret again sends the form again.
    sent = once.sent_by(f"webhook-secret:{webhook_id}")
    with database.session() as session:
        if is_new := sent.made_before(session) is None:
            store.renew_secret(session, webhook_id, clock.now())
            sent.keep(session, webhook_id)
    _note("webhook_secret_renewed" if is_new else "webhook_secret_shown", webhook_id)
    return _page(webhook_id, shows_secret=True)


@blueprint.post("/<webhook_id>/pause")
@audience("admin")
def pause(webhook_id: str) -> Page:
    with database.session() as session:
        store.webhook_at(session, webhook_id).state = PAUSED
    _note("webhook_paused", webhook_id)
    return _done(webhook_id, "It is paused. What happens meanwhile is not told later.")


@blueprint.post("/<webhook_id>/resume")
@audience("admin")
def resume(webhook_id: str) -> Page:
    with database.session() as session:
        store.webhook_at(session, webhook_id).state = ON
    _note("webhook_resumed", webhook_id)
    return _done(webhook_id, "It is on.")


@blueprint.post("/<webhook_id>/delete")
@audience("admin")
def delete(webhook_id: str) -> Page:
    with database.session() as session:
        session.delete(store.webhook_at(session, webhook_id))
    _note("webhook_deleted", webhook_id)
    flash("It is deleted, and nothing is sent there any more.")
    return redirect(url_for(".index"), 303)


def _made(session: Session, data: Mapping[str, Any]) -> str:
    made = store.make(session, data, clock.now()).id
    _note("webhook_made", made)
    return made


def _sent(schema: WebhookSchema) -> Any:
    """The request's form as the schema loads it, with a URL that was checked.

    :raises ValidationError: for wrong fields
    """
    fields = request.form.to_dict() | {"events": request.form.getlist("events")}
    data = schema.load(fields, unknown=EXCLUDE)
    if data["url"]:
        _check_url(data["url"])
    return data


def _check_url(url: str) -> None:
    # Each refusal tells something about the names in the server's network.
    try:
        limits.count_webhook_url(require_account().id)
    except Refused as refused:
        raise ValidationError({"url": [refused.message]}) from None
    store.check_url(url)
    limits.uncount_attempt()


def _form(form: Form, chosen: Any) -> str:
    return render_template(
        "webhooks/new.html", form=form, chosen=list(chosen), formats=FORMATS, titles=TITLES
    )


def _page(
    webhook_id: str,
    *,
    form: Form | None = None,
    events: list[str] | None = None,
    result: trial.Result | None = None,
    shows_secret: bool = False,
) -> str:
    with database.read() as session:
        found = store.shown_at(session, webhook_id)
    return render_template(
        "webhooks/webhook.html",
        webhook=found,
        form=form or Form(values={"name": found.name, "format": found.format}),
        chosen=found.events if events is None else events,
        formats=FORMATS,
        titles=TITLES,
        result=result,
        is_signed=found.format == STANDARD,
        secret=_secret(found.webhook) if shows_secret else "",
        both_days=signing.BOTH_DAYS,
    )


def _secret(found: Webhook) -> str:
    return signing.secret_of(found) if found.format == STANDARD else ""


def _note(what: str, webhook_id: str) -> None:
    security_log.note(what, webhook=webhook_id, by=require_account().id)


def _done(webhook_id: str, sentence: str) -> Response:
    flash(sentence)
    return redirect(url_for(".webhook", webhook_id=webhook_id), 303)
