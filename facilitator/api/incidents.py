"""The API for programs that watch for incidents: one request prepares the meeting about it."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, url_for
from sqlalchemy.orm import Session

from facilitator import database, web
from facilitator.accounts import access
from facilitator.accounts.tables import Account
from facilitator.api.blueprint import blueprint
from facilitator.api.incident_examples import EXAMPLES
from facilitator.api.incident_schemas import IncidentSchema, PreparedSchema
from facilitator.api.incident_webhooks import OpsgenieSchema, PagerDutySchema
from facilitator.api.operations import operation
from facilitator.room import prepare, service
from facilitator.room.join_links import join_token
from facilitator.room.tables import MeetingRow
from facilitator.tokens import derived_token, new_id
from facilitator.web import audience


@blueprint.post("/incidents")
@audience("writing token")
@operation(
    "Prepare the meeting about an incident, with the recount filled in",
    about="Takes our own shape, a webhook of PagerDuty (version 3) and an alert as Opsgenie sends it. An incident "
    "that is told of again, by its `source` and `id`, gives the meeting that it has, with the status 200.",
    sent=IncidentSchema,
    or_sent=(PagerDutySchema, OpsgenieSchema),
    examples=EXAMPLES,
    gives=PreparedSchema,
    status=201,
    again=200,
)
def create_incident(sent: dict[str, Any]) -> Response:
    account = access.token_account()
    meeting_id = _meeting_of(account, sent)
    with database.session() as session:
        database.hold(session, meeting_id)
        known = session.get(MeetingRow, meeting_id)
        row = known or _made(session, account, meeting_id, sent["details"])
    answer = jsonify(
        id=row.id,
        join_url=web.external_url(f"/join/{join_token(row)}"),
        prepare_url=web.external_url(url_for("room_pages.prepare", meeting_id=row.id)),
    )
    answer.status_code = 200 if known else 201
    return answer


def _meeting_of(account: Account, sent: dict[str, str]) -> str:
    """The id of the account's meeting about this incident: the same one each time, if the incident has an id."""
    if not sent["id"]:
        return new_id()
    return derived_token(f"incident:{account.id}:{sent['source']}:{sent['id']}", size=16)


def _made(session: Session, account: Account, meeting_id: str, details: dict[str, Any]) -> MeetingRow:
    meeting = prepare.new_meeting(meeting_id, account.name, details)
    service.create_meeting(session, account.id, meeting, credential_id=access.api_token().id)
    return session.get_one(MeetingRow, meeting_id)
