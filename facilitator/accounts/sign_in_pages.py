"""The first account, and signing in and out: with a password, or through a provider."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from facilitator import clock, database, security_log, signals, web
from facilitator.accounts import (
    access,
    identities,
    invitations,
    known_browsers,
    limits,
    people,
    provider,
    second_factor,
)
from facilitator.accounts.passwords import hash_password, is_password
from facilitator.accounts.schemas import AccountSchema, SignInSchema
from facilitator.accounts.tables import Account
from facilitator.config import settings
from facilitator.forms import Form, form_as_sent, load_sent
from facilitator.outbox import Letter
from facilitator.refused import Refused
from facilitator.tokens import derived_token
from facilitator.web import audience

blueprint = Blueprint("accounts", __name__)

# The session's key for a sign-in that waits for the code of a second factor.
PENDING = "pending"
PENDING_MS = 10 * 60 * 1000

Page = Response | str | tuple[str, int] | tuple[str, int, dict[str, str]]
SIGNED_OUT_DAYS = 30
WRONG = "That e-mail address and password don't go together. Check both and try again."


@blueprint.get("/setup/<token>")
@audience("everyone")
def setup(token: str) -> Page:
    with database.read() as session:
        invitations.open_link(session, "first", token)
    return render_template("accounts/setup.html", form=Form())


@blueprint.post("/setup/<token>")
@audience("everyone")
def make_account(token: str) -> Page:
    with database.read() as session:
        link = invitations.open_link(session, "first", token)
    limits.count_link(link.id)
    try:
        data = load_sent(AccountSchema())
    except ValidationError as invalid:
        return render_template("accounts/setup.html", form=form_as_sent(invalid)), 422
    kept = hash_password(data["password"])
    with database.session() as session:
        role = invitations.use_link(session, "first", token).role
        made = people.create_account(session, data["name"], data["email"], kept, role)
        signed_in = people.sign_in(session, made.id, access.user_agent())
    return signed_in_redirect(made.id, signed_in, url_for("home.home"))


@blueprint.get("/sign-in")
@audience("everyone")
def sign_in() -> Page:
    if access.current_account():
        return redirect(_way_back(), 303)
    return _sign_in_page(Form())


@blueprint.post("/sign-in")
@audience("everyone")
def try_sign_in() -> Page:
    try:
        data = load_sent(SignInSchema())
        account = _proven(data["email"], data["password"])
    except ValidationError as invalid:
        return _sign_in_page(form_as_sent(invalid)), 422
    except Refused as refused:
        form = Form(values={"email": data["email"]})
        return _sign_in_page(form, refused.message), refused.status, refused.headers
    return enter(account, _way_back())


def enter(account: Account, back: str) -> Response:
    """Sign in who has proven the password, or ask for the code of the account's second factor first.

    :param back: the path to which that leads.
    """
    with database.session() as changing:
        if not second_factor.is_on(changing, account.id):
            signed_in = people.sign_in(changing, account.id, access.user_agent())
            return signed_in_redirect(account.id, signed_in, back)
    limits.uncount_attempt()
    web.renew_session()
    until = clock.now() + PENDING_MS
    session[PENDING] = {"account": account.id, "mark": password_mark(account), "until": until, "back": back}
    return redirect(url_for("second_factor.ask"), 303)


def password_mark(account: Account) -> str:
    """A mark of the account's password: another password has another one."""
    return derived_token(f"password:{account.id}:{account.password_hash}", 12)


def _proven(email: str, password: str) -> Account:
    """The account of whoever knows this address and its password.

    :raises ValidationError: when the address or the password is wrong; it does not say which.
    :raises Refused: ``too_many``.
    """
    with database.read() as session:
        account = people.by_email(session, email)
    limits.count_password(email, account)
    right = is_password(password, account.password_hash if account else None)
    if not (account and right) or account.deactivated_at is not None:
        limits.note_failed("password", account)
        raise ValidationError({"password": [WRONG]})
    return account


@blueprint.get("/sign-in/provider")
@audience("everyone")
def sign_in_elsewhere() -> Page:
    provider.require_provider()
    session["back"] = _way_back()
    try:
        return provider.start_sign_in(web.external_url(url_for("accounts.back_from_provider")))
    except Refused as refused:
        return _sign_in_page(Form(), refused.message), refused.status


@blueprint.get("/sign-in/provider/back")
@audience("everyone")
def back_from_provider() -> Page:
    provider.require_provider()
    try:
        who = provider.finish_sign_in()
        with database.session() as changing:
            account, joined = identities.account_for_claims(changing, who, settings())
            signed_in = people.sign_in(changing, account.id, access.user_agent(), by_provider=True)
    except Refused as refused:
        limits.note_failed("provider", None)
        return _sign_in_page(Form(), refused.message), refused.status
    if joined:
        security_log.note("provider_joined", account=account.id)
        flash(_joined_words())
    return signed_in_redirect(account.id, signed_in, inside(session.pop("back", "/")))


@blueprint.post("/sign-out")
@audience("everyone")
def sign_out() -> Page:
    account = access.current_account()
    answer = redirect(url_for("home.home"), 303)
    web.delete_cookie(answer, access.COOKIE)
    # The next page's script forgets what this browser keeps of the person's words.
    web.set_cookie(answer, "signed_out", "yes", SIGNED_OUT_DAYS, for_scripts=True)
    with database.session() as session:
        if account:
            signals.signed_out.send(None, session=session, account_id=account.id, response=answer)
        people.sign_out(session, access.sign_in_token())
    return answer


def signed_in_redirect(account_id: str, signed_in: str, where: str) -> Response:
    """A redirect to a page that also stores a new sign-in in this browser's cookie.

    :param signed_in: the token of the account's new sign-in.
    """
    limits.uncount_attempt()
    web.renew_session()
    answer = redirect(where, 303)
    access.sign_in_browser(answer, signed_in)
    known_browsers.remember(answer, account_id)
    return answer


def _joined_words() -> str:
    way = "have a link sent to you" if Letter.is_configured() else "ask an admin for a link"
    return (
        f"There was an account with your address already: it is yours, through {settings().oidc_name}. "
        f"Its password, its other sign-ins and its programs' tokens have ended. To have a password again, {way}."
    )


def _sign_in_page(form: Form, refused: str = "") -> str:
    with database.read() as session:
        is_fresh = not people.has_accounts(session)
    return render_template(
        "accounts/sign_in.html",
        is_fresh=is_fresh,
        form=form,
        refused=refused,
        next=_way_back(),
        provider=settings().oidc_name if provider.is_configured() else "",
        letters=Letter.is_configured(),
    )


def _way_back() -> str:
    return inside(request.values.get("next", "/"))


def inside(target: str) -> str:
    """`target` if it is a path on this server, otherwise ``/``. This prevents redirects to other sites."""
    try:
        parts = urlsplit(target.replace("\\", "/"))
    except ValueError:  # No valid URL, such as `//[`.
        return "/"
    inside = target.startswith("/") and not parts.netloc and not parts.scheme and target.isprintable()
    return target if inside and not target.startswith("//") else "/"
