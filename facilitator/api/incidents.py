"""The API for programs that watch for incidents: one request prepares the meeting about it."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, jsonify, url_for
from sqlalchemy.orm import Session

from facilitator import clock, database, web
from facilitator.accounts import access
from facilitator.accounts.tables import Account
from facilitator.api.blueprint import blueprint
from facilitator.api.incident_examples import EXAMPLES
from facilitator.api.incident_schemas import IncidentSchema, PreparedSchema
from facilitator.api.incident_webhooks import OpsgenieSchema, PagerDutySchema
from facilitator.api.operations import operation
from facilitator.refused import Refused
from facilitator.room import prepare, service
from facilitator.room.join_links import join_token
from facilitator.room.tables import IncidentRow, MeetingRow
from facilitator.tokens import hashed, new_id
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
    once=True,
    refuses=(410,),
)
def create_incident(session: Session, sent: dict[str, Any]) -> Response:
    account = access.token_account()
    told_of = _incident_of(account, sent)
    database.hold(session, told_of)
    known = _meeting_about(session, told_of)
    row = known or _made(session, account, told_of, sent["details"])
    answer = jsonify(
        id=row.id,
        join_url=web.external_url(f"/join/{join_token(row)}"),
        prepare_url=web.external_url(url_for("room_pages.prepare", meeting_id=row.id)),
    )
    answer.status_code = 200 if known else 201
    return answer


def _incident_of(account: Account, sent: dict[str, str]) -> str:
    """What stands for the incident of this account: always the same, if the incident has an id."""
    if not sent["id"]:
        return hashed(new_id())
    return hashed(json.dumps([account.id, sent["source"], sent["id"]]))


def _meeting_about(session: Session, incident: str) -> MeetingRow | None:
    """The meeting about an incident that was told of before.

    :raises Refused: ``meeting_deleted``
    """
    known = session.get(IncidentRow, incident)
    if known is None:
        return None
    row = session.get(MeetingRow, known.meeting_id)
    if row is None:
        sentence = (
            "The meeting about this incident was deleted. Give the incident another id to prepare a new one."
        )
        raise Refused("meeting_deleted", sentence, 410)
    return row


def _made(session: Session, account: Account, incident: str, details: dict[str, Any]) -> MeetingRow:
    meeting = prepare.new_meeting(new_id(), account.name, account.zone, details)
    service.create_meeting(session, account.id, meeting, credential_id=access.api_token().id)
    session.add(IncidentRow(id=incident, account_id=account.id, meeting_id=meeting.id, at=clock.now()))
    return session.get_one(MeetingRow, meeting.id)
