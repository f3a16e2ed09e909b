"""Signing in through the organisation's own provider, with OpenID Connect.

Authlib sends people there with a state, a nonce and a PKCE challenge, and checks what they bring back.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client import MismatchingStateError, OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Flask, abort, current_app, session
from werkzeug.wrappers import Response

from facilitator.config import Settings, settings
from facilitator.fields import tidy
from facilitator.refused import Refused

log = logging.getLogger("facilitator.provider")

_NAME = "provider"
_STATES = f"_state_{_NAME}_"
TIMEOUT_SECONDS = 10


@dataclass(frozen=True)
class Claims:
    """What the provider says of somebody. ``email`` is empty unless it vouches for the address."""

    issuer: str
    subject: str
    email: str
    name: str


def register(app: Flask, chosen: Settings) -> None:
    """Know the provider, when there is one. It is asked for its addresses at the first sign-in."""
    if not chosen.oidc_issuer:
        return
    OAuth(app).register(
        _NAME,
        client_id=chosen.oidc_client_id,
        client_secret=chosen.oidc_client_secret,
        server_metadata_url=chosen.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": TIMEOUT_SECONDS,
        },
    )


def is_configured() -> bool:
    """Whether people can sign in through a provider."""
    return bool(settings().oidc_issuer)


def require_provider() -> None:
    """No such page without a provider."""
    if not is_configured():
        abort(404)


def start_sign_in(back: str) -> Response:
    """Off to the provider, which sends people on to `back`.

    :raises Refused: ``provider_failed``.
    """
    # One way there at a time: each is kept in the session's cookie, which holds only 4 KB.
    for key in [key for key in session if key.startswith(_STATES)]:
        session.pop(key)
    try:
        client = _client()
        _is_itself(client.load_server_metadata())
        away: Response = client.authorize_redirect(back)
    except Exception as error:
        raise _failed(error) from error
    return away


def finish_sign_in() -> Claims:
    """Who the provider says it is that comes back to this browser.

    :raises Refused: ``sign_in_lost``, ``sign_in_declined`` or ``provider_failed``.
    """
    try:
        client = _client()
        _is_itself(client.load_server_metadata())
        token = client.authorize_access_token()
        return _claims(client, token)
    except Exception as error:
        raise _failed(error) from error


def _client() -> Any:
    return current_app.extensions["authlib.integrations.flask_client"].create_client(_NAME)


def _is_itself(metadata: dict[str, Any]) -> None:
    """The document must be about the issuer that the operator trusts.

    See https://openid.net/specs/openid-connect-discovery-1_0.html, section 4.3.
    """
    if str(metadata.get("issuer", "")).rstrip("/") != settings().oidc_issuer.rstrip("/"):
        raise ValueError("the provider calls itself by another name than OIDC_ISSUER")


def _claims(client: Any, token: dict[str, Any]) -> Claims:
    # Without an ID token nothing would have been checked: a missing key is a failure like any other.
    told = dict(token["userinfo"])
    if "email" not in told:
        more = client.userinfo(token=token)
        told = {**more, **told} if more.get("sub") == told["sub"] else told
    return Claims(
        issuer=settings().oidc_issuer.rstrip("/"),
        subject=str(told["sub"]),
        email=_vouched_for(told),
        name=tidy(str(told.get("name") or told.get("preferred_username") or ""))[:80],
    )


def _vouched_for(told: dict[str, Any]) -> str:
    # Some providers write the truth value as a word.
    verified = told.get("email_verified") in {True, "true"}
    return tidy(str(told.get("email") or "")).lower() if verified else ""


def _failed(error: Exception) -> Refused:
    """Whatever a provider or a browser sends becomes a sentence; the log gets no more than its kind."""
    name = settings().oidc_name
    if isinstance(error, MismatchingStateError):
        return Refused(
            "sign_in_lost", "That sign-in was begun in another browser, or too long ago. Begin again.", 400
        )
    if isinstance(error, OAuthError) and error.error == "access_denied":
        return Refused(
            "sign_in_declined", f"You were not signed in: {name} said no. Try again, or ask there.", 403
        )
    kind = error.error if isinstance(error, AuthlibBaseError) else error
    log.error("signing in through the provider failed: %s %s", type(error).__name__, kind)
    return Refused(
        "provider_failed", f"Signing in with {name} does not work just now. Try again in a while.", 502
    )
