"""The page on which anybody with a letter ends the reminders, and what mail programs send to it (RFC 8058)."""

from __future__ import annotations

import hmac

from flask import Blueprint, render_template

from facilitator import database, outbox, web
from facilitator.accounts.addresses import reminders_of
from facilitator.accounts.tables import Account
from facilitator.refused import Refused
from facilitator.reminders import guest_owners
from facilitator.reminders.owners import end_token
from facilitator.web import audience, hide_from_search

blueprint = Blueprint("reminders", __name__)


@blueprint.get("/reminders/<owner_id>/<token>")
@audience("everyone")
def page(owner_id: str, token: str) -> str:
    """Ask: mail programs and their scanners open links by themselves, so this changes nothing."""
    _check(owner_id, token)
    return render_template("reminders/end.html", ended=False, has_account=_has_account(owner_id))


@blueprint.post("/reminders/<owner_id>/<token>")
@audience("everyone")
def end(owner_id: str, token: str) -> str:
    """End all reminders of whoever got the letter."""
    _check(owner_id, token)
    with database.session() as session:
        if account := session.get(Account, owner_id):
            account.reminds = False
        else:
            guest_owners.end(session, owner_id)
        outbox.withdraw(session, reminders_of(owner_id))
    database.forget()
    return render_template("reminders/end.html", ended=True, has_account=_has_account(owner_id))


# A mail program sends it without a cookie. The token, which nobody can guess, shows where it comes from.
web.csrf.exempt(end)


def _check(owner_id: str, token: str) -> None:
    if not hmac.compare_digest(end_token(owner_id).encode(), token.encode()):
        sentence = "A part of that link is missing. Open it once more from the newest letter."
        raise Refused("link_ended", sentence, 404)


def _has_account(owner_id: str) -> bool:
    with database.read() as session:
        return session.get(Account, owner_id) is not None


blueprint.after_request(hide_from_search)
