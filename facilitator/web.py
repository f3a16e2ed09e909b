"""The handling of every request and response: request id, access checks, body limits, CSRF and headers."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, Literal, TypeVar

from blinker import NamedSignal
from flask import Flask, Response, abort, current_app, g, has_app_context, request, session, url_for
from flask_compress import Compress
from flask_wtf.csrf import CSRFProtect, generate_csrf
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as AnyResponse

from facilitator import clock, resources
from facilitator.config import Settings, settings
from facilitator.refused import Refused
from facilitator.request_forms import Request

Audience = Literal[
    "everyone",
    "account",
    "admin",
    "seat",
    "facilitator",
    "reader",
    "token",
    "writing token",
    "token or seat",
]
View = TypeVar("View", bound=Callable[..., Any])

BODY_BYTES = 64 * 1024
FILES_BYTES = 66 * 1024 * 1024
FILES_MEMORY_BYTES = 4 * 1024 * 1024
"""Of the parts of an upload in memory: one chunk of a file, and all that is no file. The files go to the disk."""
"""The limit for a body with files: 64 MiB, and what their names need."""
FILES_PARTS = 20_000
YEAR_SECONDS = 365 * 24 * 3600
ARRIVED_DAYS = 7
_SENDING = re.compile(r"[A-Za-z0-9_-]{22}")

NO_COOKIES = (
    "This browser keeps no cookies for this site, so it cannot show that this came from you, and nothing was sent. "
    "Allow cookies for this site in its settings, load the page again, then send once more."
)

csrf = CSRFProtect()


def audience(who: Audience) -> Callable[[View], View]:
    """A decorator that says who may open a page. A test fails for a page without it.

    It is checked before the page is called. ``account`` and ``admin`` are people who are signed in. ``seat``
    and ``facilitator`` have such a seat in the meeting that the URL names. ``reader`` may see the entry, or
    the meeting's summary, that the URL names. ``token`` is a program with an account's token,
    ``writing token`` one whose token may write, and ``token or seat`` also one with a seat's token.
    """

    def mark(view: View) -> View:
        view.audience = who  # type: ignore[attr-defined]
        return view

    return mark


def gate(app: Flask, who: Audience, check: Callable[[], object]) -> None:
    """Set the check for pages with this audience. `check` raises for requests that may not open them."""
    app.extensions.setdefault("gates", {})[who] = check


def path_argument(name: str) -> str:
    """The value of a variable part of the requested URL, by its name in the route."""
    return str((request.view_args or {})[name])


def body_limit(size: int) -> Callable[[View], View]:
    """A decorator that lets a page take a body of up to `size` bytes instead of 64 KiB."""

    def mark(view: View) -> View:
        view.body_limit = size  # type: ignore[attr-defined]
        return view

    return mark


def takes_files(view: View) -> View:
    """A decorator for a page that takes files, up to 64 MiB together. Whoever may not open it is refused first."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def fixed(view: View) -> View:
    """What this view answers is the same for everybody, until the program changes."""
    view.fixed = True  # type: ignore[attr-defined]
    return view


def view_trait(name: str) -> Any:
    """The value that one of the decorators above has set on the requested page, or None."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, name, None)


def external_url(path: str) -> str:
    """The full URL of `path`, for links to send: with the base URL, or the request's host if none is set."""
    return (settings().base_url or request.host_url.rstrip("/")) + path


def no_cookies() -> Refused | None:
    """The refusal for a browser that did not send back the cookie that each page with a form gives it.

    It may keep none, or the page is not at the server's own address, where alone it keeps them.
    """
    if current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        return None
    own = settings().base_url
    elsewhere = own and request.host_url.rstrip("/") != own
    return Refused("no_cookies", NO_COOKIES + (f" Open the page at {own}." if elsewhere else ""), 400)


def asset(path: str) -> str:
    """The URL of a static file. It changes with the file's content, so browsers may cache it for a year."""
    if resources.is_built(path):
        return url_for("static", filename=resources.built(path))
    return url_for("static", filename=path, v=resources.fingerprint(path) or None)


def json_body() -> Any:
    """The request's JSON body.

    :raises Refused: ``bad_json``; a body of another content type is answered with 415.
    """
    try:
        return request.get_json()
    except (BadRequest, RecursionError):
        raise Refused("bad_json", "This is not JSON. Check the body and send it again.", 400) from None


def iso(at: int) -> str:
    """An instant in ISO 8601, for the attribute `datetime` of a time element."""
    return clock.utc(at).isoformat(timespec="seconds")


def cookie_name(name: str, chosen: Settings | None = None) -> str:
    """The name that one of our cookies has in the browser.

    With HTTPS it begins with ``__Host-``: then a browser takes it from this very host only, and no other
    server of the same domain, nor anybody on the way, can put one of theirs in its place.
    """
    return f"__Host-{name}" if (chosen or settings()).secure else name


