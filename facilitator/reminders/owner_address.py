"""Sending the link of an action to its owner who has no account, by an address that somebody writes for them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from marshmallow import ValidationError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from facilitator import clock, database, outbox
from facilitator.accounts import addresses, limits
from facilitator.accounts.access import require_account
from facilitator.accounts.schemas import AddressSchema
from facilitator.accounts.tables import Account
from facilitator.actions import links
from facilitator.actions.following import action_to_end
from facilitator.actions.pages import page_of
from facilitator.forms import Form, form_as_sent, load_sent
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.reader import Reader, current_reader
from facilitator.log.entry.tables import Action, Entry
from facilitator.outbox import Letter
from facilitator.refused import Refused
from facilitator.reminders import due, guest_owners, letters
from facilitator.reminders.guest_owners import GuestOwner
from facilitator.reminders.owners import Item
from facilitator.reminders.tables import Reminder
from facilitator.web import audience

blueprint = Blueprint("owner_address", __name__)
_SHOWN = {409, 422, 429}
"""Refusals that are shown on the page, so that what was typed is kept."""


@blueprint.post("/actions/<action_id>/link/address")
@audience("account")
def send(action_id: str) -> Response | tuple[str, int]:
    """Send the link to an address, which is reminded from then on."""
    try:
        address = load_sent(AddressSchema())["email"]
        _check_mail_server()
        with database.session() as session:
            action, entry = _linked(session, action_id, current_reader())
            limits.count_letter_of(require_account(), address)
            is_new = _post(session, action, entry, address, require_account())
    except ValidationError as wrong:
        return _page(action_id, form_as_sent(wrong), 422)
    except Refused as refused:
        if refused.status not in _SHOWN:
            raise
        field = "email" if refused.code == "too_many" else "whole"
        invalid = ValidationError({field: [refused.message]})
        return _page(action_id, form_as_sent(invalid), refused.status)
    flash(
        f"The link is on its way to {address}."
        if is_new
        else f"The link was sent to {address} today. Look there, or send it again tomorrow."
    )
    return redirect(url_for("actions.action", action_id=action_id), 303)


@blueprint.post("/actions/<action_id>/link/address/forget")
@audience("account")
def forget(action_id: str) -> Response:
    """Forget the address. The link goes on."""
    with database.session() as session:
        action, _ = action_to_end(session, action_id, current_reader())
        key = action.address_key
        action.forget_address()
        session.flush()
        if key and not guest_owners.has_actions(session, key):
            outbox.withdraw(session, addresses.reminders_of(key))
    database.forget()
    flash("The reminders have ended, and the address is deleted. The link goes on.")
    return redirect(url_for("actions.action", action_id=action_id), 303)


def _page(action_id: str, form: Form, status: int) -> tuple[str, int]:
    return page_of(action_id, form, "address"), status


def _check_mail_server() -> None:
    if not Letter.is_configured():
        raise Refused("no_mail_server", "No mail server is set here. Copy the link and send it yourself.")


def _linked(session: Session, action_id: str, who: Reader) -> tuple[Action, Entry]:
    """The open action with a link that works: the one it has, or a new one.

    :raises Refused: ``no_action``, ``no_owner`` or ``not_open``
    """
    action, entry = action_to_end(session, action_id, who)
    if action.state != OPEN:
        raise Refused("not_open", "It has ended. Open it again first.")
    if not guest_owners.is_reached(session, entry, action):
        links.make(session, action_id, who)
    return action, entry


def _post(session: Session, action: Action, entry: Entry, address: str, sender: Account) -> bool:
    """Keep the address, and post the letter with the link, which is the first that its owner is told.

    :returns: False if it was posted on the same day before.
    :raises Refused: ``unwanted``
    """
    key = addresses.key_of(address)
    if guest_owners.is_unwanted(session, key):
        raise Refused("unwanted", "They have ended such letters. Send the link yourself.")
    action.address, action.address_key = addresses.sealed(address), key
    owner = GuestOwner(key, action.owner, address, guest_owners.zone_of(session, entry))
    day = owner.today(clock.now())
    link = guest_owners.link_of(action)
    told = session.get(Reminder, (action.id, action.link_id))
    part = due.part_for(action, None, day, 0)
    Item(action, part, entry.title, link, action.link_id, told).note(session, day)
    letter = letters.assigned(owner, action, entry.title, sender, link)
    once = f"link:{action.link_id}:{key}:{day}"
    return outbox.post(session, letter, key=once, whose=addresses.reminders_of(owner.id))
