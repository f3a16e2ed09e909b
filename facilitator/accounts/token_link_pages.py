"""The pages of links that work once (invitation, new password), and the page that asks for a new password."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from flask import Blueprint, flash, render_template, url_for
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from facilitator import database, outbox, security_log, web
from facilitator.accounts import access, invitations, limits, mail_templates, people
from facilitator.accounts.guest_seats import guest_seats_here
from facilitator.accounts.passwords import hash_password
from facilitator.accounts.schemas import AccountSchema, ForgotSchema, NewPasswordSchema
from facilitator.accounts.sign_in_pages import Page, enter, signed_in_redirect
from facilitator.accounts.tables import Account, Invitation
from facilitator.forms import Form, form_as_sent, load_sent
from facilitator.outbox import Letter
from facilitator.refused import Refused
from facilitator.web import audience

blueprint = Blueprint("links", __name__)

# The fields of the form beside which a refusal is shown, by its code.
_BESIDE = {"email_taken": "email", "name_taken": "name"}


@blueprint.get("/invitation/<token>")
@audience("everyone")
def invitation(token: str) -> Page:
    return _invitation_page(Form(), *_invitation(token))


@blueprint.post("/invitation/<token>")
@audience("everyone")
def accept(token: str) -> Page:
    link, sender = _invitation(token)
    limits.count_link(link.id)
    try:
        made, signed_in = _accepted(token, load_sent(AccountSchema()))
    except ValidationError as invalid:
        return _invitation_page(form_as_sent(invalid), link, sender), 422
    with database.read() as session:
        guest = guest_seats_here(session)
    return signed_in_redirect(made.id, signed_in, url_for("guest_seats.page" if guest else "home.home"))


def _invitation(token: str) -> tuple[Invitation, Account]:
    """The open invitation of this link, and the account that made it.

    :raises Refused: ``link_ended``.
    """
    with database.read() as session:
        link = invitations.open_link(session, "invite", token)
        return link, session.get_one(Account, link.invited_by)


def _accepted(token: str, data: dict[str, str]) -> tuple[Account, str]:
    """The new account, and the token of its first sign-in.

    :raises ValidationError: when the address or the name has an account already, or the address is not the
        one that was invited; the link stays open then.
    """
    kept = hash_password(data["password"])
    try:
        with database.session() as session:
            link = invitations.use_link(session, "invite", token)
            _check_invited(link, data["email"])
            people.refuse_taken_name(session, data["name"])
            made = people.create_account(session, data["name"], data["email"], kept, link.role)
            return made, people.sign_in(session, made.id, access.user_agent())
    except Refused as refused:
        if refused.code not in _BESIDE:
            raise
        raise ValidationError({_BESIDE[refused.code]: [refused.message]}) from None


def _check_invited(link: Invitation, email: str) -> None:
    """Check that the address is the invited one, if the invitation has one.

    The link was sent to that address. It proves nothing about another one.

    :raises ValidationError: when it is another address.
    """
    if link.email and link.email != email:
        sentence = (
            f"This invitation is for {link.email}. To use another address, ask for an invitation to it."
        )
        raise ValidationError({"email": [sentence]})


def _invitation_page(form: Form, link: Invitation, sender: Account) -> str:
    form = replace(form, values={**form.values, "email": link.email or form.values.get("email", "")})
    return render_template("accounts/invitation.html", form=form, invited=link.email, sender=sender)


@blueprint.get("/reset/<token>")
@audience("everyone")
def new_password(token: str) -> Page:
    return render_template("accounts/reset.html", form=Form(), person=_whose(token)[1])


@blueprint.post("/reset/<token>")
@audience("everyone")
def set_password(token: str) -> Page:
    link, person = _whose(token)
    limits.count_link(link.id)
    try:
        kept = hash_password(load_sent(NewPasswordSchema(person.name, person.email))["password"])
    except ValidationError as invalid:
        return render_template("accounts/reset.html", form=form_as_sent(invalid), person=person), 422
    with database.session() as session:
        invitations.use_link(session, "reset", token)
        changed = people.change_password(session, person.id, kept)
        # Whoever knew the old password may have made tokens with it, and asked for the new one because of that.
        people.end_sign_ins_and_tokens(session, person.id)
    security_log.note("password_reset", account=person.id)
    flash(
        "Your new password is set. All other browsers are signed out, and your programs' tokens have ended."
    )
    return enter(changed, url_for("home.home"))


def _whose(token: str) -> tuple[Invitation, Account]:
    """This open link, and the account whose password it resets.

    :raises Refused: ``link_ended``.
    """
    with database.read() as session:
        link = invitations.open_link(session, "reset", token)
        return link, session.get_one(Account, link.account_id)


@blueprint.get("/forgot")
@audience("everyone")
def forgot() -> Page:
    return _forgot_page(Form())


@blueprint.post("/forgot")
@audience("everyone")
def send_reset() -> Page:
    if not Letter.is_configured():
        return _forgot_page(Form())
    try:
        email = load_sent(ForgotSchema())["email"]
    except ValidationError as invalid:
        return _forgot_page(form_as_sent(invalid)), 422
    limits.count_letter(email)
    outbox.post_later(partial(_post_reset, email))
    return render_template("accounts/forgot_sent.html", email=email)


def _post_reset(email: str, session: Session) -> None:
    """Post a letter with a reset link, if an active account has this address.

    The look-up happens here, after the response, so that the response is the same for every address.
    """
    account = people.by_email(session, email)
    if account is None or account.deactivated_at is not None:
        return
    link = invitations.reset_forgotten(session, account)
    url = web.external_url(f"/reset/{invitations.token_of(link)}")
    letter = mail_templates.new_password(account.email, account.name, url)
    outbox.post(session, letter, key=f"reset:{link.id}", until=link.expires_at)


def _forgot_page(form: Form) -> str:
    return render_template("accounts/forgot.html", form=form, letters=Letter.is_configured())
