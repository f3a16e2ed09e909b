"""Who is asking: the account behind the browser's cookie or behind a program's token."""

from __future__ import annotations

from typing import NoReturn
from urllib.parse import urlencode

from flask import Flask, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response

from facilitator import database, web
from facilitator.accounts import people
from facilitator.accounts.tables import Account
from facilitator.errors import wants_json
from facilitator.meeting.refused import Refused

COOKIE = "sign_in"


def register(app: Flask) -> None:
    """Keep pages for accounts closed to others, and let every template know who is signed in."""
    app.before_request(_gate)
    app.context_processor(lambda: {"account": current_account()})


def current_account() -> Account | None:
    """The account that this browser is signed in with."""
    if "account" not in g:
        token = request.cookies.get(COOKIE)
        g.account = _look_up(token) if token else None
    found: Account | None = g.account
    return found


def _look_up(token: str) -> Account | None:
    with database.read() as session:
        return people.signed_in(session, token)


def required() -> Account:
    """The account that is signed in.

    :raises Refused: ``not_signed_in``, to programs; people are led to the sign-in page and back.
    """
    return current_account() or _send_to_sign_in()


def _send_to_sign_in() -> NoReturn:
    if wants_json():
        raise Refused("not_signed_in", "Sign in first.", 401)
    back = request.full_path.rstrip("?") if request.method == "GET" else "/"
    abort(redirect(f"{url_for('accounts.sign_in')}?{urlencode({'next': back})}"))


def bearer() -> str:
    """The token that a program sent along.

    :raises Refused: ``no_token``.
    """
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise Refused("no_token", "Send a token, as in the header Authorization: Bearer <token>.", 401)
    return token.strip()


def token_account() -> Account:
    """The account for which a program acts.

    :raises Refused: ``no_token`` or ``unknown_token``.
    """
    token = bearer()
    with database.read() as session:
        account = people.token_account(session, token)
    if account is None:
        raise unknown_token()
    return account


def unknown_token() -> Refused:
    return Refused("unknown_token", "Nobody gave out this token, or it was revoked. Ask for a new one.", 401)


def sign_in_browser(response: Response, token: str) -> None:
    """Keep a new sign-in in this browser."""
    web.set_cookie(response, COOKIE, token, people.SIGN_IN_DAYS)


def _gate() -> None:
    if web.trait("audience") == "account":
        required()
