"""Who may connect: a browser with a seat cookie and a CSRF token, or a program with a seat token."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import request
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError  # type: ignore[import-untyped]

from facilitator import database
from facilitator.config import settings
from facilitator.refused import Refused
from facilitator.room import schemas, store
from facilitator.room.access import id_by_token
from facilitator.room.gateway.connections import Connection
from facilitator.room.seats import seat_token
from facilitator.tokens import hashed


def admit(auth: Any, sid: str) -> Connection:
    """The connection of a client to its seat, if its credentials are valid.

    :param auth: what the client sent with its connect packet.
    :raises Refused: ``invalid``, ``bad_origin``, ``csrf``, ``no_seat``.
    """
    is_program = isinstance(auth, dict) and "token" in auth
    given = _program(auth) if is_program else _browser(auth)
    meeting_id = given["meeting"]
    token = given["token"] if is_program else seat_token(meeting_id)
    with database.read() as session:
        seat_id = id_by_token(session, meeting_id, token) if token else None
    if not token or seat_id is None:
        raise store.no_seat()
    return Connection(sid, meeting_id, seat_id, hashed(token), is_screen=given["screen"])


def _program(auth: Any) -> dict[str, Any]:
    given: dict[str, Any] = schemas.load(schemas.TokenSchema, auth)
    _check_origin(needed=False)
    return given


def _browser(auth: Any) -> dict[str, Any]:
    given: dict[str, Any] = schemas.load(schemas.CookieSchema, auth)
    _check_origin(needed=True)
    _check_csrf(given["csrf"])
    return given


def _check_origin(*, needed: bool) -> None:
    """Refuse connections from pages of other sites: the browser would send the visitor's cookies with them.

    Programs need no Origin header. They send a seat token, which no browser adds by itself.

    :raises Refused: ``bad_origin``.
    """
    origin = request.headers.get("Origin")
    if origin is None and not needed:
        return
    if not origin or not _is_ours(origin):
        raise Refused(
            "bad_origin",
            "This page has another address than the server knows. "
            "Open the link you were given, or ask who runs it to set FACILITATOR_BASE_URL.",
            403,
        )


def _is_ours(origin: str) -> bool:
    # The request's own host is what its sender says, so it counts only where no address is set.
    ours = settings().base_url
    return origin == ours if ours else urlsplit(origin).netloc == request.host


def _check_csrf(given: str) -> None:
    try:
        validate_csrf(given)
    except ValidationError:
        raise Refused("csrf", "This page was open for too long. Load it again.", 400) from None
