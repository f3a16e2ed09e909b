"""An incident as a program tells of it in our own words, and what it gets back."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from facilitator.api.answers import Answer
from facilitator.api.meeting_schemas import ID
from facilitator.fields import TAG_LENGTH, Instant, Name, Strict, Text, at_most, one_of
from facilitator.meeting.commands import LIMITS, MOST
from facilitator.meeting.model import CATEGORIES, SECRECIES
from facilitator.room.prepare import MOST_TAGS, PrepareSchema, TimelineRowSchema


class IncidentSchema(Strict):
    """An incident in our own words. ``text`` becomes what happened.

    It gives the ``details`` of a meeting, and the ``source`` and the ``id`` that the incident has there.
    """

    id = Text(
        200,
        load_default="",
        metadata={
            "description": "What the incident is called where it comes from. Sent again, it gives the same meeting."
        },
    )
    source = Text(40, load_default="", metadata={"description": "Where it comes from, such as `statuspage`."})
    title = Text(LIMITS["title"], min=1, required=True, empty="Give the incident a title.")
    text = Text(LIMITS["recount"], lines=True, load_default="", metadata={"description": "What happened."})
    expected = Text(LIMITS["recount"], lines=True, load_default="")
    impact = Text(LIMITS["recount"], lines=True, load_default="")
    timeline = fields.List(
        fields.Nested(TimelineRowSchema),
        load_default=list,
        validate=at_most(MOST["timeline"], "rows in the timeline"),
    )
    tags = fields.List(Name(TAG_LENGTH), load_default=list, validate=at_most(MOST_TAGS, "tags"))
    category = fields.String(load_default="incident", validate=one_of(CATEGORIES))
    secrecy = fields.String(load_default="anonymous", validate=one_of(SECRECIES))
    scheduled_at = Instant(load_default=None, allow_none=True)

    @post_load
    def as_incident(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        told = {"source": data.pop("source"), "id": data.pop("id")}
        planned = data.pop("scheduled_at")
        details = PrepareSchema().load(data | {"happened": data.pop("text")})
        return {**told, "details": details | {"scheduled_at": planned}}


class PreparedSchema(Answer):
    id = fields.String(required=True, metadata=ID)
    join_url = fields.String(required=True, metadata={"description": "The link to send around."})
    prepare_url = fields.String(required=True, metadata={"description": "Its page for those who lead it."})
