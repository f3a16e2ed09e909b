"""Opening a new ticket for an action in a tracker. What it says leaves the server only when somebody asks for this."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from facilitator import database, web
from facilitator.accounts.access import require_account
from facilitator.actions import listing
from facilitator.actions.following import no_action
from facilitator.actions.listing import ShownAction
from facilitator.log.entry.reader import current_reader
from facilitator.summary import words
from facilitator.trackers import store
from facilitator.trackers.addresses import Ticket, address_of
from facilitator.web import audience

blueprint = Blueprint("tickets", __name__)


@blueprint.get("/actions/<action_id>/open-in/<tracker_id>")
@audience("account")
def open_in(action_id: str, tracker_id: str) -> Response:
    """Lead to the tracker's form, filled in, for who may change the action.

    :raises Refused: ``no_action`` or ``no_tracker``
    """
    with database.read() as session:
        action = listing.shown_action(session, require_account(), current_reader(), action_id)
        if not action.may:
            raise no_action()
        tracker = store.tracker_at(session, tracker_id)
    return redirect(address_of(tracker.url, _ticket(action)), 303)


def _ticket(action: ShownAction) -> Ticket:
    link = web.external_url(url_for("actions.action", action_id=action.id))
    due = str(action.due) if action.due else ""
    details = (
        ("Hypothesis", action.hypothesis if action.what else ""),
        ("Test", action.test),
        ("Signal to watch", action.signal),
        ("Owner", action.owner),
        ("Look again on" if action.kind == "experiment" else "By when", words.day(due)),
        ("Support asked for", action.support),
    )
    said = "\n".join(f"{name}: {text}" for name, text in details if text)
    return Ticket(
        title=action.what or action.hypothesis or "An experiment",
        body=f"{said}\n\n{link}".strip(),
        owner=action.owner,
        due=due,
        link=link,
    )
