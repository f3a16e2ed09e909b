"""The API of meetings: preparing, reading, changing and deleting one, and its summary."""

from __future__ import annotations

from typing import Any

from flask import Response, g, url_for
from sqlalchemy.orm import Session

from facilitator import clock, database, web
from facilitator.accounts import access
from facilitator.api import etags
from facilitator.api.blueprint import blueprint
from facilitator.api.meeting_schemas import (
    JoinLinkSchema,
    MadeSchema,
    MeetingChangeSchema,
    MeetingSchema,
    MeetingsQuery,
    MeetingsSchema,
    NewMeetingSchema,
)
from facilitator.api.operations import operation
from facilitator.api.paging import cut, page, place_in
from facilitator.api.summary_schemas import FILES, FormatQuery
from facilitator.log.entry import links
from facilitator.log.entry.reader import Reader
from facilitator.log.pages.summary import meeting_summary
from facilitator.log.pages.summary_files import file_response
from facilitator.meeting.commands import TakeChair
from facilitator.meeting.model import Meeting
from facilitator.refused import Refused
from facilitator.room import prepare, service
from facilitator.room.access import chair_of, id_of_account, led_by, meeting_at, require_owner, seat_in
from facilitator.room.change import Change
from facilitator.room.join_links import join_token, renew_link
from facilitator.room.meeting_lists import PAGE, page_of_meetings
from facilitator.room.retention import delete_meeting
from facilitator.room.store import read_state
from facilitator.room.tables import MeetingRow, SeatRow
from facilitator.tokens import new_id
from facilitator.web import audience


@blueprint.post("/meetings")
@audience("writing token")
@operation("Prepare a meeting", sent=NewMeetingSchema, gives=MadeSchema, status=201, once=True)
def create_meeting(session: Session, sent: dict[str, Any]) -> dict[str, Any]:
    account = access.token_account()
    meeting = prepare.new_meeting(new_id(), account.name, sent["details"])
    meeting_id, link, token = service.create_meeting(
        session, account.id, meeting, credential_id=access.api_token().id
    )
    _keep_used(session, meeting_id, sent["builds_on"])
    return {"id": meeting_id, "join_url": web.external_url(f"/join/{link}"), "seat_token": token}


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
    return page({"meetings": [_line(row) for row in shown]}, after)


@blueprint.get("/meetings/<meeting_id>")
@audience("token")
@operation("A meeting, for those who lead it", gives=MeetingSchema, tagged=True, refuses=(403,))
def read_meeting(meeting_id: str) -> dict[str, Any]:
    return _as_it_is(meeting_id)


@blueprint.patch("/meetings/<meeting_id>")
@audience("writing token")
@operation(
    "Change what was prepared",
    about="What is left out stays as it is. After the start, only the title, the date, whether the room is locked "
    "and what it builds on can be changed.",
    sent=MeetingChangeSchema,
    gives=MeetingSchema,
    tagged=True,
    refuses=(409,),
)
def change_meeting(meeting_id: str, sent: dict[str, Any]) -> dict[str, Any]:
    with database.read() as session:
        row, seat = _led(session, meeting_id)
    used = sent.pop("builds_on", None)
    lock = {"locked": sent.pop("locked")} if "locked" in sent else {}

    def before(change: Change) -> None:
        etags.require_match(_whole(change.session, row, change.state))
        _keep_used(change.session, meeting_id, used)

    service.edit_details(meeting_id, chair_of(seat).id, prepare.changed_details(sent) | lock, before)
    return _as_it_is(meeting_id)


@blueprint.post("/meetings/<meeting_id>/link")
@audience("writing token")
@operation(
    "End the link that takes a seat, and make a new one",
    about="For those who lead the meeting. Seats that were taken stay.",
    gives=JoinLinkSchema,
    status=201,
    once=True,
    refuses=(403,),
)
def renew_join_link(meeting_id: str, session: Session) -> dict[str, Any]:
    _led(session, meeting_id)
    return {"join_url": web.external_url(f"/join/{renew_link(session, meeting_id)}")}


