"""Signing in through the organisation's own provider, with OpenID Connect.

Authlib redirects people to it with a state, a nonce and a PKCE challenge, and checks what they bring back.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from flask import Flask, abort, current_app, session
from werkzeug.wrappers import Response

from facilitator import web
from facilitator.characters import tidy_name
from facilitator.config import Settings, settings
from facilitator.refused import Refused

log = logging.getLogger("facilitator.provider")

_NAME = "provider"
_STATES = f"_state_{_NAME}_"
TIMEOUT_SECONDS = 10


@dataclass(frozen=True)
class Claims:
    """The provider's claims about a person. ``email`` is empty unless the provider has verified it."""

    issuer: str
    subject: str
    email: str
    name: str


def register(app: Flask, chosen: Settings) -> None:
    """Register the provider, if one is configured. Its metadata is fetched at the first sign-in."""
    if not chosen.oidc_issuer:
        return
    # Here, because it is large, and most servers have no provider.
    from authlib.integrations.flask_client import OAuth

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
    """Abort with 404 if no provider is configured."""
    if not is_configured():
        abort(404)


def start_sign_in(back: str) -> Response:
    """A redirect to the provider, which redirects back to the URL `back`.

    :raises Refused: ``provider_failed``.
    """
    # Only the newest attempt is kept: each is stored in the session cookie, which holds only 4 KB.
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
    """The claims about the person who comes back from the provider with this request.

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
    """Check that the metadata is that of the configured issuer, which the operator trusts.

    See https://openid.net/specs/openid-connect-discovery-1_0.html, section 4.3.
    """
    if str(metadata.get("issuer", "")).rstrip("/") != settings().oidc_issuer.rstrip("/"):
        raise ValueError("the provider calls itself by another name than OIDC_ISSUER")


def _claims(client: Any, token: dict[str, Any]) -> Claims:
    # The key is missing if there was no ID token. Then nothing was checked, so the KeyError is right.
    told = dict(token["userinfo"])
    if "email" not in told:
        more = client.userinfo(token=token)
        told = {**more, **told} if more.get("sub") == told["sub"] else told
    return Claims(
        issuer=settings().oidc_issuer.rstrip("/"),
        subject=str(told["sub"]),
        email=_vouched_for(told),
        name=tidy_name(str(told.get("name") or told.get("preferred_username") or ""))[:80],
    )


def _vouched_for(told: dict[str, Any]) -> str:
    # Some providers send the boolean as a string.
    verified = told.get("email_verified") in {True, "true"}
    return tidy_name(str(told.get("email") or "")).lower() if verified else ""


def _failed(error: Exception) -> Refused:
    """The refusal for an error of the sign-in. Only its type and code are logged, no data."""
    from authlib.common.errors import AuthlibBaseError
    from authlib.integrations.base_client import MismatchingStateError, OAuthError

    name = settings().oidc_name
    if isinstance(error, MismatchingStateError):
        return web.no_cookies() or Refused(
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
