"""The page for admins: accounts and invitations."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from marshmallow import ValidationError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from facilitator import database, once, outbox, security_log, web
from facilitator.accounts import (
    access,
    administration,
    invitations,
    mail_templates,
    people,
    second_factor,
)
from facilitator.accounts.schemas import InvitationSchema, RoleSchema
from facilitator.accounts.sign_in_pages import Page
from facilitator.accounts.tables import Account, Invitation
from facilitator.forms import Form, form_as_sent, load_sent
from facilitator.outbox import Letter
from facilitator.refused import Refused
from facilitator.web import audience

blueprint = Blueprint("admin", __name__, url_prefix="/admin")

MADE = "The invitation is made. Copy its link and send it."


@blueprint.get("")
@audience("admin")
def index() -> Page:
    return _page()


@blueprint.post("/invitations")
@audience("admin")
def invite() -> Page:
    admin = access.require_account()
    sent = once.sent_by(f"invitation:{admin.id}")
    try:
        data = load_sent(InvitationSchema())
        role, email = data["role"], data.get("email")
        with database.session() as session:
            made = sent.once(session, lambda: _invited(session, admin, role, email))
    except ValidationError as invalid:
        return _page(form_as_sent(invalid)), 422
    by_mail = email and Letter.is_configured()
    return _done(f"The invitation is on its way to {email}." if by_mail else MADE, made=made)


def _invited(session: Session, admin: Account, role: str, email: str | None) -> str:
    """The id of a new invitation. With an address and a mail server, its letter is posted.

    :raises ValidationError: when there is an account with this address already.
    """
    if email and people.by_email(session, email):
        raise ValidationError({"email": ["There is an account with this address already."]})
    link = invitations.invite(session, admin.id, role, email)
    if email and Letter.is_configured():
        letter = mail_templates.invitation(email, admin.name, _url(link), invitations.INVITE_DAYS)
        outbox.post(session, letter, key=f"invitation:{link.id}", until=link.expires_at)
    return link.id


@blueprint.post("/links/<link_id>/withdraw")
@audience("admin")
def withdraw(link_id: str) -> Page:
    with database.session() as session:
        invitations.withdraw(session, link_id)
    return _done("The link is withdrawn: it opens nothing any more.")


@blueprint.post("/people/<account_id>/role")
@audience("admin")
def change_role(account_id: str) -> Page:
    role = load_sent(RoleSchema())["role"]
    with database.session() as session:
        changed = administration.change_role(session, account_id, role)
    security_log.note("role_changed", account=changed.id, role=role, by=_admin_id())
    return _done(f"{changed.name} is {'an admin' if role == 'admin' else 'a member'} now.")


@blueprint.post("/people/<account_id>/deactivate")
@audience("admin")
def deactivate(account_id: str) -> Page:
    with database.session() as session:
        closed = administration.deactivate(session, account_id)
    security_log.note("deactivated", account=closed.id, by=_admin_id())
    return _done(f"{closed.name} is signed out everywhere and cannot sign in any more.")


@blueprint.post("/people/<account_id>/reactivate")
@audience("admin")
def reactivate(account_id: str) -> Page:
    with database.session() as session:
        opened = administration.reactivate(session, account_id)
    security_log.note("reactivated", account=opened.id, by=_admin_id())
    return _done(f"{opened.name} can sign in again.")


@blueprint.post("/people/<account_id>/reset")
@audience("admin")
def reset(account_id: str) -> Page:
    admin = access.require_account()
    with database.session() as session:
        link = invitations.reset(session, _active(session, account_id), admin.id)
    security_log.note("password_link_made", account=account_id, by=admin.id)
    return _done("The link to a new password is made. Copy it and send it.", made=link.id)


@blueprint.post("/people/<account_id>/second-factor")
@audience("admin")
def end_second_factor(account_id: str) -> Page:
    if account_id == _admin_id():
        raise Refused(
            "own_account", "Turn off your own second factor under your account, with your password."
        )
    with database.session() as session:
        person = administration.account_at(session, account_id)
        was_on = second_factor.turn_off(session, account_id)
    if was_on:
        security_log.note("second_factor_off", account=account_id, by=_admin_id())
    return _done(f"The password alone signs {person.name} in again.")


def _admin_id() -> str:
    return access.require_account().id


def _active(session: Session, account_id: str) -> Account:
    """The account with this id, which must be active.

    :raises Refused: ``no_person`` or ``deactivated``.
    """
    account = administration.account_at(session, account_id)
    if account.deactivated_at is not None:
        raise Refused("deactivated", f"{account.name} cannot sign in now. Reactivate the account first.")
    return account


def _page(form: Form | None = None) -> str:
    with database.read() as session:
        everybody = people.accounts(session)
        pending = invitations.pending(session)
        with_factor = second_factor.accounts_with_one(session)
        undelivered, older = outbox.undelivered(session)
    return render_template(
        "accounts/admin.html",
        form=form or Form(values={"role": "member"}),
        people=sorted(everybody, key=lambda one: (one.deactivated_at is not None, one.name.casefold())),
        with_factor=with_factor,
        last_admin=_only_one([one for one in everybody if one.role == "admin" and not one.deactivated_at]),
        pending=[(link, sender, subject, _url(link)) for link, sender, subject in pending],
        undelivered=undelivered,
        older_undelivered=older,
        letters=Letter.is_configured(),
    )


def _only_one(admins: list[Account]) -> str:
    return admins[0].id if len(admins) == 1 else ""


def _url(link: Invitation) -> str:
    return web.external_url(
        f"/{'invitation' if link.kind == 'invite' else 'reset'}/{invitations.token_of(link)}"
    )


def _done(sentence: str, made: str = "") -> Response:
    flash(sentence)
    return redirect(url_for("admin.index", _anchor=f"link-{made}" if made else None), 303)
