"""Browsers in which somebody has signed in before. They keep a signed cookie for a year.

It opens nothing. But guesses that others make elsewhere do not slow such a browser down.
"""

from __future__ import annotations

from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from facilitator import web
from facilitator.config import settings
from facilitator.tokens import new_id

COOKIE = "known"
DAYS = 365
# Of so many accounts that took turns in one browser.
MOST_ACCOUNTS = 5


def remember(response: Response, account_id: str) -> None:
    """Let this browser be known to the account."""
    held = _held()
    newest = {account_id: held.pop(account_id, None) or new_id(), **held}
    value = _signer().dumps(list(newest.items())[:MOST_ACCOUNTS])
    web.set_cookie(response, COOKIE, str(value), DAYS)


def known_as(account_id: str) -> str | None:
    """The id under which this browser is known to the account, or None."""
    return _held().get(account_id)


def _held() -> dict[str, str]:
    try:
        return dict(_signer().loads(web.cookie(COOKIE) or "", max_age=DAYS * 24 * 3600))
    except BadData:
        return {}


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings().secret_key, salt="known-browser")
