"""The page on which people without a seat write cards before the meeting, and its link."""

from __future__ import annotations

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response as AnyResponse

from facilitator import database
from facilitator.accounts.limits import count_feedback
from facilitator.errors import wants_json
from facilitator.forms import Form, form_as_sent
from facilitator.meeting.commands import LIMITS
from facilitator.refused import Refused
from facilitator.room import feedback, feedback_links
from facilitator.room.feedback_form import TakeBackSchema, cards_in, questions_of, written_in
from facilitator.room.pages.blueprint import Page, blueprint
from facilitator.room.seats import browser_seat_in, leading
from facilitator.room.store import state_now
from facilitator.web import audience, hide_from_search, json_body


@blueprint.get("/feedback/<token>")
@audience("everyone")
def feedback_page(token: str) -> AnyResponse:
    return _page(token, Form())


@blueprint.post("/feedback/<token>")
@audience("everyone")
def give_feedback(token: str) -> Page:
    """Keep what was written, or show the page again with it. The page's script asks for JSON."""
    try:
        cards = cards_in(request.form)
        for _ in cards:
            count_feedback()
        feedback.give(token, cards)
    except ValidationError as invalid:
        if wants_json():
            raise
        return _page(token, form_as_sent(invalid), 422)
    except Refused as refused:
        if wants_json():
            raise
        if refused.code == "link_ended":
            texts = [request.form[column].strip() for column in written_in(request.form)]
            ended = render_template("room/feedback_ended.html", sentence=refused.message, texts=texts)
            return ended, refused.status
        typed = Form(values=request.form, errors={"whole": refused.message})
        return _page(token, typed, refused.status)
    if wants_json():
        return jsonify(ok=True)
    flash("It came in. Nobody sees it before all cards are shown.")
    return redirect(url_for(".feedback_page", token=token), 303)


@blueprint.post("/feedback/<token>/take-back")
@audience("everyone")
def take_feedback_back(token: str) -> Response:
    """Take back a card that this browser wrote. Only the page's script knows its key."""
    count_feedback()
    feedback.take_back(token, TakeBackSchema().load(json_body()))
    return jsonify(ok=True)


@blueprint.post("/meetings/<meeting_id>/feedback")
@audience("facilitator")
def make_feedback_link(meeting_id: str) -> Page:
    """Make the link, or a new one."""
    with database.session() as session:
        feedback_links.make(session, meeting_id)
    flash("The link for feedback is made. It is open until the meeting begins.")
    return redirect(url_for(".prepare", meeting_id=meeting_id, _anchor="feedback"), 303)


@blueprint.post("/meetings/<meeting_id>/feedback/end")
@audience("facilitator")
def end_feedback_link(meeting_id: str) -> Page:
    with database.session() as session:
        feedback_links.end(session, meeting_id)
    flash("The link for feedback has ended. What came by it stays.")
    return redirect(url_for(".prepare", meeting_id=meeting_id, _anchor="feedback"), 303)


@blueprint.post("/meetings/<meeting_id>/feedback/discard")
@audience("facilitator")
def discard_feedback(meeting_id: str) -> Page:
    _, seat = leading()
    feedback.throw_away(meeting_id, seat.id)
    database.forget()
    flash("The link for feedback has ended, and nothing that came by it is left.")
    return redirect(url_for(".prepare", meeting_id=meeting_id, _anchor="feedback"), 303)


def _page(token: str, form: Form, status: int = 200) -> AnyResponse:
    with database.read() as session:
        row = feedback_links.meeting_by_link(session, token)
    meeting = state_now(row.id)
    page = render_template(
        "room/feedback.html",
        meeting=meeting,
        token=token,
        form=form,
        questions=questions_of(meeting.columns, form.values),
        longest=LIMITS["card"],
        is_open=meeting.status == "draft",
        seated=browser_seat_in(row) is not None,
    )
    return hide_from_search(Response(page, status))
