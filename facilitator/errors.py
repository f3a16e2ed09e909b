"""Error responses: every refusal and error becomes a page or, for programs and scripts, problem details.

These are JSON as RFC 9457 describes it, with our ``code`` and ``message``.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from gunicorn.http.errors import ParseException
from marshmallow import ValidationError
from werkzeug.exceptions import BadRequest, ClientDisconnected, HTTPException

from facilitator import problems
from facilitator.database_errors import RETRY_SECONDS, Unavailable
from facilitator.fields import sentence_of, sentences_in
from facilitator.refused import Refused
from facilitator.web import no_cookies

__all__ = ["Refused", "register", "wants_json"]

log = logging.getLogger("facilitator")

PROBLEM = "application/problem+json"
_SAID = {
    400: ("bad_request", "That could not be read. Go back, load the page again and try once more."),
    401: ("not_signed_in", "Sign in first."),
    403: ("not_allowed", "This is not open to you."),
    404: ("not_found", "There is nothing at this address. Check the link, or start from the home page."),
    405: ("method_not_allowed", "This address does not take that kind of request."),
    413: ("too_large", "That is more than fits here. Make it shorter and send it again."),
    415: ("unsupported_type", "Send this as JSON, with the header Content-Type: application/json."),
    422: ("invalid", "Something in there does not fit. Check what you typed."),
    500: ("internal", "Something went wrong on our side. Your words in this page are not lost: try again."),
}
_SAID_TO_PROGRAMS = {
    400: "The request could not be read. Mend it, then send it again.",
    404: "There is nothing at this address. /api/v1/docs has all that there are.",
    500: "Something went wrong on our side. Send it again after a pause.",
}
"""What is said instead where nobody has a page before them."""
_TITLES = {
    404: "Nothing here",
    410: "That link has ended",
    413: "Too much at once",
    429: "A short break",
    500: "Something went wrong",
}
_CSRF = "This page was open for too long or came from elsewhere. Load it again, then send once more."
# How much of a too large body is still read. The client must finish sending before it reads the answer.
_DRAIN_BYTES = 4 * 1024 * 1024


def register(app: Flask) -> None:
    """Add the handlers that answer every error with our own page or JSON, and log unexpected errors."""
    app.register_error_handler(Refused, render)
    app.register_error_handler(Unavailable, _unavailable)
    app.register_error_handler(ValidationError, _invalid)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(ParseException, _unreadable)
    app.register_error_handler(Exception, _unexpected)


def wants_json() -> bool:
    """Whether the client wants JSON, by the request's path, content type or Accept header."""
    if _is_api() or request.is_json:
        return True
    wanted = request.accept_mimetypes.best_match(["text/html", "application/json", PROBLEM])
    return wanted in {"application/json", PROBLEM}


def _is_api() -> bool:
    return request.path.startswith("/api/")


def render(refused: Refused, errors: Iterable[Mapping[str, str]] = ()) -> Response:
    """The response for a refusal, as JSON or as a page.

    :param errors: where in the request each mistake is, and what is wrong with it.
    """
    if wants_json():
        answer = jsonify(_problem(refused) | ({"errors": list(errors)} if errors else {}))
        answer.mimetype = PROBLEM
    else:
        answer = make_response(render_template("error.html", title=_title(refused.status), refused=refused))
    answer.status_code = refused.status
    answer.headers.extend(refused.headers)
    return answer


def _problem(refused: Refused) -> dict[str, Any]:
    """The problem details of a refusal. ``detail`` and ``message`` are the same sentence."""
    return {
        "type": f"/api/v1/docs#{refused.code}" if refused.code in problems.ALL else "about:blank",
        "title": HTTPStatus(refused.status).phrase,
        "status": refused.status,
        "detail": refused.message,
        "ok": False,
        "code": refused.code,
        "message": refused.message,
    }


