"""The schema of a tracker's form."""

from __future__ import annotations

from marshmallow import Schema, ValidationError, validates

from facilitator.fields import Name, Text
from facilitator.trackers.addresses import MOST_CHARACTERS, objection

LONGEST_NAME = 40


class TrackerSchema(Schema):
    name = Name(LONGEST_NAME, min=1, required=True, empty="Write what people call it.")
    url = Text(MOST_CHARACTERS, min=1, required=True, empty="Paste the address of its form for a new ticket.")

    @validates("url")
    def can_be_used(self, url: str, data_key: str) -> None:
        if url and (sentence := objection(url)):
            raise ValidationError(sentence)
