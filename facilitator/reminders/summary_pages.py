"""Asking for the summary by e-mail: in the room for when it closes, and on the page of the summary."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from facilitator import database
from facilitator.accounts import limits
from facilitator.accounts.access import current_account
from facilitator.accounts.schemas import AddressSchema
from facilitator.accounts.tables import Account
from facilitator.forms import Form, form_as_sent, load_sent
from facilitator.log.entry.reader import current_reader
from facilitator.log.pages.summary import page_of, require_was_there
from facilitator.outbox import Letter
from facilitator.refused import Refused
from facilitator.reminders import summaries
from facilitator.room.seats import seat_token, seated
from facilitator.room.tables import SeatRow
from facilitator.web import audience

blueprint = Blueprint("summary_letter", __name__)
Page = Response | str | tuple[str, int]


@blueprint.get("/room/<meeting_id>/summary-letter")
@audience("seat")
def wanted(meeting_id: str) -> Page:
    """Where the summary goes when the meeting closes. Once it has closed, that is asked on the summary's page."""
    row, seat = seated()
    if row.status == "closed":
        return redirect(url_for("summary.page", meeting_id=meeting_id), 303)
    account = _account_of(seat)
    known = summaries.wanted_at(seat) or (account.email if account else "")
    return _wanted_page(Form(values={"email": known}))


@blueprint.post("/room/<meeting_id>/summary-letter")
@audience("seat")
def want(meeting_id: str) -> Page:
    """Choose where the summary goes at the close, or nowhere. If the meeting has closed meanwhile, it goes at once."""
    try:
        address = "" if "none" in request.form else load_sent(AddressSchema())["email"]
        _check_mail_server()
        if address:
            _count(meeting_id, address)
        with database.session() as session:
            summaries.want(session, meeting_id, seat_token(meeting_id), address, current_reader())
    except ValidationError as wrong:
        return _wanted_page(form_as_sent(wrong)), 422
    except Refused as refused:
        return _wanted_page(_beside(refused)), refused.status
    database.forget()
    flash(
        f"The summary goes to {address}." if address else "No summary is sent to you. The address is deleted."
    )
    return redirect(url_for(".wanted", meeting_id=meeting_id), 303)


@blueprint.post("/meetings/<meeting_id>/summary/letter")
@audience("reader")
def send(meeting_id: str) -> Page:
    """Send the summary of a closed meeting to somebody who was there."""
    who = current_reader()
    try:
        address = load_sent(AddressSchema())["email"]
        _check_mail_server()
        with database.session() as session:
            require_was_there(session, meeting_id, who)
            _count(meeting_id, address)
            is_new = summaries.send(session, meeting_id, address, who)
    except ValidationError as wrong:
        return page_of(meeting_id, form_as_sent(wrong)), 422
    except Refused as refused:
        return page_of(meeting_id, _beside(refused)), refused.status
    flash(f"It is on its way to {address}." if is_new else f"It was sent to {address} before.")
    return redirect(url_for("summary.page", meeting_id=meeting_id), 303)


def _count(meeting_id: str, address: str) -> None:
    limits.count_summary_to(current_reader().account_id or seat_token(meeting_id) or "", meeting_id, address)


def _beside(refused: Refused) -> Form:
    """The form as it was sent, with the refusal beside its field if waiting helps; others have a page of their own."""
    if refused.code != "too_many":
        raise refused
    return form_as_sent(ValidationError({"email": [refused.message]}))


def _wanted_page(form: Form) -> str:
    row, seat = seated()
    account = _account_of(seat)
    return render_template(
        "reminders/summary.html",
        meeting=row,
        form=form,
        is_wanted=bool(summaries.wanted_at(seat)),
        always=account is not None and account.mails_summary,
    )


def _account_of(seat: SeatRow) -> Account | None:
    """The account signed in, if the seat is its own."""
    account = current_account()
    return account if account and account.id == seat.account_id else None


def _check_mail_server() -> None:
    if not Letter.is_configured():
        raise Refused("no_mail_server", "No mail server is set here, so no letters are sent.")
