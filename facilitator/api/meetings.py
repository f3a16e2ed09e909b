"""The API of meetings: preparing one, taking a seat, and fetching the summary."""

from __future__ import annotations

from flask import Blueprint, Response, g, jsonify, request

from facilitator import database, web
from facilitator.accounts import access
from facilitator.accounts.limits import count_return
from facilitator.api.document import document
from facilitator.api.schemas import SummaryQuery
from facilitator.log.entry.reader import Reader
from facilitator.log.pages.summary import meeting_summary
from facilitator.log.pages.summary_files import file_response
from facilitator.meeting.model import waiting_number
from facilitator.refused import Refused
from facilitator.room import prepare, service
from facilitator.room.access import seat_in
from facilitator.room.meeting_form import JoinSchema
from facilitator.tokens import hashed, new_id
from facilitator.web import audience

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
# The API ignores cookies, so another site cannot misuse a visitor's browser, and CSRF tokens are not needed.
web.csrf.exempt(blueprint)


@blueprint.post("/meetings")
@audience("writing token")
def create_meeting() -> tuple[Response, int]:
    account = access.writing_account()
    details = prepare.PrepareSchema().load(web.json_body())
    meeting = prepare.new_meeting(new_id(), account.name, details)
    with database.session() as session:
        meeting_id, link, token = service.create_meeting(
            session, account.id, meeting, credential_id=access.api_token().id
        )
    return jsonify(id=meeting_id, join_url=web.external_url(f"/join/{link}"), seat_token=token), 201


@blueprint.post("/join/<token>")
@audience("everyone")
def join(token: str) -> tuple[Response, int]:
    """Take a seat: a guest's, or with an account's token the account's own."""
    account = access.writing_account() if "Authorization" in request.headers else None
    name = JoinSchema().load(web.json_body())["name"]
    if account:
        joined = service.join(token, name, account_id=account.id, credential_id=access.api_token().id)
    else:
        joined = service.join(token, name)
    return jsonify(meeting=joined.meeting_id, seat=joined.seat_id, token=joined.token), 201


@blueprint.post("/join/<token>/return")
@audience("everyone")
def ask_to_return(token: str) -> tuple[Response, int]:
    """Ask whether it is really the guest of this name who comes from another device."""
    count_return()
    waiting = service.ask_to_return(token, JoinSchema().load(web.json_body())["name"])
    number = waiting_number(hashed(waiting.token))
    return jsonify(meeting=waiting.meeting_id, token=waiting.token, number=number), 202


@blueprint.get("/meetings/<meeting_id>/summary")
@audience("token or seat")
def summary(meeting_id: str) -> Response:
    who = g.reader
    ending = SummaryQuery().load(request.args.to_dict())["format"]
    return file_response(meeting_summary(meeting_id, who), ending)


@blueprint.get("/openapi.json")
@audience("everyone")
def openapi() -> Response:
    return jsonify(document())


def check_reader() -> None:
    """Check that the token belongs to an account, or to a seat of the meeting that the URL names.

    :raises Refused: ``no_token`` or ``unknown_token``.
    """
    token, meeting_id = access.bearer_token(), web.path_argument("meeting_id")
    if account := access.account_of(token):
        g.reader = Reader(account.id, {})
        return
    with database.read() as session:
        try:
            seat_in(session, meeting_id, token)
        except Refused:
            raise access.unknown_token() from None
    g.reader = Reader(None, {meeting_id: token})
