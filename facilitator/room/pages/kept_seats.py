"""Which of the seats that a browser keeps words of are over: then it forgets them."""

from __future__ import annotations

from flask import Response, jsonify
from marshmallow import fields
from sqlalchemy import select

from facilitator import database, web
from facilitator.fields import Id, Strict, at_most
from facilitator.room import schemas
from facilitator.room.pages.blueprint import blueprint
from facilitator.room.seats import tokens_here
from facilitator.room.statements import IS_VALID
from facilitator.room.tables import MeetingRow, SeatRow
from facilitator.tokens import hashed
from facilitator.web import audience, json_body

MOST_ASKED = 200


class KeptSchema(Strict):
    """``seats`` and ``meetings``: the ids of those that a browser keeps something of."""

    seats = fields.List(Id(), required=True, validate=at_most(MOST_ASKED))
    meetings = fields.List(Id(), load_default=list, validate=at_most(MOST_ASKED))


@blueprint.post("/room/kept")
@audience("everyone")
def kept_seats() -> Response:
    """``over``: the seats that were removed, or whose meeting is closed, gone, or has never begun with them here.

    ``away``: those that go on, though not in this browser, which has no cookie for them (any more). ``closed``: the
    meetings that are closed or gone.
    """
    sent = schemas.load(KeptSchema, json_body())
    asked = sent["seats"]
    held = {hashed(token) for token in tokens_here().values()}
    query = select(SeatRow, MeetingRow.status).join(MeetingRow).where(SeatRow.id.in_(asked), IS_VALID)
    with database.read() as session:
        found = [(seat, status, seat.token_hash in held) for seat, status in session.execute(query)]
        ahead = select(MeetingRow.id).where(
            MeetingRow.id.in_(sent["meetings"]), MeetingRow.status != "closed"
        )
        not_closed = set(session.scalars(ahead))
        going_on = {
            seat.id: is_here
            for seat, status, is_here in found
            if (is_here or status != "draft") and status != "closed"
        }
    over = [seat for seat in asked if seat not in going_on]
    return jsonify(
        over=over,
        away=[seat for seat, is_here in going_on.items() if not is_here],
        closed=[meeting for meeting in sent["meetings"] if meeting not in not_closed],
    )


# It changes nothing and tells nobody's words, so it needs no CSRF token: any page of ours may ask.
web.csrf.exempt(kept_seats)
