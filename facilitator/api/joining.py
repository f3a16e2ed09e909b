"""The API of taking a seat, by the link alone or for an account."""

from __future__ import annotations

from typing import Any

from flask import request

from facilitator.accounts import access
from facilitator.accounts.limits import count_return
from facilitator.api.blueprint import blueprint
from facilitator.api.meeting_schemas import SeatSchema, WaitingSchema
from facilitator.api.operations import operation
from facilitator.meeting.model import waiting_number
from facilitator.room import service
from facilitator.room.meeting_form import JoinSchema
from facilitator.tokens import hashed
from facilitator.web import audience


@blueprint.post("/join/<token>")
@audience("everyone")
@operation(
    "Take a seat through a link, which is all the right that it takes",
    about="With an account's token, which must be one that may write, the seat is the account's. One that it "
    "has there already gets a new token, whatever the name.",
    sent=JoinSchema,
    gives=SeatSchema,
    status=201,
    refuses=(401, 403, 409, 410),
)
def join(token: str, sent: dict[str, str]) -> dict[str, Any]:
    account = access.writing_account() if "Authorization" in request.headers else None
    if account:
        theirs = {"account_id": account.id, "credential_id": access.api_token().id}
        joined = service.join(token, sent["name"], **theirs)
    else:
        joined = service.join(token, sent["name"])
    return {"meeting": joined.meeting_id, "seat": joined.seat_id, "token": joined.token}


@blueprint.post("/join/<token>/return")
@audience("everyone")
@operation(
    "Ask to come back to a guest's seat from another device",
    about="A facilitator is asked, for five minutes, if there is such a guest, which is not told.",
    sent=JoinSchema,
    gives=WaitingSchema,
    status=202,
    refuses=(410, 429),
)
def ask_to_return(token: str, sent: dict[str, str]) -> dict[str, Any]:
    count_return()
    waiting = service.ask_to_return(token, sent["name"])
    number = waiting_number(hashed(waiting.token))
    return {"meeting": waiting.meeting_id, "token": waiting.token, "number": number}
