"""What programs send and get about summaries."""

from __future__ import annotations

import json
from typing import Any

from marshmallow import Schema, fields

from facilitator.fields import one_of
from facilitator.summary.formats import FORMATS
from facilitator.summary.model import schema

_COMPONENTS = "#/components/schemas/"


class FormatQuery(Schema):
    format = fields.String(load_default="json", validate=one_of(tuple(FORMATS)))


def _content_of(media_type: str) -> dict[str, Any]:
    """The schema of a summary of this media type."""
    if media_type == "application/json":
        return {"$ref": f"{_COMPONENTS}Summary"}
    is_text = media_type.startswith("text/")
    return {"type": "string"} if is_text else {"type": "string", "format": "binary"}


FILES = {each.mimetype: _content_of(each.mimetype) for each in FORMATS.values()}
"""The media types of a summary, each with its schema."""


def components() -> dict[str, Any]:
    """The schemas of a summary as JSON, by their names among the components of the OpenAPI document."""
    shapes: dict[str, Any] = schema()["$defs"]
    told = json.dumps({_name(name): shape | {"title": _name(name)} for name, shape in shapes.items()})
    told = told.replace('"type": "integer"', '"type": "integer", "format": "int64"')
    for name in shapes:
        told = told.replace(f'"#/$defs/{name}"', f'"{_COMPONENTS}{_name(name)}"')
    found: dict[str, Any] = json.loads(told)
    return found


def _name(shape: str) -> str:
    """Actions, say, are something else in an entry."""
    return shape if shape == "Summary" else f"Summary{shape}"
