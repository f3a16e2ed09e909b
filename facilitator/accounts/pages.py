"""The first account, signing in and out, and one's own account."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from marshmallow import EXCLUDE, Schema, ValidationError
from werkzeug.wrappers import Response

from facilitator import database
from facilitator.accounts import access, people
from facilitator.accounts.forms import (
    AccountSchema,
    Form,
    NameSchema,
    PasswordSchema,
    SignInSchema,
    first_sentences,
)
from facilitator.accounts.limits import by_address, by_network
from facilitator.accounts.secret import hash_password, is_password
from facilitator.accounts.tables import Account
from facilitator.web import audience

blueprint = Blueprint("accounts", __name__)

Page = Response | str | tuple[str, int]
WRONG = "That e-mail address and password don't go together. Check both and try again."


@blueprint.get("/setup/<token>")
@audience("everyone")
def setup(token: str) -> Page:
    with database.read() as session:
        people.invitation(session, token)
    return render_template("accounts/setup.html", form=Form())


@blueprint.post("/setup/<token>")
@audience("everyone")
def make_account(token: str) -> Page:
    with database.read() as session:
        people.invitation(session, token)
    try:
        data = _loaded(AccountSchema())
        signed_in = _make_account(token, data, hash_password(data["password"]))
    except ValidationError as invalid:
        return _again("accounts/setup.html", first_sentences(invalid))
    answer = redirect(url_for("home.home"), 303)
    access.sign_in_browser(answer, signed_in)
    return answer


def _make_account(token: str, data: dict[str, str], password_hash: str) -> str:
    with database.session() as session:
        role = people.use_invitation(session, token)
        account = people.create_account(session, data["name"], data["email"], password_hash, role)
        return people.sign_in(session, account.id)


@blueprint.get("/sign-in")
@audience("everyone")
def sign_in() -> Page:
    if access.current_account():
        return redirect(_way_back(), 303)
    return render_template("accounts/sign_in.html", form=Form(), next=_way_back())


@blueprint.post("/sign-in")
@audience("everyone")
@by_network
@by_address
def try_sign_in() -> Page:
    try:
        data = _loaded(SignInSchema())
    except ValidationError as invalid:
        return _again("accounts/sign_in.html", first_sentences(invalid), next=_way_back())
    token = _signed_in(data["email"], data["password"])
    if token is None:
        return _again("accounts/sign_in.html", {"password": WRONG}, next=_way_back())
    answer = redirect(_way_back(), 303)
    access.sign_in_browser(answer, token)
    return answer


def _signed_in(email: str, password: str) -> str | None:
    """The token of a new sign-in; None when any of it is wrong, without telling what."""
    with database.read() as session:
        account = people.by_email(session, email)
    right = is_password(password, account.password_hash if account else None)
    if not (account and right) or account.deactivated_at is not None:
        return None
    with database.session() as session:
        return people.sign_in(session, account.id)


@blueprint.post("/sign-out")
@audience("everyone")
def sign_out() -> Page:
    with database.session() as session:
        people.sign_out(session, request.cookies.get(access.COOKIE, ""))
    answer = redirect(url_for("home.home"), 303)
    answer.delete_cookie(access.COOKIE)
    return answer


@blueprint.get("/account")
@audience("account")
def account() -> Page:
    return _account_page(Form(values={"name": access.required().name}))


@blueprint.post("/account/name")
@audience("account")
def rename() -> Page:
    own = access.required()
    try:
        name = _loaded(NameSchema())["name"]
    except ValidationError as invalid:
        return _account_page(_form(first_sentences(invalid))), 422
    with database.session() as session:
        session.get_one(Account, own.id).name = name
    return _done("Your name is changed. Meetings that are already prepared keep the old one.")


@blueprint.post("/account/password")
@audience("account")
@by_network
def change_password() -> Page:
    own = access.required()
    try:
        data = _loaded(PasswordSchema())
        if not is_password(data["current"], own.password_hash):
            raise ValidationError({"current": ["That is not the password you have now."]})
    except ValidationError as invalid:
        return _account_page(Form({"name": own.name}, first_sentences(invalid))), 422
    changed = hash_password(data["password"])
    with database.session() as session:
        session.get_one(Account, own.id).password_hash = changed
        people.sign_out_others(session, own.id, request.cookies[access.COOKIE])
    return _done("Your password is changed. Other browsers are signed out.")


@blueprint.post("/account/sign-out-others")
@audience("account")
def sign_out_others() -> Page:
    with database.session() as session:
        ended = people.sign_out_others(session, access.required().id, request.cookies[access.COOKIE])
    return _done(
        f"{ended} other browsers are signed out." if ended != 1 else "The other browser is signed out."
    )


def _account_page(form: Form) -> str:
    return render_template("accounts/account.html", form=form)


def _done(sentence: str) -> Response:
    flash(sentence)
    return redirect(url_for("accounts.account"), 303)


def _loaded(schema: Schema) -> Any:
    return schema.load(request.form.to_dict(), unknown=EXCLUDE)


def _form(errors: dict[str, str]) -> Form:
    """The form as it was sent, but for passwords."""
    return Form({name: request.form.get(name, "") for name in ("name", "email")}, errors)


def _again(template: str, errors: dict[str, str], **more: str) -> tuple[str, int]:
    return render_template(template, form=_form(errors), **more), 422


def _way_back() -> str:
    """Where `next` leads, when that is a page of ours, else home."""
    target = request.values.get("next", "/")
    parts = urlsplit(target.replace("\\", "/"))
    inside = target.startswith("/") and not parts.netloc and not parts.scheme and target.isprintable()
    return target if inside and not target.startswith("//") else "/"
