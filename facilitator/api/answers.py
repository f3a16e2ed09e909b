"""The base class of the schemas of what programs get."""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema

INSTANT = {"description": "Milliseconds since the epoch.", "format": "int64"}


class Answer(Schema):
    """What a program gets. Other versions may say more, so the document does not forbid it."""

    class Meta:
        unknown = EXCLUDE
