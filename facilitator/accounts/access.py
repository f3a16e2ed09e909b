"""The account of the present request: by the browser's cookie or by a program's token."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, NoReturn
from urllib.parse import urlencode

from flask import Flask, Response, abort, g, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from facilitator import clock, database, web
from facilitator.accounts import people
from facilitator.accounts.tables import Account, ApiToken, SignIn
from facilitator.characters import tidy
from facilitator.database_errors import Unavailable
from facilitator.errors import wants_json
from facilitator.refused import Refused

COOKIE = "sign_in"


def register(app: Flask) -> None:
    """Check access to pages for accounts and admins, and give every template the account signed in."""
    web.gate(app, "account", require_account)
    web.gate(app, "admin", require_admin)
    app.after_request(_write_down)
    app.context_processor(lambda: {"account": current_account()})


def current_account() -> Account | None:
    """The account that this browser is signed in with, or None."""
    if "account" not in g:
        found = current_sign_in()
        g.account = found.account if found else None
    account: Account | None = g.account
    return account


def current_sign_in() -> SignIn | None:
    """The row of this browser's sign-in, or None."""
    if "sign_in" not in g:
        token = sign_in_token()
        g.sign_in = _look_up(token) if token else None
    found: SignIn | None = g.sign_in
    return found


def sign_in_token() -> str:
    """The token of this browser's sign-in, or an empty text."""
    return web.cookie(COOKIE) or ""


def sign_in_id() -> str | None:
    """The id of this browser's sign-in, or None."""
    found = current_sign_in()
    return found.id if found else None


def _look_up(token: str) -> SignIn | None:
    with database.read() as session:
        found = people.sign_in_of(session, token)
    if found:
        _note(found.seen_at, partial(people.mark_seen, sign_in_id=found.id, account_id=found.account_id))
    return found


def require_account() -> Account:
    """The account that is signed in.

    :raises Refused: ``not_signed_in``, for programs. A browser is redirected to the sign-in page, which leads
        back.
    """
    return current_account() or _send_to_sign_in()


def _send_to_sign_in() -> NoReturn:
    if wants_json():
        raise Refused("not_signed_in", "Sign in first.", 401)
    back = request.full_path.rstrip("?") if request.method == "GET" else "/"
    abort(redirect(f"{url_for('accounts.sign_in')}?{urlencode({'next': back})}"))


def require_sign_in() -> SignIn:
    """This browser's sign-in, on pages with audience ``account``."""
    return current_sign_in() or _send_to_sign_in()


def require_admin() -> Account:
    """The account that is signed in, which must be an admin's.

    :raises Refused: ``not_admin``.
    """
    account = require_account()
    if account.role != "admin":
        sentence = "This page is for admins, who look after the people here. Ask one of them."
        raise Refused("not_admin", sentence, 403)
    return account


def bearer_token() -> str:
    """The token in the request's Authorization header.

    :raises Refused: ``no_token``.
    """
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise _no_access("no_token", "Send a token, as in the header Authorization: Bearer <token>.")
    return token.strip()


def token_account() -> Account:
    """The account for which a program acts, by the token in the request.

    :raises Refused: ``no_token``, ``unknown_token`` or ``token_expired``.
    """
    if "token_account" not in g:
        g.token_account = account_of(bearer_token())
    account: Account | None = g.token_account
    if account is None:
        raise unknown_token()
    return account


def writing_account() -> Account:
    """The same, for a token that may write.

    :raises Refused: those of `token_account`, and ``read_only``.
    """
    account = token_account()
    if not may_write():
        sentence = "This token may only read. Make one that may write, on the page of your account."
        raise Refused("read_only", sentence, 403)
    return account


def api_token() -> ApiToken:
    """The row of the token with which a program acts, once its account is known."""
    found: ApiToken = g.api_token
    return found


def may_write() -> bool:
    """Whether the token with which a program acts may write, once its account is known."""
    return api_token().scope == "write"


def account_of(token: str) -> Account | None:
    """The account for which a program with this token acts, or None if nobody gave the token out.

    :raises Refused: ``token_expired``.
    """
    with database.read() as session:
        found = people.known_token(session, token)
        account = session.get_one(Account, found.account_id) if found else None
    if found and found.has_expired(clock.now()):
        sentence = "This token has expired. Make a new one on the page of your account."
        raise _no_access("token_expired", sentence)
    if found:
        g.api_token = found
        _note(found.used_at or 0, partial(people.mark_token_used, token_id=found.id))
    return account


def unknown_token() -> Refused:
    return _no_access("unknown_token", "Nobody gave out this token, or it was revoked. Ask for a new one.")


def _no_access(code: str, message: str) -> Refused:
    refused = Refused(code, message, 401)
    refused.headers["WWW-Authenticate"] = "Bearer"
    return refused


def sign_in_browser(response: AnyResponse, token: str) -> None:
    """Store the token of a new sign-in in this browser's cookie."""
    web.set_cookie(response, COOKIE, token, people.SIGN_IN_DAYS)


def user_agent() -> str:
    """The User-Agent header of this browser, on one line."""
    return tidy(request.user_agent.string)


def _note(before: int, write: Callable[..., None]) -> None:
    """Schedule a write after the request, unless the last one was a short while ago.

    :param before: the instant of the last write, in milliseconds since the epoch.
    """
    if before < clock.now() - people.seen_ms():
        g.note = write


def _write_down(response: Response) -> Response:
    """Do the scheduled write, after the page's own transactions. If that is not possible, it is skipped."""
    note: Callable[[Session], Any] | None = g.pop("note", None)
    if note:
        with suppress(Refused, Unavailable), database.session() as session:
            note(session)
    return response
