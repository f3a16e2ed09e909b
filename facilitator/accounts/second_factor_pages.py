"""The code that is asked for after the password, and the page on which one sets that up."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, session, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from facilitator import clock, database, qr_code, security_log
from facilitator.accounts import access, limits, people, second_factor
from facilitator.accounts.passwords import is_password
from facilitator.accounts.schemas import CodeSchema, CurrentPasswordSchema
from facilitator.accounts.sign_in_pages import (
    PENDING,
    Page,
    inside,
    password_mark,
    signed_in_redirect,
)
from facilitator.accounts.tables import Account
from facilitator.forms import Form, form_as_sent, load_sent
from facilitator.refused import Refused
from facilitator.web import audience

blueprint = Blueprint("second_factor", __name__)

WRONG_CODE = (
    "That is not the code of now, or it was used already. Wait for the next one in your app, "
    "or take a recovery code."
)

NOT_YET = "That is not the code of now. Write the one that the app shows; its clock must be right."


@blueprint.get("/sign-in/code")
@audience("everyone")
def ask() -> Page:
    if _pending() is None:
        return redirect(url_for("accounts.sign_in"), 303)
    return _code_page(Form())


@blueprint.post("/sign-in/code")
@audience("everyone")
def check() -> Page:
    account = _pending()
    if account is None:
        flash("That took too long. Begin again with your password.")
        return redirect(url_for("accounts.sign_in"), 303)
    try:
        code = load_sent(CodeSchema())["code"]
        limits.count_code(account)
        signed_in = _signed_in(account, code)
    except ValidationError as invalid:
        return _code_page(form_as_sent(invalid)), 422
    except Refused as refused:
        return _code_page(Form(errors={"code": refused.message})), refused.status, refused.headers
    return signed_in_redirect(account.id, signed_in, inside(session[PENDING]["back"]))


def _pending() -> Account | None:
    """The account whose password was right in this browser some minutes ago, or None."""
    begun = session.get(PENDING)
    if not begun or begun["until"] < clock.now():
        return None
    with database.read() as reading:
        account = reading.get(Account, begun["account"])
    if account is None or account.deactivated_at is not None or password_mark(account) != begun["mark"]:
        return None
    return account


def _signed_in(account: Account, code: str) -> str:
    """The token of a new sign-in.

    :raises ValidationError: when the code is wrong.
    """
    with database.session() as changing:
        if second_factor.is_code(changing, account.id, code, clock.now()):
            return people.sign_in(changing, account.id, access.user_agent())
    limits.note_failed("code", account)
    raise ValidationError({"code": [WRONG_CODE]})


def _code_page(form: Form) -> str:
    return render_template("accounts/code.html", form=form)


@blueprint.get("/account/second-factor")
@audience("account")
def index() -> Page:
    return _page(Form())


@blueprint.post("/account/second-factor")
@audience("account")
def begin() -> Page:
    try:
        own = _proven()
    except ValidationError as invalid:
        return _page(form_as_sent(invalid)), 422
    with database.session() as changing:
        if not second_factor.is_on(changing, own.id):
            second_factor.begin(changing, own.id)
    return _set_up_page(Form(), 200)


@blueprint.post("/account/second-factor/on")
@audience("account")
def turn_on() -> Page:
    own = access.require_account()
    try:
        code = load_sent(CodeSchema())["code"]
        with database.session() as changing:
            codes = second_factor.confirm(changing, own.id, code, clock.now())
        if codes is None:
            raise ValidationError({"code": [NOT_YET]})
    except ValidationError as invalid:
        return _set_up_page(form_as_sent(invalid), 422)
    security_log.note("second_factor_on", account=own.id)
    return _codes_page(codes)


@blueprint.post("/account/second-factor/codes")
@audience("account")
def renew_codes() -> Page:
    try:
        own = _proven()
    except ValidationError as invalid:
        return _page(form_as_sent(invalid)), 422
    with database.session() as changing:
        codes = second_factor.new_recovery_codes(changing, own.id)
    security_log.note("recovery_codes_renewed", account=own.id)
    return _codes_page(codes)


@blueprint.post("/account/second-factor/off")
@audience("account")
def turn_off() -> Page:
    try:
        own = _proven()
    except ValidationError as invalid:
        return _page(form_as_sent(invalid)), 422
    with database.session() as changing:
        was_on = second_factor.turn_off(changing, own.id)
    if was_on:
        security_log.note("second_factor_off", account=own.id, by=own.id)
    return _done("Your password alone signs you in again.")


def _proven() -> Account:
    """The account, if its present password was sent.

    :raises ValidationError: when it was not.
    :raises Refused: ``too_many``.
    """
    own = access.require_account()
    current = load_sent(CurrentPasswordSchema())["current"]
    limits.count_own_password(access.require_sign_in())
    if not is_password(current, own.password_hash):
        limits.note_failed("password", own)
        raise ValidationError({"current": ["That is not the password you have now."]})
    limits.uncount_attempt()
    return own


def _page(form: Form) -> str:
    own = access.require_account()
    with database.read() as reading:
        on = second_factor.is_on(reading, own.id)
        left = second_factor.recovery_codes_left(reading, own.id)
    return render_template("accounts/second_factor.html", form=form, on=on, left=left)


def _set_up_page(form: Form, status: int) -> Page:
    own = access.require_account()
    with database.read() as reading:
        secret = second_factor.begun(reading, own.id)
    if secret is None:
        return redirect(url_for(".index"), 303)
    link = second_factor.app_link(own, secret)
    page = render_template(
        "accounts/second_factor_set_up.html",
        form=form,
        link=link,
        qr=qr_code.svg(link),
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    )
    return page, status


def _codes_page(codes: list[str]) -> str:
    return render_template("accounts/recovery_codes.html", codes=codes)


def _done(sentence: str) -> Response:
    flash(sentence)
    return redirect(url_for("own.account"), 303)
