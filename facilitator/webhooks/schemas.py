"""The schema of a webhook's form, with the error sentences for its fields."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from facilitator.fields import Name, Text, one_of
from facilitator.webhooks.events import TITLES
from facilitator.webhooks.formats import FORMATS

LONGEST_NAME = 60
LONGEST_URL = 2000


class WebhookSchema(Schema):
    """A webhook to be made or changed. For one that has a URL already, an empty one leaves it as it is.

    :param has_url: whether it has one
    """

    name = Name(LONGEST_NAME, min=1, required=True, empty="Write who or what receives it.")
    format = fields.String(
        required=True,
        validate=one_of(tuple(FORMATS)),
        error_messages={"required": "Choose in which format it takes messages."},
    )
    url = Text(LONGEST_URL, load_default="")
    events = fields.List(
        fields.String(),
        load_default=list,
        validate=validate.ContainsOnly(tuple(TITLES), error="Choose some of those that there are."),
    )

    def __init__(self, *, has_url: bool = False) -> None:
        super().__init__()
        self.has_url = has_url

    @validates_schema
    def has_all(self, data: dict[str, Any], **_: Any) -> None:
        if not data.get("events"):
            raise ValidationError("Choose at least one.", "events")
        if not self.has_url and not data.get("url"):
            raise ValidationError("Paste the URL that the receiver gave you.", "url")
