"""The page of one's own account: name, password, sign-ins and tokens."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from facilitator import clock, database, once, outbox, security_log
from facilitator.accounts import access, addresses, browsers, limits, people, second_factor, zones
from facilitator.accounts.guest_seats import guest_seats_here
from facilitator.accounts.passwords import hash_password, is_password
from facilitator.accounts.schemas import TOKEN_DAYS, NameSchema, PasswordSchema, TokenSchema, ZoneSchema
from facilitator.accounts.sign_in_pages import Page
from facilitator.accounts.tables import Account
from facilitator.config import settings
from facilitator.forms import Form, form_as_sent, load_sent
from facilitator.outbox import Letter
from facilitator.refused import Refused
from facilitator.web import audience, json_body

blueprint = Blueprint("own", __name__)

NEW_TOKEN = Form(values={"scope": "write", "days": "365"})


@blueprint.get("/account")
@audience("account")
def account() -> Page:
    return _page()


@blueprint.post("/account/name")
@audience("account")
def rename() -> Page:
    own = access.require_account()
    try:
        name = load_sent(NameSchema())["name"]
    except ValidationError as invalid:
        return _page(name=form_as_sent(invalid)), 422
    try:
        with database.session() as session:
            people.refuse_taken_name(session, name, own.id)
            session.get_one(Account, own.id).name = name
    except Refused as refused:
        return _page(name=Form(values={"name": name}, errors={"name": refused.message})), refused.status
    return _done("Your name is changed. Meetings that are already prepared keep the old one.")


@blueprint.post("/account/zone")
@audience("account")
def change_zone() -> Page:
    own = access.require_account()
    try:
        zone = load_sent(ZoneSchema())["zone"]
    except ValidationError as invalid:
        return _page(zone=form_as_sent(invalid)), 422
    with database.session() as session:
        session.get_one(Account, own.id).known_zone = zone
    return _done(f"Your days are those of {zone}.")


@blueprint.post("/account/zone/found")
@audience("account")
def keep_found_zone() -> tuple[str, int]:
    """Keep the browser's zone. A page's script sends it as long as the account's is not known."""
    zone = ZoneSchema().load(json_body())["zone"]
    with database.session() as session:
        zones.keep_found(session, access.require_account().id, zone)
    return "", 204


@blueprint.post("/account/password")
@audience("account")
def change_password() -> Page:
    own = access.require_account()
    try:
        limits.count_own_password(access.require_sign_in())
        data = load_sent(PasswordSchema(own.name, own.email))
        if not is_password(data["current"], own.password_hash):
            limits.note_failed("password", own)
            raise ValidationError({"current": ["That is not the password you have now."]})
    except ValidationError as invalid:
        return _page(password=form_as_sent(invalid)), 422
    changed = hash_password(data["password"])
    with database.session() as session:
        people.change_password(session, own.id, changed)
        people.sign_out_others(session, own.id, access.sign_in_token())
    limits.uncount_attempt()
    security_log.note("password_changed", account=own.id)
    _revoke(set(request.form.getlist("end_token")))
    return _done("Your password is changed. Other browsers are signed out.")


@blueprint.post("/account/resurface")
@audience("account")
def resurface() -> Page:
    wanted = request.form.get("resurface") == "yes"
    with database.session() as session:
        session.get_one(Account, access.require_account().id).resurface = wanted
    return _done(
        "Your home page brings old entries up again."
        if wanted
        else "Your home page leaves old entries alone."
    )


@blueprint.post("/account/reminders")
@audience("account")
def change_reminders() -> Page:
    wanted = request.form.get("wanted") == "yes"
    with database.session() as session:
        session.get_one(Account, access.require_account().id).reminds = wanted
        if not wanted:
            outbox.withdraw(session, addresses.reminders_of(access.require_account().id))
    database.forget()
    return _done(
        "You are reminded of your actions by e-mail."
        if wanted
        else "You get no more letters about your actions."
    )


@blueprint.post("/account/summaries")
@audience("account")
def change_summaries() -> Page:
    wanted = request.form.get("wanted") == "yes"
    with database.session() as session:
        session.get_one(Account, access.require_account().id).mails_summary = wanted
    return _done(
        "The summary of each meeting you were in comes to you by e-mail."
        if wanted
        else "Summaries do not come to you by e-mail any more."
    )


@blueprint.post("/account/sign-ins/<sign_in_id>/end")
@audience("account")
def end_sign_in(sign_in_id: str) -> Page:
    with database.session() as session:
        people.end_sign_in(session, access.require_account().id, sign_in_id)
    return _done("That browser is signed out.")


@blueprint.post("/account/sign-out-others")
@audience("account")
def sign_out_others() -> Page:
    with database.session() as session:
        ended = people.sign_out_others(session, access.require_account().id, access.sign_in_token())
    return _done(
        f"{ended} other browsers are signed out." if ended != 1 else "The other browser is signed out."
    )


@blueprint.post("/account/tokens")
@audience("account")
def create_token() -> Page:
    own = access.require_account()
    try:
        data = load_sent(TokenSchema())
    except ValidationError as invalid:
        return _page(token=form_as_sent(invalid)), 422
    sent = once.sent_by(f"token:{own.id}")
    with database.session() as session:
        if new := sent.made_before(session) is None:
            people.create_token(session, own.id, token=sent.token, **data)
            sent.keep(session, "token")
        made = people.active_token(session, sent.token)
    if new and made:
        security_log.note("token_made", account=own.id, token_id=made.id)
    return _page(made=sent.token if made else "")


@blueprint.post("/account/tokens/<token_id>/revoke")
@audience("account")
def revoke_token(token_id: str) -> Page:
    _revoke([token_id])
    return _done("Revoked. Programs that use this token are refused from now on.")


def _revoke(token_ids: Iterable[str]) -> None:
    own = access.require_account()
    with database.session() as session:
        revoked = [each for each in token_ids if people.revoke_own_token(session, own.id, each)]
    for token_id in revoked:
        security_log.note("token_revoked", account=own.id, token_id=token_id)


def _page(made: str = "", **forms: Form) -> str:
    own, here = access.require_account(), access.current_sign_in()
    with database.read() as session:
        browsing = people.sign_ins(session, own.id)
        tokens = people.tokens_of(session, own.id)
        guest = guest_seats_here(session)
        with_factor = second_factor.is_on(session, own.id)
    return render_template(
        "accounts/account.html",
        forms={
            "name": Form(values={"name": own.name}),
            "zone": Form(values={"zone": own.zone}),
            "password": Form(),
            "token": NEW_TOKEN,
            **forms,
        },
        zones=zones.offered(),
        sign_ins=browsing,
        here=here.id if here else "",
        in_words=browsers.browser_name,
        tokens=tokens,
        second_factor=with_factor,
        made=made,
        now=clock.now(),
        token_days=TOKEN_DAYS,
        seats=guest,
        provider=settings().oidc_name,
        letters=Letter.is_configured(),
    )


def _done(sentence: str) -> Response:
    flash(sentence)
    return redirect(url_for("own.account"), 303)
