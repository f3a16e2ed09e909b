"""The API of meetings: finding and reading one, and its summary."""

from __future__ import annotations

from typing import Any

from flask import Response, g

from facilitator import database, web
from facilitator.accounts import access
from facilitator.api import meeting_shapes as shapes
from facilitator.api.blueprint import blueprint
from facilitator.api.meeting_schemas import MeetingSchema, MeetingsQuery, MeetingsSchema
from facilitator.api.operations import operation
from facilitator.api.paging import cut, page, place_in
from facilitator.api.summary_schemas import FILES, FormatQuery
from facilitator.log.entry.reader import Reader
from facilitator.log.pages.summary import meeting_summary
from facilitator.log.pages.summary_files import file_response
from facilitator.refused import Refused
from facilitator.room.access import seat_in
from facilitator.room.meeting_lists import PAGE, page_of_meetings
from facilitator.web import audience


@blueprint.get("/meetings")
@audience("token")
@operation(
    "The meetings that the account prepared or joined, the newest first",
    query=MeetingsQuery,
    gives=MeetingsSchema,
    paged=True,
)
def list_meetings(query: dict[str, str]) -> Response:
    place, account = place_in(query["after"]), access.token_account()
    with database.read() as session:
        rows = page_of_meetings(session, account.id, query["status"], place)
    shown, after = cut(rows, PAGE)
    return page({"meetings": [shapes.line(row) for row in shown]}, after)


@blueprint.get("/meetings/<meeting_id>")
@audience("token")
@operation("A meeting, for those who lead it", gives=MeetingSchema, tagged=True, refuses=(403,))
def read_meeting(meeting_id: str) -> dict[str, Any]:
    return shapes.as_it_is(meeting_id)


@blueprint.get("/meetings/<meeting_id>/summary")
@audience("token or seat")
@operation(
    "The summary of a meeting, in one of its formats",
    about="For accounts that made the meeting or sat in it, and for its seats, by their tokens. Before the close, "
    "it is for who leads the meeting.",
    query=FormatQuery,
    files=FILES,
    refuses=(403, 409),
)
def export_summary(meeting_id: str, query: dict[str, str]) -> Response:
    return file_response(meeting_summary(meeting_id, g.reader), query["format"])


def check_reader() -> None:
    """Check that the token belongs to an account, or to a seat of the meeting that the URL names.

    :raises Refused: ``no_token``, ``unknown_token`` or ``token_expired``.
    """
    token, meeting_id = access.bearer_token(), web.path_argument("meeting_id")
    if account := access.account_of(token):
        g.reader = Reader(account.id, {})
        return
    with database.read() as session:
        try:
            g.seat = seat_in(session, meeting_id, token)
        except Refused:
            raise access.unknown_token() from None
    g.reader = Reader(None, {meeting_id: token})
