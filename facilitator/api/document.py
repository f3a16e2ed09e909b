"""The OpenAPI document, made from the routes' operations and the schemas that check requests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import current_app

from facilitator.api import responses, summary_schemas
from facilitator.api.blueprint import PREFIX, blueprint
from facilitator.api.operations import Operation
from facilitator.fields import Flag, Instant

ABOUT = (
    "Prepare meetings, join them and export their summaries; find, write, revise and share entries of the log; "
    "follow up on actions. Everybody makes tokens on the page of their account, the operator with "
    "`facilitator token create`. The room itself speaks Socket.IO: docs/wire.md describes it."
)
_IN_PATH = {
    "token": "What stands behind /join/ in the link.",
    "meeting_id": "The meeting's id.",
    "entry_id": "The entry's id.",
    "revision_id": "The revision's id.",
    "link_id": "The id of the link to the summary.",
    "action_id": "The action's id.",
    "template_id": "The template's id.",
}
_GROUPS = {
    "meetings": ("meetings", "templates", "join"),
    "entries": ("entries", "drafts", "recall", "tags"),
    "about": ("me", "openapi.json", "docs"),
}
_TOKEN: list[dict[str, list[str]]] = [{"token": []}]
_SECURITY: dict[str, list[dict[str, list[str]]]] = {
    "token": _TOKEN,
    "writing token": _TOKEN,
    "token or seat": _TOKEN,
    "everyone": [],
}
_BY_LINK: list[dict[str, list[str]]] = [{}, *_TOKEN]
"""Taking a seat is open to everyone with the link; with a token, the seat is the account's."""


def document() -> dict[str, Any]:
    """The whole OpenAPI document as plain data."""
    made: dict[str, Any] | None = current_app.extensions.get("openapi")
    if made is None:
        made = current_app.extensions["openapi"] = _made()
    return made


def operations() -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """The routes that programs use, each with its path below the prefix and its method in lower case."""
    for rule in current_app.url_map.iter_rules():
        view = current_app.view_functions[rule.endpoint]
        if rule.endpoint.startswith(f"{blueprint.name}.") and hasattr(view, "operation"):
            path = re.sub(r"<(\w+)>", r"{\1}", rule.rule.removeprefix(PREFIX))
            for method in set(rule.methods or ()) - {"HEAD", "OPTIONS"}:
                yield path, method.lower(), view


def _made() -> dict[str, Any]:
    plugin = MarshmallowPlugin()
    spec = APISpec("facilitator", "1", "3.1.0", plugins=[plugin], info={"description": ABOUT})
    assert plugin.converter is not None
    plugin.map_to_openapi_type(Instant, "string", "date-time")  # type: ignore[no-untyped-call]
    plugin.map_to_openapi_type(Flag, "boolean", None)  # type: ignore[no-untyped-call]
    spec.options["servers"] = [{"url": PREFIX}]
    spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    for name, schema in summary_schemas.components().items():
        spec.components.schema(name, schema)
    for path, method, view in sorted(operations(), key=lambda each: each[:2]):
        spec.path(path, operations={method: _operation(path, method, view)})
    return spec.to_dict()


def _operation(path: str, method: str, view: Any) -> dict[str, Any]:
    told: Operation = view.operation
    about = {"description": told.about} if told.about else {}
    body = {"requestBody": _body(told)} if told.sent else {}
    return {
        "operationId": view.__name__,
        "tags": [_group(path)],
        "summary": told.summary,
        **about,
        "security": _BY_LINK if view.__name__ == "join" else _SECURITY[view.audience],
        "parameters": [*_parameters(path, told), *responses.headers_sent(told, method)],
        **body,
        "responses": responses.responses(told, method, path, view.audience),
    }


def _group(path: str) -> str:
    """The group of a route, which is that of its path's first part, or the part itself."""
    first = path.split("/")[1]
    return next((group for group, parts in _GROUPS.items() if first in parts), first)


def _parameters(path: str, told: Operation) -> Iterator[dict[str, Any]]:
    for name in re.findall(r"{(\w+)}", path):
        schema = {"type": "string"}
        yield {"in": "path", "name": name, "required": True, "description": _IN_PATH[name], "schema": schema}
    if told.query:
        yield {"in": "query", "schema": told.query}


def _body(told: Operation) -> dict[str, Any]:
    schema: Any = {"anyOf": [told.sent, *told.or_sent]} if told.or_sent else told.sent
    examples = {name: {"value": value} for name, value in told.examples}
    shown = {"examples": examples} if examples else {}
    return {"required": True, "content": {"application/json": {"schema": schema, **shown}}}
