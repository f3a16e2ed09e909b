"""The OpenAPI document, made from the schemas that check requests."""

from functools import cache
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from facilitator.api.schemas import (
    EntriesQuery,
    EntriesSchema,
    EntrySchema,
    ErrorSchema,
    MadeSchema,
    NewEntrySchema,
    SeatSchema,
    SummaryQuery,
    WaitingSchema,
)
from facilitator.fields import Instant
from facilitator.log.entry.schemas import OwnContentSchema
from facilitator.room.meeting_form import JoinSchema
from facilitator.room.prepare import PrepareSchema

_ABOUT = (
    "Prepare meetings, join them and fetch their summaries; read the log and write to it. Everybody makes "
    "tokens on their account's page, the operator with `facilitator token create`. The room itself speaks "
    "Socket.IO: docs/wire.md describes it."
)
_REFUSALS = {
    400: "It cannot be read: the body is not JSON, or a NUL is in the address.",
    401: "There is no token, or nobody gave it out.",
    403: "The token is good, but not for this.",
    404: "There is no such meeting or entry, it is not for this account, or the link has ended.",
    409: "Not at this moment: the meeting is closed, full, locked or not closed yet.",
    410: "The meeting is closed.",
    413: "The body is larger than 64 KiB, or than 1 MiB for an entry.",
    415: "The body is not declared as JSON.",
    429: "That was asked too often. `Retry-After` says for how many seconds to wait.",
    422: "A field does not fit; the message names it.",
    503: "Nothing can be saved or loaded just now. Send it again after the pause in Retry-After.",
}
_BODY = (400, 413, 415, 422)


@cache
def document() -> dict[str, Any]:
    """The whole OpenAPI document as plain data."""
    plugin = MarshmallowPlugin()
    spec = APISpec("facilitator", "1", "3.1.0", plugins=[plugin], info={"description": _ABOUT})
    assert plugin.converter is not None
    plugin.map_to_openapi_type(Instant, "string", "date-time")  # type: ignore[no-untyped-call]
    spec.options["servers"] = [{"url": "/api/v1"}]
    spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    spec.path("/meetings", operations={"post": _prepare()})
    spec.path("/join/{token}", operations={"post": _join()})
    spec.path("/join/{token}/return", operations={"post": _return()})
    spec.path("/meetings/{meeting_id}/summary", operations={"get": _summary()})
    spec.path("/entries", operations={"get": _entries(), "post": _write()})
    spec.path("/entries/{entry_id}", operations={"get": _entry()})
    spec.path("/openapi.json", operations={"get": _document()})
    return spec.to_dict()


def _prepare() -> dict[str, Any]:
    return {
        "summary": "Prepare a meeting",
        "security": [{"token": []}],
        "requestBody": _sent(PrepareSchema),
        "responses": _answers(201, MadeSchema, 401, *_BODY),
    }


def _join() -> dict[str, Any]:
    return {
        "summary": "Take a seat through a link, which is all the right that it takes",
        "description": "With an account's token, the seat is the account's. One that it has there already "
        "gets a new token, whatever the name.",
        "security": [{}, {"token": []}],
        "parameters": [_in_path("token", "What stands behind /join/ in the link.")],
        "requestBody": _sent(JoinSchema),
        "responses": _answers(201, SeatSchema, 401, 403, 404, 409, 410, *_BODY),
    }


def _return() -> dict[str, Any]:
    return {
        "summary": "Ask to come back to a guest's seat from another device",
        "description": "A facilitator is asked, for five minutes, if there is such a guest, which is not told.",
        "parameters": [_in_path("token", "What stands behind /join/ in the link.")],
        "requestBody": _sent(JoinSchema),
        "responses": _answers(202, WaitingSchema, 404, 410, 429, *_BODY),
    }


def _summary() -> dict[str, Any]:
    text = {"schema": {"type": "string"}}
    whole = {"application/json": {"schema": {"type": "object"}}, "text/markdown": text, "text/html": text}
    return {
        "summary": "The summary of a closed meeting",
        "description": "For accounts that made the meeting or sat in it, and for its seats, by their tokens.",
        "security": [{"token": []}],
        "parameters": [_in_path("meeting_id", "The meeting's id."), {"in": "query", "schema": SummaryQuery}],
        "responses": {
            "200": {"description": "The summary.", "content": whole},
            **_refusals(400, 401, 403, 404, 409, 422),
        },
    }


def _entries() -> dict[str, Any]:
    return {
        "summary": "The entries that the account may read, searched and filtered",
        "security": [{"token": []}],
        "parameters": [{"in": "query", "schema": EntriesQuery}],
        "responses": _answers(200, EntriesSchema, 400, 401, 422),
    }


def _write() -> dict[str, Any]:
    return {
        "summary": "Write an entry, which only the account itself can read until it shares it",
        "description": "All texts together may have 200 KB.",
        "security": [{"token": []}],
        "requestBody": _sent(OwnContentSchema),
        "responses": _answers(201, NewEntrySchema, 401, *_BODY),
    }


def _entry() -> dict[str, Any]:
    return {
        "summary": "One entry, whole",
        "security": [{"token": []}],
        "parameters": [_in_path("entry_id", "The entry's id.")],
        "responses": _answers(200, EntrySchema, 400, 401, 404),
    }


def _document() -> dict[str, Any]:
    shown = {"application/json": {"schema": {"type": "object"}}}
    return {
        "summary": "This document",
        "responses": {"200": {"description": "The document.", "content": shown}, **_refusals(400)},
    }


def _in_path(name: str, told: str) -> dict[str, Any]:
    return {"in": "path", "name": name, "required": True, "description": told, "schema": {"type": "string"}}


def _sent(schema: Any) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _answers(status: int, schema: Any, *refusals: int) -> dict[str, Any]:
    good = {"description": "Done.", "content": {"application/json": {"schema": schema}}}
    return {str(status): good, **_refusals(*refusals, 503)}


def _refusals(*statuses: int) -> dict[str, Any]:
    content = {"application/json": {"schema": ErrorSchema}}
    return {
        str(status): {"description": _REFUSALS[status], "content": content} for status in sorted(statuses)
    }