def cookie(name: str) -> str | None:
    """The value of one of our cookies in this browser, or None."""
    return request.cookies.get(cookie_name(name))


def set_cookie(response: AnyResponse, name: str, value: str, days: int, *, for_scripts: bool = False) -> None:
    """Set a cookie that the browser does not send with forms of other sites (SameSite=Lax).

    :param name: its name without what `cookie_name` may put before it.
    :param days: how long the browser keeps it.
    :param for_scripts: whether the page's scripts may read it.
    """
    response.set_cookie(
        cookie_name(name),
        value,
        max_age=days * 24 * 3600,
        secure=settings().secure,
        httponly=not for_scripts,
        samesite="Lax",
        path="/",
    )


def delete_cookie(response: AnyResponse, name: str) -> None:
    """Delete one of our cookies from this browser."""
    response.delete_cookie(cookie_name(name), path="/", secure=settings().secure)


def renew_session() -> None:
    """Begin the session anew, because somebody else may know the one from before. What is to be told stays."""
    told = session.get("_flashes")
    session.clear()
    if told:
        session["_flashes"] = told


def confirm_submission(response: AnyResponse) -> None:
    """Set a cookie with the id of the saved submission, so that `submission.js` deletes the form's draft."""
    sending = request.form.get("sending", "")
    if _SENDING.fullmatch(sending):
        set_cookie(response, "arrived", sending, ARRIVED_DAYS, for_scripts=True)


def hide_from_search(response: AnyResponse) -> AnyResponse:
    """Tell search engines to keep a page that a secret link leads to nowhere, wherever they found the link."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def listen(app: Flask, signal: NamedSignal, listener: Callable[..., object]) -> None:
    """Connect a listener that asks for the settings: commands of the room are carried out outside of any context."""

    def hear(sender: object, **facts: Any) -> None:
        with nullcontext() if has_app_context() else app.app_context():
            listener(sender, **facts)

    signal.connect(hear, weak=False)


def register(app: Flask, chosen: Settings) -> None:
    """Add all of this to `app`. Call it before other parts add hooks of their own."""
    app.config.update(
        SECRET_KEY=chosen.secret_key,
        SESSION_COOKIE_NAME=cookie_name("facilitator", chosen),
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=chosen.secure,
        MAX_CONTENT_LENGTH=BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=BODY_BYTES,
        # A meeting's page stays open for hours, so the token must not expire. It is bound to the session.
        WTF_CSRF_TIME_LIMIT=None,
        # Behind a proxy, the host in the browser's Referer header may differ from the request's host.
        WTF_CSRF_SSL_STRICT=False,
        # Pages must not be compressed: their compressed length could reveal a secret next to repeated input.
        COMPRESS_MIMETYPES=["text/css", "text/javascript", "image/svg+xml"],
        COMPRESS_ALGORITHM_STREAMING=["gzip"],
    )
    app.request_class = Request
    app.before_request(_begin)
    csrf.init_app(app)
    app.before_request(_enforce_audience)
    app.after_request(_finish)
    Compress(app)
    app.view_functions["static"] = audience("everyone")(fixed(app.view_functions["static"]))
    app.jinja_env.filters["iso"] = iso
    app.jinja_env.globals.update(asset=asset, csp_nonce=csp_nonce, csrf_token=generate_csrf)


def trust_proxies(app: Flask, chosen: Settings) -> None:
    """Take the client's address from the proxies in front. Call it last, so that it holds for sockets too."""
    if hops := chosen.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    # Postgres cannot store NUL, and none of our links contains one.
    if "\0" in request.path or b"%00" in request.query_string:
        abort(400)
    if limit := view_trait("body_limit"):
        request.max_content_length = request.max_form_memory_size = limit
    if view_trait("takes_files"):
        # To look for the CSRF token is to read the whole body, which fills the disk.
        _enforce_audience()
        request.max_content_length, request.max_form_parts = FILES_BYTES, FILES_PARTS
        request.max_form_memory_size = FILES_MEMORY_BYTES


def _enforce_audience() -> None:
    who = view_trait("audience")
    if who not in (None, "everyone"):
        current_app.extensions["gates"][who]()


def csp_nonce() -> str:
    """The nonce with which this response's Content-Security-Policy allows our inline scripts and styles."""
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
        subdomains = "; includeSubDomains" if settings().hsts_subdomains else ""
        headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}{subdomains}"
    headers["Cache-Control"] = _caching(response)
    return response


def _policy() -> str:
    # In older browsers, 'self' does not include WebSockets of the same host.
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
    """The Cache-Control header. Pages are never cached; a fixed text is if its URL has its fingerprint."""
    if not view_trait("fixed"):
        return "no-store"
    has_fingerprint = "v" in request.args or resources.is_built((request.view_args or {}).get("filename", ""))
    if has_fingerprint and response.status_code in {200, 206, 304}:
        return f"public, max-age={YEAR_SECONDS}, immutable"
    return "no-cache"