@blueprint.post("/meetings/<meeting_id>/chair")
@audience("writing token")
@operation(
    "Lead a meeting of one's own again, whoever leads it now",
    about="Facilitators until then become participants. Who leads it already goes on leading it.",
    gives=MeetingSchema,
    refuses=(403, 410),
)
def take_chair(meeting_id: str) -> dict[str, Any]:
    account = access.token_account()
    with database.read() as session:
        _, seat = _led(session, meeting_id)
        own = id_of_account(session, meeting_id, account.id)
    if seat is None:
        own = own or service.take_owners_seat(meeting_id, account, access.api_token().id).seat_id
        service.act(meeting_id, own, new_id(), TakeChair())
    return _as_it_is(meeting_id)


@blueprint.delete("/meetings/<meeting_id>")
@audience("writing token")
@operation("Delete a meeting with its entry and its actions", tagged=True, status=204)
def remove_meeting(meeting_id: str) -> None:
    def check(session: Session, row: MeetingRow) -> None:
        require_owner(row, access.token_account().id)
        etags.require_match(_whole(session, row, read_state(session, meeting_id)))

    delete_meeting(meeting_id, check)


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
            g.seat_id = seat_in(session, meeting_id, token).id
        except Refused:
            raise access.unknown_token() from None
    g.reader = Reader(None, {meeting_id: token})


def _as_it_is(meeting_id: str) -> dict[str, Any]:
    with database.read() as session:
        row, _ = _led(session, meeting_id)
        return _whole(session, row, read_state(session, meeting_id))


def _led(session: Session, meeting_id: str) -> tuple[MeetingRow, SeatRow | None]:
    return led_by(session, meeting_at(session, meeting_id), access.token_account().id)


def _keep_used(session: Session, meeting_id: str, used: list[str] | None) -> None:
    """Link the meeting to earlier entries; nothing changes when the request says nothing of them."""
    if used is not None:
        reader = Reader(access.token_account().id, {})
        links.keep_for_meeting(session, meeting_id, used, reader, clock.now())


def _line(row: MeetingRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "url": web.external_url(url_for("room_pages.prepare", meeting_id=row.id)),
        "title": row.title,
        "status": row.status,
        "scheduled_at": _iso(row.scheduled_at),
        "created_at": row.created_at,
    }


def _iso(at: int | None) -> str | None:
    return None if at is None else clock.utc(at).isoformat()


def _whole(session: Session, row: MeetingRow, state: Meeting) -> dict[str, Any]:
    reader = Reader(access.token_account().id, {})
    used = {"builds_on": links.chosen_for_meeting(session, row.id, reader)}
    left = {"entry": state.entry} if state.entry else {}
    now = {"title": state.title, "status": state.status, "scheduled_at": _iso(state.scheduled_at)}
    return _line(row) | now | _link(row) | _details(state) | used | left


def _link(row: MeetingRow) -> dict[str, str]:
    """The link that takes a seat; a program that only reads does not get it."""
    return {"join_url": web.external_url(f"/join/{join_token(row)}")} if access.may_write() else {}


def _details(state: Meeting) -> dict[str, Any]:
    """What was prepared, in the words of `PrepareSchema`."""
    rows = sorted(state.timeline.values(), key=lambda row: row.pos)
    return {
        **{name: getattr(state, name) for name in _PLAIN},
        **{name: getattr(state.recount, name) for name in ("expected", "happened", "impact")},
        "tags": list(state.tags),
        "scheduled_at": _iso(state.scheduled_at),
        "timeline": [{"at": row.at, "what": row.what} for row in rows],
        "agenda": [
            {"kind": each.kind, "title": each.title, "seconds": each.seconds} for each in state.stages
        ],
    }


_PLAIN = ("title", "category", "secrecy", "capacity", "locked", "votes", "statement")
