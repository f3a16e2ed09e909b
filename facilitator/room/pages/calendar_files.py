"""The planned meeting as a calendar file: for whoever leads it, and for those who have its link."""

from __future__ import annotations

from flask import Response

from facilitator import database, ical
from facilitator.room.join_invitation import calendar_file
from facilitator.room.join_links import meeting_by_link
from facilitator.room.pages.blueprint import blueprint
from facilitator.room.seats import led
from facilitator.room.store import state_now
from facilitator.room.tables import MeetingRow
from facilitator.web import audience


@blueprint.get("/meetings/<meeting_id>/invite.ics")
@audience("facilitator")
def invite_ics(meeting_id: str) -> Response:
    return _file(led())


@blueprint.get("/join/<token>/meeting.ics")
@audience("everyone")
def meeting_ics(token: str) -> Response:
    with database.read() as session:
        row = meeting_by_link(session, token)
    return _file(row)


def _file(row: MeetingRow) -> Response:
    return ical.response(calendar_file(row, state_now(row.id)), "meeting.ics")
