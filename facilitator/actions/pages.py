"""The list of actions, the page of each, and the requests that say what came of it or change its plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, flash, redirect, render_template, request, url_for
from markupsafe import Markup
from marshmallow import ValidationError
from sqlalchemy import Row
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from facilitator import clock, database
from facilitator.accounts.access import require_account
from facilitator.actions import ending, listing, planning, tabs, telling
from facilitator.actions.query import ActionQuery
from facilitator.actions.schemas import AnswerSchema, DueSchema, EndSchema, OwnerSchema, SupportSchema
from facilitator.fields import Strict
from facilitator.forms import Form, form_as_sent, load_sent
from facilitator.log.entry import action_history
from facilitator.log.entry.reader import current_reader
from facilitator.log.entry.tables import Action
from facilitator.refused import Refused
from facilitator.summary import words
from facilitator.web import audience

blueprint = Blueprint("actions", __name__)
Page = Response | str | tuple[str, int]


@blueprint.get("/actions")
@audience("account")
def index() -> str:
    """The actions that the account may see, by whose they are and what became of them."""
    query, account, now = ActionQuery.read(request.args), require_account(), clock.now()
    with database.snapshot() as session:
        rows = listing.list_of(session, account, query, now)
        shown = rows[: listing.PAGE]
        return render_template(
            "actions/index.html",
            query=query,
            rows=shown,
            older=query.address(after=listing.place_of(shown[-1])) if len(rows) > len(shown) else "",
            tabs=tabs.tabs(session, account, query, now),
            of_entry=shown[0].entry_title if query.entry and shown else "",
            today=clock.day_of(now),
            words=words,
        )


@blueprint.get("/actions/<action_id>")
@audience("account")
def action(action_id: str) -> str:
    """The page of one action: what came of it, what may be changed, and its history."""
    return _page(action_id, Form())


@blueprint.post("/actions/<action_id>/state")
@audience("account")
def became(action_id: str) -> Page:
    """Say what came of an action, or open it again."""

    def end(session: Session, sent: ending.End) -> Action:
        return ending.end(session, action_id, sent, current_reader(), clock.now())

    def said(found: Action) -> str:
        return f"{words.STATES[found.state] or 'Open again'}: {found.what or found.hypothesis}"

    return _changed(action_id, EndSchema(), end, said)


@blueprint.post("/actions/<action_id>/worked")
@audience("account")
def worked(action_id: str) -> Page:
    """Say whether a step that is done worked."""

    def answer(session: Session, sent: Mapping[str, str]) -> Action:
        return ending.answer(
            session, action_id, sent["worked"], sent["came_of"], current_reader(), clock.now()
        )

    return _changed(action_id, AnswerSchema(), answer, lambda _: "Good to know. The entry tells it, too.")


@blueprint.post("/actions/<action_id>/due")
@audience("account")
def move(action_id: str) -> Page:
    """Give an action another day."""

    def change(session: Session, sent: Mapping[str, Any]) -> Action:
        return planning.move(session, action_id, sent["due"], sent["why"], current_reader(), clock.now())

    return _changed(action_id, DueSchema(), change, lambda found: f"Now {words.when(found)}.")


@blueprint.post("/actions/<action_id>/owner")
@audience("account")
def hand_on(action_id: str) -> Page:
    """Give an action another owner."""

    def change(session: Session, sent: Mapping[str, str]) -> Action:
        return planning.hand_on(session, action_id, sent["owner"], sent["why"], current_reader(), clock.now())

    return _changed(action_id, OwnerSchema(), change, lambda found: f"{found.owner or 'Nobody'} has it now.")


@blueprint.post("/actions/<action_id>/support")
@audience("account")
def ask_for_support(action_id: str) -> Page:
    """Say what help an action needs."""

    def change(session: Session, sent: Mapping[str, str]) -> Action:
        return planning.ask_for_support(session, action_id, sent["support"], current_reader(), clock.now())

    return _changed(action_id, SupportSchema(), change, lambda _: "Said. Whoever reads the entry sees it.")


def _changed(
    action_id: str,
    schema: Strict,
    change: Callable[[Session, Any], Action],
    said: Callable[[Action], str],
) -> Page:
    """Do what the form asks for and go back, or show the page of the action again with what was typed."""
    try:
        sent = load_sent(schema)
        with database.session() as session:
            found = change(session, sent)
    except ValidationError as wrong:
        return _page(action_id, form_as_sent(wrong)), 422
    except Refused as refused:
        if refused.status not in {409, 422}:
            raise
        invalid = ValidationError(refused.message, _FIELDS.get(refused.code, "whole"))
        return _page(action_id, form_as_sent(invalid)), refused.status
    _tell(found, said(found))
    return redirect(_back(found), 303)


_FIELDS = {"no_reason": "came_of"}
"""The field beside which a refusal is shown."""


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


def _page(action_id: str, form: Form) -> str:
    now, account = clock.now(), require_account()
    with database.read() as session:
        found = listing.action_for(session, account, action_id)
        # Whoever may read the entry without names must not learn them here.
        changes = action_history.history_of(session, action_id) if found.may else []
        people = listing.people_for(session, account, found.entry) if found.may else []
    return render_template(
        "actions/action.html",
        action=found,
        history=[telling.told(change, who) for change, who in changes],
        forms=_forms(form, found),
        errors=form.errors,
        people=people,
        today=clock.day_of(now),
        words=words,
    )


def _forms(refused: Form, found: Row[Any]) -> dict[str, Form]:
    """The forms of the page by the name of what they do: as they begin, and the refused one as it was sent."""
    forms = defaultdict(Form)
    forms["move"] = Form(values={"due": str(found.due or "")})
    forms["hand_on"] = Form(values={"owner": found.owner})
    forms["ask_for_support"] = Form(values={"support": found.support})
    forms["worked"] = Form(values={"worked": found.worked, "came_of": found.came_of})
    if refused.errors:
        forms[(request.endpoint or "").rpartition(".")[2].replace("became", "state")] = refused
    return forms
