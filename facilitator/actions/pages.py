"""The request that sets the state of an action."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from facilitator import clock, database
from facilitator.actions import following
from facilitator.log.entry.reader import current_reader
from facilitator.summary import words
from facilitator.web import audience

blueprint = Blueprint("actions", __name__)


@blueprint.post("/actions/<action_id>/state")
@audience("account")
def became(action_id: str) -> Response:
    """Set the state of an action, and redirect to the page where it was set."""
    state = request.form.get("state", "")
    with database.session() as session:
        action = following.set_state(session, action_id, state, current_reader(), clock.now())
    entry = url_for("log.entry", entry_id=action.entry_id)
    said = f"{words.STATES[state] or 'Open again'}: {action.what or action.hypothesis}"
    if request.form.get("back") != "home":
        flash(said)
        return redirect(entry, 303)
    # The home page does not show the action any more. The link helps those who ticked the wrong one.
    flash(Markup('{}. <a href="{}">Look at it again</a>').format(said, entry))
    return redirect(url_for("home.home"), 303)
