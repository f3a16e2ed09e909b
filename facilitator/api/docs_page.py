"""What the page of the OpenAPI document shows: its routes by group, and its shapes field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from facilitator import problems
from facilitator.api.document import document

_GROUPS = {
    "meetings": "Meetings",
    "incidents": "Incidents",
    "entries": "Entries of the log",
    "actions": "Actions",
    "about": "The API itself",
}
_METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Kind:
    """What a field holds, in words. ``shape`` is the name of the shape that it links to, if it is one."""

    words: str
    shape: str = ""


@dataclass(frozen=True)
class Field:
    name: str
    kind: Kind
    required: bool
    about: str


@dataclass(frozen=True)
class Route:
    """One route. ``sent`` are the shapes of its body, and ``gives`` is that of its answer."""

    id: str
    method: str
    path: str
    summary: str
    about: str
    is_open: bool
    parameters: list[Field]
    sent: list[str]
    gives: Kind | None
    statuses: list[tuple[str, str]]


def page_context() -> dict[str, Any]:
    told = document()
    return {
        "about": told["info"]["description"],
        "groups": list(_groups(told)),
        "shapes": _shapes(told),
        "problems": problems.ALL,
    }


def _groups(told: Mapping[str, Any]) -> Iterator[tuple[str, str, list[Route]]]:
    names = list(_GROUPS)
    routes = [
        (operation["tags"][0], _route(path, method, operation))
        for path, methods in told["paths"].items()
        for method, operation in methods.items()
    ]
    routes.sort(key=lambda each: (names.index(each[0]), each[1].path, _METHODS.index(each[1].method)))
    for name, found in groupby(routes, key=lambda each: each[0]):
        yield name, _GROUPS[name], [route for _, route in found]


def _route(path: str, method: str, told: Mapping[str, Any]) -> Route:
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return Route(
        id=told["operationId"],
        method=method,
        path=path,
        summary=told["summary"],
        about=told.get("description", ""),
        is_open=not told["security"],
        parameters=[
            _field(each["name"], each["schema"] | each, bool(each.get("required")))
            for each in told["parameters"]
        ],
        sent=[_name(each) for each in body.get("anyOf", [body]) if each],
        gives=_given(told["responses"]),
        statuses=[(status, each["description"]) for status, each in told["responses"].items()],
    )


def _given(answers: Mapping[str, Any]) -> Kind | None:
    content = next(iter(answers.values())).get("content", {})
    named = content.get("application/json", {}).get("schema", {})
    others = ", ".join(media_type for media_type in content if content[media_type]["schema"] is not named)
    if "$ref" not in named:
        return Kind(", ".join(content)) if content else None
    return Kind(f"{others}, or as JSON" if others else "", _name(named))


def _shapes(told: Mapping[str, Any]) -> dict[str, list[Field]]:
    return {
        name: [
            _field(field, each, field in shape.get("required", ()))
            for field, each in shape["properties"].items()
        ]
        for name, shape in sorted(told["components"]["schemas"].items())
    }


def _field(name: str, told: Mapping[str, Any], required: bool) -> Field:
    return Field(name, _kind(told), required, told.get("description", ""))


def _kind(told: Mapping[str, Any]) -> Kind:
    if "$ref" in told:
        return Kind("", _name(told))
    if "anyOf" in told:
        return _kind(told["anyOf"][0])
    types = told.get("type", "anything")
    named = " or ".join(types) if isinstance(types, list) else types
    if "items" in told:
        inner = _kind(told["items"])
        return Kind(f"list of {inner.words}".strip(), inner.shape)
    return Kind(", ".join([named, *_limits(told)]))


def _limits(told: Mapping[str, Any]) -> Iterator[str]:
    if "enum" in told:
        yield "one of " + ", ".join(str(each) for each in told["enum"] if each not in ("", None))
    if "maxLength" in told:
        yield f"up to {told['maxLength']} characters"
    if "maximum" in told:
        yield f"{told['minimum']} to {told['maximum']}"
    if "format" in told:
        yield told["format"]


def _name(told: Mapping[str, Any]) -> str:
    return str(told["$ref"]).rpartition("/")[2]
