"""Webhooks that tell of an incident: those of PagerDuty (version 3), and alerts as Opsgenie sends them.

Each schema gives what `IncidentSchema` gives. Who sends them cannot shorten a text, so texts are cut to what a
meeting holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, post_load, validate

from facilitator import clock
from facilitator.accounts.zones import zone_here
from facilitator.api.incident_schemas import IncidentSchema
from facilitator.characters import tidy
from facilitator.fields import TAG_LENGTH, WholeNumber
from facilitator.meeting.commands import LIMITS
from facilitator.room.prepare import MOST_TAGS

_LATEST_MS = 4_102_444_800_000


class Webhook(Schema):
    """What another program sends: it has more than we read."""

    class Meta:
        unknown = EXCLUDE


def _words(**more: Any) -> fields.String:
    return fields.String(load_default="", allow_none=True, **more)


def _milliseconds(key: str) -> WholeNumber:
    return WholeNumber(0, _LATEST_MS, data_key=key, load_default=None, allow_none=True)


class PagerDutyReferenceSchema(Webhook):
    summary = _words()


class PagerDutyIncidentSchema(Webhook):
    id = fields.String(required=True, validate=validate.Length(1, 100))
    title = fields.String(required=True)
    html_url = _words()
    created_at = _words()
    service = fields.Nested(PagerDutyReferenceSchema, load_default=None, allow_none=True)
    priority = fields.Nested(PagerDutyReferenceSchema, load_default=None, allow_none=True)


class PagerDutyEventSchema(Webhook):
    event_type = fields.String(required=True)
    occurred_at = _words()
    data = fields.Nested(PagerDutyIncidentSchema, required=True)


class PagerDutySchema(Webhook):
    """A webhook of PagerDuty about an incident, version 3."""

    MARK = "event"

    event = fields.Nested(PagerDutyEventSchema, required=True)

    @post_load
    def as_incident(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        event, told = data["event"], data["event"]["data"]
        named = [told[name]["summary"] for name in ("service", "priority") if told[name]]
        then = event["event_type"].removeprefix("incident.").replace("_", " ")
        rows = {
            _when(told["created_at"]): "The incident began",
            _when(event["occurred_at"]): f"It was {then}",
        }
        texts = (", ".join(filter(None, named)), told["html_url"])
        return _incident("pagerduty", told["id"], told["title"], texts, rows, named)


class OpsgenieAlertSchema(Webhook):
    alert_id = fields.String(data_key="alertId", required=True, validate=validate.Length(1, 100))
    message = fields.String(required=True)
    description = _words()
    entity = _words()
    priority = _words()
    tags = fields.List(fields.String(), load_default=list, allow_none=True)
    created_at = _milliseconds("createdAt")
    updated_at = _milliseconds("updatedAt")


class OpsgenieSchema(Webhook):
    """A webhook about an alert, as Opsgenie and what is like it send them."""

    MARK = "alert"

    action = _words()
    alert = fields.Nested(OpsgenieAlertSchema, required=True)

    @post_load
    def as_incident(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        alert, then = data["alert"], data["action"] or "updated"
        began, changed = (clock.words(alert[name] or 0, zone_here()) for name in ("created_at", "updated_at"))
        rows = {began: "The alert was raised"} if alert["created_at"] else {}
        rows |= {changed: f"The alert: {then}"} if alert["updated_at"] else {}
        texts = (alert["description"], ", ".join(filter(None, (alert["entity"], alert["priority"]))))
        return _incident("opsgenie", alert["alert_id"], alert["message"], texts, rows, alert["tags"] or ())


def _incident(
    source: str,
    id: str,
    title: str,
    texts: Iterable[str | None],
    rows: dict[str, str],
    tags: Iterable[str | None],
) -> dict[str, Any]:
    named = [_cut(tag.replace(",", " "), TAG_LENGTH) for tag in tags if tag]
    data = {
        "source": source,
        "id": id,
        "title": _cut(title, LIMITS["title"]) or "An incident",
        "text": _cut("\n".join(filter(None, texts)), LIMITS["recount"], lines=True),
        "timeline": [{"at": at, "what": _cut(what, LIMITS["row"])} for at, what in rows.items() if at],
        "tags": named[:MOST_TAGS],
    }
    loaded: dict[str, Any] = IncidentSchema().load(data)
    return loaded


def _when(iso: str | None) -> str:
    """An instant in ISO 8601 in words, in the zone of the account; what is none, as it is."""
    try:
        return clock.words(int(datetime.fromisoformat(iso or "").timestamp() * 1000), zone_here())
    except (ValueError, OverflowError):
        return _cut(iso or "", LIMITS["when"])


def _cut(text: str, size: int, *, lines: bool = False) -> str:
    tidied = tidy(text, lines=lines)
    return tidied if len(tidied) <= size else f"{tidied[: size - 1]}…"
