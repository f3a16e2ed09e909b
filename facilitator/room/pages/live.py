"""The page of the live room, and its invitation link."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from flask import Response, jsonify, redirect, render_template, url_for
from flask_wtf.csrf import generate_csrf

from facilitator import database
from facilitator.meeting import examples, questions, scales, wording
from facilitator.outbox import Letter
from facilitator.refused import Refused
from facilitator.room import join_invitation, seats, short_links
from facilitator.room.access import meeting_at
from facilitator.room.join_links import renew_link
from facilitator.room.pages.blueprint import Page, blueprint
from facilitator.room.seats import keep_seat, seat_here, seated
from facilitator.web import asset, audience, fixed

_WORDS = {
    "questions": questions.for_browser(),
    "hints": wording.for_browser(),
    "examples": examples.for_browser(),
}
WORDS = json.dumps(_WORDS, ensure_ascii=False)
WORDS_VERSION = sha256(WORDS.encode()).hexdigest()[:12]


@blueprint.get("/room/<meeting_id>")
@audience("everyone")
def room(meeting_id: str) -> Page:
    """The room, for a browser that has a seat. Other browsers get a page that says how to get one."""
    try:
        row, _ = seat_here(meeting_id)
    except Refused as refused:
        if refused.code != "no_seat":
            raise
        if seats.renew_seat_here(meeting_id):
            return redirect(url_for(".room", meeting_id=meeting_id))
        return _outside(meeting_id), refused.status
    if row.status == "closed":
        return redirect(f"/meetings/{meeting_id}/summary", 303)
    return render_template("room/room.html", boot=_boot(meeting_id), title=row.title)


@blueprint.get("/room/<meeting_id>/screen")
@audience("seat")
def room_screen(meeting_id: str) -> Page:
    """The room for a projector or a shared window, in a browser that has a seat: to look at, without controls."""
    row, _ = seated()
    return render_template("room/room.html", boot={**_boot(meeting_id), "screen": True}, title=row.title)


def _boot(meeting_id: str) -> dict[str, Any]:
    """What the room's script begins with."""
    return {
        "meeting": meeting_id,
        "csrf": generate_csrf(),
        "words": url_for(".room_words", v=WORDS_VERSION),
        "polls": scales.for_browser(),
        "letters": Letter.is_configured(),
        "laterStyles": asset("built/later.css"),
    }


@blueprint.get("/room/words")
@audience("everyone")
@fixed
def room_words() -> Response:
    """The askers' questions and the hints on wording. They are the same in every room, so no view carries them."""
    return Response(WORDS, mimetype="application/json")


def _outside(meeting_id: str) -> str:
    """The page for a browser without a seat: how to get one, or how to come back to one's own."""
    with database.read() as session:
        row = meeting_at(session, meeting_id)
    mine = meeting_id if seats.owns_meeting(row) and row.status != "closed" else ""
    return render_template("room/no_seat.html", own=seats.own_seat_in(meeting_id), mine=mine)


@blueprint.post("/room/<meeting_id>")
@audience("account")
def move_here(meeting_id: str) -> Page:
    """Move the account's own seat to this browser, so that a leader can enter from any browser.

    The account whose meeting it is gets a new seat if it has none any more.
    """
    answer = redirect(url_for(".room", meeting_id=meeting_id), 303)
    keep_seat(answer, meeting_id, seats.move_seat_here(meeting_id))
    return answer


@blueprint.get("/room/<meeting_id>/invite")
@audience("seat")
def room_invite(meeting_id: str) -> Response:
    row, _ = seated()
    return jsonify(join_invitation.invitation_context(row))


@blueprint.post("/room/<meeting_id>/short-link")
@audience("seat")
def room_short_link(meeting_id: str) -> Response:
    """What a shared screen shows in the lobby: the invitation, and in ``address`` a short one to type."""
    row, _ = seated()
    with database.session() as session:
        address = short_links.show(session, meeting_id)
    return jsonify({**join_invitation.invitation_context(row), "address": address})


@blueprint.post("/room/<meeting_id>/link")
@audience("facilitator")
def room_link(meeting_id: str) -> Response:
    with database.session() as session:
        renew_link(session, meeting_id)
        return jsonify(join_invitation.invitation_context(meeting_at(session, meeting_id)))
