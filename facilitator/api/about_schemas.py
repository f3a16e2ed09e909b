"""What programs get about themselves, and when they are refused."""

from __future__ import annotations

from marshmallow import fields

from facilitator.accounts.people import SCOPES
from facilitator.api.answers import INSTANT, Answer


class TokenSchema(Answer):
    name = fields.String(required=True, metadata={"description": "Which program it is for."})
    scope = fields.String(required=True, metadata={"enum": list(SCOPES)})
    created_at = fields.Integer(required=True, metadata=INSTANT)
    expires_at = fields.Integer(
        required=True, allow_none=True, metadata=INSTANT | {"description": "Null for never."}
    )


class MeSchema(Answer):
    name = fields.String(required=True)
    email = fields.String(required=True)
    role = fields.String(required=True)
    zone = fields.String(
        required=True, metadata={"description": "The time zone in which its days are counted."}
    )
    token = fields.Nested(TokenSchema, required=True)


class MistakeSchema(Answer):
    pointer = fields.String(metadata={"description": "The field in the body, as a JSON Pointer."})
    parameter = fields.String(metadata={"description": "The parameter in the address."})
    detail = fields.String(required=True)


class ProblemSchema(Answer):
    """Problem details, RFC 9457."""

    type = fields.String(required=True, metadata={"format": "uri-reference"})
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True, metadata={"description": "A sentence for people."})
    code = fields.String(required=True, metadata={"description": "A stable word for programs."})
    errors = fields.List(
        fields.Nested(MistakeSchema), metadata={"description": "Each field that does not fit."}
    )
    message = fields.String(required=True, metadata={"description": "The same as `detail`."})
    ok = fields.Boolean(required=True, metadata={"enum": [False]})
