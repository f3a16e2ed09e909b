"""What every request and every response gets: an id, limits, CSRF, and the security headers."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar

from flask import Flask, Response, abort, current_app, g, request, url_for
from flask_compress import Compress
from flask_wtf.csrf import CSRFProtect, generate_csrf
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as AnyResponse

from facilitator.config import Settings, settings
from facilitator.refused import Refused
from facilitator.resources import fingerprint

Audience = Literal["everyone", "account", "admin", "seat", "facilitator", "reader", "token", "token or seat"]
View = TypeVar("View", bound=Callable[..., Any])

BODY_BYTES = 64 * 1024
YEAR_SECONDS = 365 * 24 * 3600
ARRIVED_DAYS = 7
_SENDING = re.compile(r"[A-Za-z0-9_-]{22}")

csrf = CSRFProtect()


def audience(who: Audience) -> Callable[[View], View]:
    """Say who a page is for. It is enforced before the page is called; a test fails for a page without it.

    ``account`` and ``admin`` are people who are signed in; ``seat`` and ``facilitator`` have such a seat in the
    meeting that the address names; ``reader`` may see the entry, or the meeting's summary, that it names;
    ``token`` is a program that acts for an account, ``token or seat`` also one that holds a seat's token.
    """

    def mark(view: View) -> View:
        view.audience = who  # type: ignore[attr-defined]
        return view

    return mark


def gate(app: Flask, who: Audience, check: Callable[[], object]) -> None:
    """Have pages with this audience checked by `check`, which raises for everybody else."""
    app.extensions.setdefault("gates", {})[who] = check


def path_argument(name: str) -> str:
    """A part of the requested address, as the route calls it."""
    return str((request.view_args or {})[name])


def body_limit(size: int) -> Callable[[View], View]:
    """Let a page take a body of up to `size` bytes instead of 64 KiB."""

    def mark(view: View) -> View:
        view.body_limit = size  # type: ignore[attr-defined]
        return view

    return mark


def view_trait(name: str) -> Any:
    """What the requested page says about itself by one of the decorators above, or None."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, name, None)


def external_url(path: str) -> str:
    """`path` as a link to send around: below the operator's address, or else below the one in use."""
    return (settings().base_url or request.host_url.rstrip("/")) + path


def asset(path: str) -> str:
    """The URL of a static file. It changes with the file's content, so it may be kept for a year."""
    return url_for("static", filename=path, v=fingerprint(path) or None)


def json_body() -> Any:
    """What was sent as JSON.

    :raises Refused: ``bad_json``; another kind of body gets 415.
    """
    try:
        return request.get_json()
    except (BadRequest, RecursionError):
        raise Refused("bad_json", "This is not JSON. Check the body and send it again.", 400) from None


def iso(at: int) -> str:
    """An instant for a machine: the attribute `datetime` of a time element."""
    return _utc(at).isoformat()


def utc_words(at: int) -> str:
    """An instant for a reader, until the page's script puts it into the reader's own time zone."""
    return f"{_utc(at).day} {_utc(at):%B %Y, %H:%M} UTC"


def _utc(at: int) -> datetime:
    return datetime.fromtimestamp(at // 1000, UTC)


def set_cookie(response: AnyResponse, name: str, value: str, days: int, *, for_scripts: bool = False) -> None:
    """A cookie that other sites cannot make the browser send, and that no script can read if not `for_scripts`."""
    response.set_cookie(
        name,
        value,
        max_age=days * 24 * 3600,
        secure=settings().secure,
        httponly=not for_scripts,
        samesite="Lax",
        path="/",
    )


def confirm_submission(response: AnyResponse) -> None:
    """Name the sending of a form that was just saved, so that the browser drops its copy (`submission.js`)."""
    sending = request.form.get("sending", "")
    if _SENDING.fullmatch(sending):
        set_cookie(response, "arrived", sending, ARRIVED_DAYS, for_scripts=True)


def register(app: Flask, chosen: Settings) -> None:
    """Wire all of it into `app`, before any slice adds hooks of its own."""
    app.config.update(
        SECRET_KEY=chosen.secret_key,
        SESSION_COOKIE_NAME="facilitator",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=chosen.secure,
        MAX_CONTENT_LENGTH=BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=BODY_BYTES,
        # A meeting's page stays open for hours; the token is tied to the browser's session anyway.
        WTF_CSRF_TIME_LIMIT=None,
        # Behind a proxy the address that the browser names in Referer may not be ours.
        WTF_CSRF_SSL_STRICT=False,
        # Never pages: what a page repeats next to a secret could be guessed from its compressed length.
        COMPRESS_MIMETYPES=["text/css", "text/javascript", "image/svg+xml"],
        COMPRESS_ALGORITHM_STREAMING=["gzip"],
    )
    if chosen.proxies:
        hops = chosen.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    app.before_request(_begin)
    csrf.init_app(app)
    app.before_request(_enforce_audience)
    app.after_request(_finish)
    Compress(app)
    app.view_functions["static"] = audience("everyone")(app.view_functions["static"])
    app.jinja_env.filters.update(iso=iso, utc_words=utc_words)
    app.jinja_env.globals.update(asset=asset, csp_nonce=csp_nonce, csrf_token=generate_csrf)


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    # Postgres stores no NUL, and no link of ours has one.
    if "\0" in request.path or b"%00" in request.query_string:
        abort(400)
    if limit := view_trait("body_limit"):
        request.max_content_length = request.max_form_memory_size = limit


def _enforce_audience() -> None:
    who = view_trait("audience")
    if who not in (None, "everyone"):
        current_app.extensions["gates"][who]()


def csp_nonce() -> str:
    """This response's word for "this inline script is ours"."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def _finish(response: Response) -> Response:
    headers = response.headers
    headers["X-Request-Id"] = g.get("request_id", "")
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    headers["Content-Security-Policy"] = _policy()
    if settings().secure:
        headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}"
    headers["Cache-Control"] = _caching(response)
    return response


def _policy() -> str:
    # Older browsers do not count WebSockets of the same host as 'self'.
    host = request.host if re.fullmatch(r"[\w.:\[\]-]+", request.host) else ""
    sockets = f" ws://{host} wss://{host}" if host else ""
    ours = f"'self' 'nonce-{csp_nonce()}'"
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {ours}",
            f"style-src {ours}",
            "img-src 'self' data:",
            f"connect-src 'self'{sockets}",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _caching(response: Response) -> str:
    """Pages are for one person and one moment; a static file may be kept when its URL names its content."""
    if request.endpoint != "static":
        return "no-store"
    if "v" in request.args and response.status_code in {200, 206, 304}:
        return f"public, max-age={YEAR_SECONDS}, immutable"
    return "no-cache"
