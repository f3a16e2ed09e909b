"""The page on which an owner without an account says what came of an action, by a link of their own."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, url_for
from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from facilitator import clock, database
from facilitator.accounts.access import current_account, require_account
from facilitator.accounts.zones import zone_here
from facilitator.actions import links
from facilitator.actions.changes import BY_LINK, CHANGES
from facilitator.actions.following import action_to_end
from facilitator.actions.forms import Invalid, carry_out, forms_of, texts_of
from facilitator.actions.offers import offers_of
from facilitator.forms import Form
from facilitator.log.entry import action_history
from facilitator.log.entry.access import no_entry, visible_to, written_or_joined_by
from facilitator.log.entry.action_end import meetings_zone
from facilitator.log.entry.reader import NOBODY, reader_of
from facilitator.log.entry.tables import Action, Entry
from facilitator.summary import words
from facilitator.tokens import hashed
from facilitator.web import audience, hide_from_search

blueprint = Blueprint("my_action", __name__)
Page = AnyResponse | str | tuple[str, int]


@blueprint.get("/my-action/<token>")
@audience("everyone")
def page(token: str) -> str:
    return _page(token, Form())


@blueprint.post(f"/my-action/<token>/<any({', '.join(BY_LINK)}):what>")
@audience("everyone")
def change(token: str, what: str) -> Page:
    """Say what came of the action or change its plan, or show the page again with what was typed."""
    with database.read() as session:
        action = links.action_with(session, token)
    try:
        found = carry_out(what, action.id, replace(NOBODY, link=hashed(token)))
    except Invalid as invalid:
        return _page(token, invalid.form, what), invalid.status
    flash(CHANGES[what].said(found))
    return redirect(url_for(".page", token=token), 303)


@blueprint.post("/my-action/<token>/claim")
@audience("account")
def claim(token: str) -> Page:
    """The owner has an account now, to which the action belongs from here on. The link ends.

    :raises Refused: ``link_ended``, or ``no_entry`` when the action would not be in the account's list
    """
    account = require_account()
    with database.session() as session:
        known = links.action_with(session, token)
        action, _ = action_to_end(session, known.id, replace(NOBODY, link=hashed(token)))
        if not _may_claim(session, action):
            raise no_entry()
        action.owner_id = account.id
        action.end_link()
        action_history.note(session, action.id, "owner", "", account.name, by=account.id, at=clock.now())
    flash("It is yours, and stands on your list from now on.")
    return redirect(url_for("actions.action", action_id=action.id), 303)


def _may_claim(session: Session, action: Action) -> bool:
    """Whether the account signed in would have the action in its list: it may know whose it is."""
    account = current_account()
    if account is None:
        return False
    who = reader_of(account)
    known = visible_to(who) & or_(Entry.named, written_or_joined_by(who))
    return session.scalar(select(Entry.id).where(Entry.id == action.entry_id, known)) is not None


def _page(token: str, form: Form, what: str = "") -> str:
    with database.read() as session:
        action = links.action_with(session, token)
        entry = session.get_one(Entry, action.entry_id)
        may_claim = _may_claim(session, action)
        offers = offers_of(session, action.id)
    return render_template(
        "actions/by_link.html",
        action=action,
        title=entry.title,
        token=token,
        forms=forms_of(action, form, what),
        urls={each: url_for(".change", token=token, what=each) for each in BY_LINK},
        errors=form.errors,
        typed=texts_of(form),
        may_claim=may_claim,
        offers=offers,
        today=clock.today(meetings_zone(entry) or zone_here()),
        words=words,
    )


blueprint.after_request(hide_from_search)
