"""Coming back to a guest's seat from another device: asking at the join page, and waiting for the answer.

The waiting browser has a token in its seat cookie from the beginning. It opens no seat until a facilitator
says yes; then it opens the seat that was asked for, and the token of the other device does not any more.
"""

from __future__ import annotations

from typing import Literal

from flask import Response, jsonify, redirect, render_template, request, url_for
from marshmallow import ValidationError

from facilitator import clock, database
from facilitator.accounts.limits import count_return
from facilitator.errors import wants_json
from facilitator.forms import sentences
from facilitator.meeting.model import RETURN_MS, waiting_number
from facilitator.refused import Refused
from facilitator.room import service
from facilitator.room.access import seat_by_token
from facilitator.room.join_links import meeting_by_link
from facilitator.room.meeting_form import JoinSchema
from facilitator.room.pages.blueprint import Page, blueprint
from facilitator.room.pages.joining import join_page
from facilitator.room.seats import browser_seat_in, keep_seat, seat_token
from facilitator.room.store import state_now
from facilitator.room.tables import MeetingRow
from facilitator.tokens import hashed
from facilitator.web import audience

Stand = Literal["waiting", "in", "no", "over"]


@blueprint.post("/join/<token>/return")
@audience("everyone")
def ask_to_return(token: str) -> Page:
    """Ask the facilitators whether it is really the person of this name who comes from another device."""
    with database.read() as session:
        row = meeting_by_link(session, token)
    if browser_seat_in(row):
        return redirect(url_for(".room", meeting_id=row.id), 303)
    try:
        count_return()
        name = JoinSchema().load({"name": request.form.get("name", "")})["name"]
        waiting = service.ask_to_return(token, name)
    except ValidationError as invalid:
        return join_page(row, wrong=sentences(invalid.messages)["name"]), 422
    except Refused as refused:
        return join_page(row, shut=refused.message), refused.status
    answer = redirect(url_for(".returning", token=token, since=clock.now()), 303)
    keep_seat(answer, waiting.meeting_id, waiting.token)
    return answer


@blueprint.get("/join/<token>/return")
@audience("everyone")
def returning(token: str) -> Page:
    """The page of somebody who waits for the answer. Its script asks for the same address as JSON."""
    with database.read() as session:
        row = meeting_by_link(session, token)
    held = seat_token(row.id)
    if held is None:
        return redirect(url_for(".door", token=token))
    stand = _stand(row, held)
    if wants_json():
        return _told(stand)
    if stand == "in":
        return redirect(url_for(".room", meeting_id=row.id))
    meeting = state_now(row.id)
    return render_template(
        "room/returning.html", meeting=meeting, stand=stand, number=waiting_number(hashed(held)), token=token
    )


def _told(stand: Stand) -> Response:
    return jsonify(stand=stand)


def _stand(row: MeetingRow, held: str) -> Stand:
    """How the question stands of the browser that holds this token.

    The time in the address says when a question is over that never came up, since there is no such guest.
    """
    with database.read() as session:
        if seat_by_token(session, row.id, held):
            return "in"
    asked = [each for each in state_now(row.id).returns.values() if each.token_hash == hashed(held)]
    if any(each.answer == "no" for each in asked):
        return "no"
    since = request.args.get("since", 0, type=int)
    return "waiting" if 0 <= clock.now() - since < RETURN_MS else "over"
