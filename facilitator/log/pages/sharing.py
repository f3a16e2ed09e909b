"""Sharing an entry: a separate step that begins with a preview of exactly what others will read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from markupsafe import Markup
from marshmallow import Schema, ValidationError, validate
from marshmallow import fields as kinds
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from facilitator import database, security_log, web
from facilitator.accounts.access import current_account
from facilitator.fields import Text
from facilitator.forms import sent_number, sentences
from facilitator.log.entry.access import entry_to_edit, entry_to_share
from facilitator.log.entry.reader import STRANGER, current_reader
from facilitator.log.entry.summary_links import open_links, token_of
from facilitator.log.entry.tables import Entry
from facilitator.log.entry.view import as_shared, view_for
from facilitator.log.pages.entries import entry_body
from facilitator.log.revisions import sharing, summary_links
from facilitator.log.revisions.sharing_rules import HOW, choices_for, names_of, refuse_draft
from facilitator.refused import Refused
from facilitator.web import audience

blueprint = Blueprint("sharing", __name__)

Page = Response | str | tuple[str, int]
CHOICES = ("agreed", "not yet")
CHOOSE = "Say whether the group agreed to it."
WAIT = "Ask the group first. Until then the entry stays with those who were there."
CHANGED = "The entry was changed while you looked. Below is what others would see now."


class AgreementSchema(Schema):
    """The confirmation that a meeting's group agreed to share, and how it agreed."""

    choice = kinds.String(
        required=True,
        validate=validate.OneOf(CHOICES, error=CHOOSE),
        error_messages={"required": CHOOSE, "null": CHOOSE},
    )
    agreed = Text(500, min=1, required=True, empty=HOW)


@blueprint.get("/log/<entry_id>/share")
@audience("reader")
def preview(entry_id: str) -> str:
    """The preview of what others will read, with names and without."""
    with database.read() as session:
        entry = entry_to_share(session, entry_id, current_reader())
        return _page(session, entry, names_of(entry), {})


@blueprint.post("/log/<entry_id>/share")
@audience("reader")
def share(entry_id: str) -> Page:
    with database.session() as session:
        entry = entry_to_share(session, entry_id, current_reader())
        names, (agreed, wrong) = _sent_names(entry), _agreement(entry)
        refuse_draft(entry)
        if not wrong and request.form.get("seen") != _mark_of(_previews(session, entry)):
            wrong = {"seen": CHANGED}
        if wrong:
            return _page(session, entry, names, wrong), 422
        if request.form.get("to") == "link":
            return _linked(session, entry, names, agreed)
        sharing.share(session, entry, names, agreed, by=_own_id())
    _log("entry_shared", entry_id)
    flash("Shared. Everybody with an account here can find and read it now.")
    return redirect(url_for("log.entry", entry_id=entry_id), 303)


def _linked(session: Session, entry: Entry, names: str, agreed: str) -> Response:
    days = sent_number(request.form, "days")
    if days not in summary_links.DAYS:
        raise Refused("bad_days", "Choose for how long the link works.", 422)
    summary_links.make(session, entry, names, agreed, days, by=_own_id())
    _log("summary_link_made", entry.id)
    flash("The link is ready. Copy it below.")
    return redirect(url_for(".preview", entry_id=entry.id), 303)


@blueprint.post("/log/<entry_id>/links/<link_id>/end")
@audience("reader")
def end_link(entry_id: str, link_id: str) -> Page:
    with database.session() as session:
        entry = entry_to_share(session, entry_id, current_reader())
        summary_links.end(session, entry, link_id, by=_own_id())
    _log("summary_link_ended", entry_id)
    flash("That link has ended.")
    return redirect(url_for(".preview", entry_id=entry_id), 303)


@blueprint.post("/log/<entry_id>/unshare")
@audience("reader")
def take_back(entry_id: str) -> Page:
    with database.session() as session:
        entry = entry_to_edit(session, entry_id, current_reader())
        sharing.take_back(session, entry, by=_own_id())
    _log("entry_taken_back", entry_id)
    flash(
        "Only those who were there can read it from now on."
        if entry.meeting_id
        else "Only you can read it from now on."
    )
    return redirect(url_for("log.entry", entry_id=entry_id), 303)


def _agreement(entry: Entry) -> tuple[str, dict[str, str]]:
    """How a group agreed, and the errors by field. Both are empty for an entry that was written alone."""
    if not entry.is_of_a_group:
        return "", {}
    sent = {name: request.form.get(name, "") for name in ("choice", "agreed")}
    if sent["choice"] == "not yet":
        return "", {"choice": WAIT}
    try:
        return AgreementSchema().load(sent)["agreed"], {}
    except ValidationError as invalid:
        return "", sentences(invalid.messages)


def _sent_names(entry: Entry) -> str:
    sent = request.form.get("names", "")
    return sent if sent in choices_for(entry) else "no"


def _own_id() -> str | None:
    account = current_account()
    return account.id if account else None


def _log(event: str, entry_id: str) -> None:
    security_log.note(event, account=_own_id(), entry=entry_id)


def _page(session: Session, entry: Entry, names: str, errors: dict[str, str]) -> str:
    bodies = _previews(session, entry)
    return render_template(
        "log/share.html",
        entry=entry,
        names=names,
        bodies=bodies,
        seen=_mark_of(bodies),
        errors=errors,
        typed=request.form,
        links=[
            (link, web.external_url(url_for("shared.page", token=token_of(link.id))))
            for link in open_links(session, entry.id)
        ],
        days=summary_links.DAYS,
    )


def _mark_of(bodies: Mapping[str, Markup]) -> str:
    """A digest of the previews. The form sends it back, so that nothing unseen is shared."""
    return hashlib.sha256("".join(bodies.values()).encode()).hexdigest()


def _previews(session: Session, entry: Entry) -> dict[str, Markup]:
    """The entry as the shared page will show it to a reader who was not in the meeting, by the same code."""
    return {
        names: entry_body(view_for(session, as_shared(entry, names), STRANGER), unfolded=True)
        for names in choices_for(entry)
    }
