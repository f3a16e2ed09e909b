"""What programs send and get about templates."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from facilitator.api.answers import Answer
from facilitator.api.meeting_schemas import ColumnToldSchema, StageToldSchema
from facilitator.fields import Change
from facilitator.room.templates import NewTemplateSchema


class TemplateChangeSchema(Change, NewTemplateSchema):
    """Some parts of a template; what is left out stays as it is. It gives what was sent, as it was."""

    @post_load(pass_original=True)
    def as_details(self, _data: dict[str, Any], original: Any = None, **_: Any) -> dict[str, Any]:
        return dict(original)


class TemplateSchema(Answer):
    id = fields.String(required=True, metadata={"description": "The template's id."})
    url = fields.String(required=True, metadata={"description": "Its page."})
    name = fields.String(required=True)
    agenda = fields.List(fields.Nested(StageToldSchema), required=True)
    columns = fields.List(fields.Nested(ColumnToldSchema), required=True)
    rules = fields.List(fields.String(), required=True)


class TemplatesSchema(Answer):
    templates = fields.List(fields.Nested(TemplateSchema), required=True)