def _unavailable(error: Unavailable) -> Response:
    """The response while the database cannot be used. A page keeps what was typed, and can send it again.

    What only looks is done once more first: a restart of the database cuts off who is reading just then.
    """
    error.log()
    if request.method in {"GET", "HEAD"} and not g.get("is_repeated"):
        return _once_more()
    # The page must not ask the database who is signed in.
    g.setdefault("account", None)
    if wants_json():
        return render(error.refused)
    kept = _to_send_again(list(request.form.items(multi=True)))
    words = [value for _, value in kept if " " in value]
    page = render_template("unavailable.html", refused=error.refused, sent=kept, words=words)
    answer = make_response(page, error.refused.status)
    answer.headers.extend(error.refused.headers)
    if request.method == "GET":
        answer.headers["Refresh"] = str(RETRY_SECONDS)
    return answer


def _once_more() -> Response:
    g.is_repeated = True
    try:
        answer = current_app.preprocess_request()
        if answer is None:
            answer = current_app.dispatch_request()
    except Exception as error:
        answer = current_app.handle_user_exception(error)
    return current_app.make_response(answer)


def _to_send_again(sent: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The fields of a form that a page may hold: all but the CSRF token, and none if one lets somebody in."""
    if any("password" in name or name in {"current", "code"} for name, _ in sent):
        return []
    return [(name, value) for name, value in sent if name != "csrf_token"]


def _title(status: int) -> str:
    return _TITLES.get(status, "Not quite")


def _invalid(invalid: ValidationError) -> Response:
    """The response for fields that do not fit. It points to each: a parameter's name, or a place in the body."""
    if request.method in {"GET", "HEAD"}:
        errors = [
            {"parameter": ".".join(path), "detail": said} for path, said in sentences_in(invalid.messages)
        ]
    else:
        errors = [
            {"pointer": _pointer(path), "detail": said} for path, said in sentences_in(invalid.messages)
        ]
    return render(Refused("invalid", sentence_of(invalid), 422), errors)


def _pointer(path: Iterable[str]) -> str:
    """A place in the body as a JSON Pointer (RFC 6901) in a URI fragment. ``#`` is the whole body."""
    names = (part.replace("~", "~0").replace("/", "~1") for part in path)
    return "".join(["#", *(f"/{quote(name, errors='replace')}" for name in names)])


def _http(error: HTTPException) -> Response:
    """The response for an HTTP error. It keeps the headers Allow, Retry-After and WWW-Authenticate."""
    status = error.code or 500
    # Nobody reads the page of a client that is gone, and many may go at once.
    if status < 400 or isinstance(error, ClientDisconnected):
        return error.get_response()  # type: ignore[return-value]
    if status == 413:
        _drain()
    answer = render(_csrf(status) if isinstance(error, CSRFError) else _refusal(status))
    kept = {"Allow", "Retry-After", "WWW-Authenticate"}
    answer.headers.extend((name, value) for name, value in error.get_headers() if name in kept)
    return answer


def _csrf(status: int) -> Refused:
    return no_cookies() or Refused("csrf", _CSRF, status)


def _refusal(status: int) -> Refused:
    known = status if status in _SAID else 400
    code, sentence = _SAID[known]
    if _is_api():
        sentence = _SAID_TO_PROGRAMS.get(known, sentence)
    return Refused(code, sentence, status)


def _unreadable(_error: ParseException) -> Response:
    """The response for a body whose chunks gunicorn cannot read, which it notices only while we read it."""
    return _http(BadRequest())


def _drain() -> None:
    """Read more of the body. Closing while the client still sends would reset the connection: no answer."""
    stream, left = request.environ["wsgi.input"], _DRAIN_BYTES
    with suppress(ParseException):
        while left > 0 and (chunk := stream.read(min(left, 65536))):
            left -= len(chunk)


def _unexpected(error: Exception) -> Response:
    """The response for an unexpected error. The route and the traceback are logged.

    The body and the URL are not, because they may contain tokens.
    """
    request_id = g.get("request_id", "?")
    about = {"about": request_id}
    log.error("%s failed in %s", request_id, request.endpoint, exc_info=error, extra=about)
    # The error page must not query the database for the account: the database may be what fails.
    g.setdefault("account", None)
    return render(_refusal(500))
