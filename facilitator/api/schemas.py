"""What programs send and get, besides `PrepareSchema`; the OpenAPI document is made from these."""

from marshmallow import Schema, fields, validate

FORMATS = ("json", "md", "html")


class MadeSchema(Schema):
    id = fields.String(metadata={"description": "The meeting's id."})
    join_url = fields.String(metadata={"description": "The link to send around."})
    seat_token = fields.String(metadata={"description": "Opens the leader's seat, in the room and here."})


class SeatSchema(Schema):
    meeting = fields.String(metadata={"description": "The meeting's id."})
    seat = fields.String(metadata={"description": "The seat's id, as the room's views show it."})
    token = fields.String(metadata={"description": "Opens this seat, in the room and here."})


class SummaryQuery(Schema):
    format = fields.String(
        load_default="json",
        validate=validate.OneOf(FORMATS, error=f"Choose one of: {', '.join(FORMATS)}."),
    )


class ErrorSchema(Schema):
    ok = fields.Boolean(metadata={"enum": [False]})
    code = fields.String(metadata={"description": "A stable word for programs."})
    message = fields.String(metadata={"description": "A sentence for people."})
