"""What a route of the API takes and gives, said once: requests are read by it, and the document is made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from flask import Response, jsonify, make_response, request
from marshmallow import Schema
from sqlalchemy.orm import Session

from facilitator import security_log, web
from facilitator.accounts import access
from facilitator.api import etags, idempotency

Kind = type[Schema]


@dataclass(frozen=True)
class Operation:
    """A route of the API.

    :param summary: what it does, in a few words
    :param about: what there is to know besides
    :param query: the schema of its query string; the view gets it as ``query``
    :param sent: the schema of its body; the view gets it as ``sent``
    :param or_sent: other shapes of the body; each has a ``MARK``, a member that tells it from the others
    :param examples: bodies that show what may be sent, by their names
    :param gives: the schema of its answer; None when there is none, or when it gives `files`
    :param files: the media types of an answer that is a file, each with its schema
    :param status: the status of a good answer
    :param again: the status instead, when what it would make is there already
    :param tagged: whether the answer has an ETag, and changing it needs that in If-Match
    :param once: whether a POST with an Idempotency-Key happens once; the view does its work in ``session``
    :param noted: what the security log says of its entry, once it is done
    :param paged: whether the answer is a page, with a link to the next one
    :param refuses: the statuses of its refusals, besides those that follow from the above
    """

    summary: str
    about: str = ""
    query: Kind | None = None
    sent: Kind | None = None
    or_sent: tuple[Kind, ...] = ()
    examples: tuple[tuple[str, Any], ...] = ()
    gives: Kind | None = None
    files: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    again: int | None = None
    tagged: bool = False
    once: bool = False
    noted: str = ""
    paged: bool = False
    refuses: tuple[int, ...] = ()


def operation(summary: str, **more: Any) -> Callable[[Callable[..., Any]], Callable[..., Response]]:
    """A decorator for the view of a route, with the parameters of `Operation`.

    The view returns the data of the answer, None for an empty one, or a response as it is.
    """
    told = Operation(summary, **more)

    def mark(view: Callable[..., Any]) -> Callable[..., Response]:
        @wraps(view)
        def answered(**given: Any) -> Response:
            given |= _read(told)

            def carry_out(**more: Session) -> Response:
                answer = _answer(told, view(**given, **more))
                if told.noted:
                    account_id = access.token_account().id
                    security_log.note(told.noted, account=account_id, entry=given["entry_id"])
                return answer

            return idempotency.once(lambda session: carry_out(session=session)) if told.once else carry_out()

        answered.operation = told  # type: ignore[attr-defined]
        return answered

    return mark


def _read(told: Operation) -> dict[str, Any]:
    """What the request brings, checked.

    :raises ValidationError: when a field does not fit
    """
    if told.tagged and request.method not in {"GET", "HEAD"}:
        etags.require_if_match()
    query = {"query": told.query().load(request.args.to_dict())} if told.query else {}
    return query | ({"sent": _body(told, told.sent)} if told.sent else {})


def _body(told: Operation, usual: Kind) -> Any:
    body = web.json_body()
    marked = (kind for kind in told.or_sent if isinstance(body, dict) and kind.MARK in body)  # type: ignore[attr-defined]
    return next(marked, usual)().load(body)


def _answer(told: Operation, data: Any) -> Response:
    if isinstance(data, Response):
        return data
    if data is None:
        return make_response("", 204)
    answer = jsonify(data)
    answer.status_code = told.status
    if told.tagged:
        answer.set_etag(tag := etags.etag_of(data))
        if request.method in {"GET", "HEAD"} and request.if_none_match.contains_weak(tag):
            answer.status_code, answer.data = 304, b""
    return answer
