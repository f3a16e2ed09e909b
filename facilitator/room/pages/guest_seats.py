"""The page to claim guest seats: meetings joined in this browser without an account."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitator import database
from facilitator.accounts import access
from facilitator.room.guest_seats import claim_seats, guest_seats
from facilitator.web import audience

blueprint = Blueprint("guest_seats", __name__)


@blueprint.get("/account/meetings")
@audience("account")
def page() -> str:
    with database.read() as session:
        found = guest_seats(session)
    return render_template("room/guest_seats.html", seats=found)


@blueprint.post("/account/meetings")
@audience("account")
def claim() -> Response:
    with database.session() as session:
        claimed = claim_seats(session, access.require_sign_in(), request.form.getlist("seat"))
    if not claimed:
        return redirect(url_for("home.home"), 303)
    flash("The meeting is yours now, too." if claimed == 1 else f"{claimed} meetings are yours now, too.")
    return redirect(url_for("own.account"), 303)
