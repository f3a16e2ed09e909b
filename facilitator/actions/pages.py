"""The list of actions, the page of each, and the requests that say what came of it or change its plan."""

from __future__ import annotations

from urllib.parse import parse_qsl

from flask import Blueprint, flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from facilitator import clock, database, web
from facilitator.accounts import addresses
from facilitator.accounts.access import require_account
from facilitator.actions import links, listing, tabs, telling
from facilitator.actions.changes import CHANGES
from facilitator.actions.forms import Invalid, carry_out, forms_of, texts_of
from facilitator.actions.offers import offers_of
from facilitator.actions.query import ActionQuery
from facilitator.forms import Form
from facilitator.log.entry import action_history
from facilitator.log.entry.access import entries_of_meetings
from facilitator.log.entry.action_owner import account_for
from facilitator.log.entry.reader import current_reader
from facilitator.log.entry.tables import Action, Entry
from facilitator.log.entry.view import followed_learning
from facilitator.outbox import Letter
from facilitator.summary import words
from facilitator.trackers import store
from facilitator.web import audience

blueprint = Blueprint("actions", __name__)
Page = Response | str | tuple[str, int]


@blueprint.get("/actions")
@audience("account")
def index() -> str:
    """The actions that the account may see, by whose they are and what became of them."""
    query, account, now = ActionQuery.read(request.args), require_account(), clock.now()
    with database.snapshot() as session:
        rows = listing.list_of(session, account, query, now, listing.PAGE + 1)
        shown = rows[: listing.PAGE]
        return render_template(
            "actions/index.html",
            query=query,
            rows=shown,
            older=query.address(after=listing.place_of(shown[-1])) if len(rows) > len(shown) else "",
            tabs=tabs.tabs(session, account, query, now),
            when=tabs.WHEN,
            of_entry=shown[0].entry_title if query.entry and shown else "",
            day_of=lambda row: clock.day_of(now, row.owner_zone or account.zone),
            words=words,
        )


@blueprint.get("/actions/<action_id>")
@audience("account")
def action(action_id: str) -> str:
    """The page of one action: what came of it, what may be changed, and its history."""
    return page_of(action_id, Form())


@blueprint.post(f"/actions/<action_id>/<any({', '.join(CHANGES)}):what>")
@audience("account")
def change(action_id: str, what: str) -> Page:
    """Say what came of an action or change its plan, or show its page again with what was typed."""
    try:
        found = carry_out(what, action_id, current_reader())
    except Invalid as invalid:
        return page_of(action_id, invalid.form, what), invalid.status
    _tell(found, CHANGES[what].said(found))
    return redirect(_back(found), 303)


@blueprint.post("/actions/<action_id>/link")
@audience("account")
def make_link(action_id: str) -> Page:
    """Make the link for an owner without an account, or a new one."""
    with database.session() as session:
        action = links.make(session, action_id, current_reader())
    flash(f"The link for {action.owner} is made. Send it only to them.")
    return redirect(url_for(".action", action_id=action_id), 303)


@blueprint.post("/actions/<action_id>/link/end")
@audience("account")
def end_link(action_id: str) -> Page:
    with database.session() as session:
        links.end(session, action_id, current_reader())
    flash("The link has ended.")
    return redirect(url_for(".action", action_id=action_id), 303)


def _tell(found: Action, said: str) -> None:
    """Say what happened; who is elsewhere then gets a way back to the action."""
    if request.form.get("back", "action") == "action":
        flash(said)
        return
    url = url_for("actions.action", action_id=found.id)
    flash(Markup('{}. <a href="{}">Look at it again</a>').format(said.rstrip("."), url))


def _back(found: Action) -> str:
    """Where the form was: the home page, the entry, a list with its query, or the page of the action."""
    back = request.form.get("back", "action")
    if back == "home":
        return url_for("home.home")
    if back == "entry":
        return url_for("log.entry", entry_id=found.entry_id)
    if back.startswith("list"):
        query = ActionQuery.read(dict(parse_qsl(back.removeprefix("list").lstrip("?"))))
        address = query.address()
        return url_for("actions.index") + (f"?{address}" if address else "")
    return url_for("actions.action", action_id=found.id)


def page_of(action_id: str, form: Form, what: str = "") -> str:
    """The page of an action.

    :param form: a form that was refused, as it was sent
    :param what: which form that is
    :raises Refused: ``no_action``
    """
    account, who = require_account(), current_reader()
    with database.read() as session:
        found = listing.shown_action(session, account, who, action_id)
        entry = session.get_one(Entry, found.entry)
        # Earlier words are for members only: before an entry is shared, names and more are taken out of it.
        changes = action_history.history_of(session, action_id) if found.member else []
        rooms = [each.meeting_id for each, _ in changes if each.meeting_id]
        meetings = entries_of_meetings(session, rooms, who)
        people = listing.people_for(session, account, entry) if found.member else []
        may_link = found.member and links.may_have_link(session, entry, found.action)
        token = links.token_of(found.action) if may_link else ""
        address = addresses.opened(found.action.address or "") if token else ""
        offers = offers_of(session, action_id)
        learning = followed_learning(session, entry, action_id, who)
        meant = account_for(session, entry, found.owner) if found.member else None
        trackers = store.all_of(session) if found.may else []
    own_offer = next((each for each in offers if each.account_id == account.id), None)
    return render_template(
        "actions/action.html",
        action=found,
        learning=learning,
        history=[telling.told(each, name, meetings) for each, name in changes],
        forms=forms_of(found, form, what),
        urls={each: url_for("actions.change", action_id=action_id, what=each) for each in CHANGES},
        errors=form.errors,
        typed=texts_of(form),
        people=people,
        # Whether an account has the owner's name, which may be somebody else's, and whether it is theirs.
        same_name=meant is not None,
        is_theirs=meant is not None and meant == found.action.owner_id,
        # Who offered is for those who have the action; everybody knows their own offer.
        offers=[each for each in offers if found.may or each is own_offer],
        own_offer=own_offer,
        link=web.external_url(url_for("my_action.page", token=token)) if token else "",
        may_link=may_link,
        sent_to=addresses.masked(address) if address else "",
        letters=Letter.is_configured(),
        trackers=trackers,
        today=clock.today(account.zone),
        words=words,
    )
