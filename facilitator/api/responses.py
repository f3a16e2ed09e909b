"""What the OpenAPI document says of the answers of each route, and of the headers that it takes."""

from __future__ import annotations

from typing import Any

from facilitator.api import idempotency
from facilitator.api.about_schemas import ProblemSchema
from facilitator.api.operations import Operation
from facilitator.errors import PROBLEM

_REFUSALS = {
    400: "It cannot be read: the body is not JSON, or a NUL is in the address.",
    401: "There is no token, nobody gave it out, or it has expired.",
    403: "This is for others: those who lead the meeting or own the entry, or a token that may write; or the room "
    "takes nobody new.",
    404: "There is no such thing, it is not for this account, or the link has ended.",
    409: "Not at this moment, because of what it is now.",
    410: "It is over: the meeting is closed, or the one about this incident was deleted.",
    412: "It has changed since the program read it.",
    413: "The body is larger than this route takes.",
    415: "The body is not declared as JSON.",
    422: "A field does not fit; `errors` names it.",
    428: "The header If-Match is missing.",
    429: "That was asked too often. `Retry-After` says for how many seconds to wait.",
    503: "Nothing can be saved or loaded just now, and a change may be saved or not. Send it again after the pause in "
    "`Retry-After`, a POST with the same Idempotency-Key.",
}
_TEXT = {"type": "string"}
_IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag with which it was read.",
    "schema": {"type": "string", "pattern": r'^((W/)?"[!#-~]+"|\*)$'},
}
_IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "description": "An ETag: if it is still that one, the answer is 304 without a body.",
    "schema": _TEXT,
}
_IDEMPOTENCY_KEY = {
    "in": "header",
    "name": idempotency.HEADER,
    "description": "Any text that is new with each request, such as a UUID. Sent again with the same one within a "
    "day, the request gets the answer that it got, and nothing happens twice.",
    "schema": {"type": "string", "minLength": 1, "maxLength": idempotency.LONGEST},
}
_ETAG = {"ETag": {"description": "Changes with what a reader sees.", "schema": _TEXT}}
_RATES = {
    "RateLimit-Policy": {"description": "How many requests in how many seconds (`q`, `w`).", "schema": _TEXT},
    "RateLimit": {"description": "How many are left (`r`), and for how many seconds (`t`).", "schema": _TEXT},
}
_RETRY = {"Retry-After": {"description": "For how many seconds to wait.", "schema": {"type": "integer"}}}
_OF_REFUSALS = {
    401: {"WWW-Authenticate": {"description": "`Bearer`.", "schema": _TEXT}},
    429: _RETRY,
    503: _RETRY,
}
_LINK = {"Link": {"description": 'The next page, as `rel="next"`; absent on the last.', "schema": _TEXT}}


def headers_sent(told: Operation, method: str) -> list[dict[str, Any]]:
    """The headers that a request may have, or must have."""
    if told.tagged and method == "get":
        return [_IF_NONE_MATCH]
    if told.once:
        return [_IDEMPOTENCY_KEY]
    return [_IF_MATCH] if _is_matched(told, method) else []


def responses(told: Operation, method: str, path: str, audience: str) -> dict[str, Any]:
    """All answers that a route may give, by their status."""
    content = {PROBLEM: {"schema": ProblemSchema}}
    refusals = {
        str(status): {
            "description": _REFUSALS[status],
            "content": content,
            "headers": _OF_REFUSALS.get(status, {}),
        }
        for status in sorted(_refused(told, method, path, audience))
    }
    unchanged = {"304": {"description": "It is as it was."}} if told.tagged and method == "get" else {}
    again = {str(told.again): _good(told) | {"description": "It is there already."}} if told.again else {}
    found = {str(told.status): _good(told), **again, **unchanged, **refusals}
    return {status: _with_rates(each) for status, each in found.items()}


def _with_rates(answer: dict[str, Any]) -> dict[str, Any]:
    return answer | {"headers": answer.get("headers", {}) | _RATES}


def _good(told: Operation) -> dict[str, Any]:
    headers = (_ETAG if told.tagged else {}) | (_LINK if told.paged else {})
    types: dict[str, Any] = {kind: {"schema": schema} for kind, schema in told.files.items()}
    if told.gives:
        types["application/json"] = {"schema": told.gives}
    content = {"content": types} if types else {}
    return {"description": "Done.", **({"headers": headers} if headers else {}), **content}


def _refused(told: Operation, method: str, path: str, audience: str) -> set[int]:
    found = {400, 429, 503, *told.refuses}
    found |= {401} if audience != "everyone" else set()
    found |= {403} if audience == "writing token" else set()
    found |= {404} if "{" in path else set()
    found |= {413, 415, 422} if told.sent else set()
    found |= {422} if told.query else set()
    found |= {413, 422} if told.once else set()
    found |= {412, 428} if _is_matched(told, method) else set()
    return found


def _is_matched(told: Operation, method: str) -> bool:
    return told.tagged and method != "get"
