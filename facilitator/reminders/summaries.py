"""The summary of a meeting by e-mail, to those who were there and want it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from facilitator import outbox, web
from facilitator.accounts import addresses
from facilitator.accounts.tables import Account
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.entry.view import summary_for
from facilitator.meeting.model import Meeting
from facilitator.outbox import Letter
from facilitator.reminders import letters
from facilitator.room import store
from facilitator.room.access import seat_in
from facilitator.room.tables import SeatRow
from facilitator.summary.model import Summary, load
from facilitator.summary.text import render_text


def want(session: Session, meeting_id: str, token: str | None, address: str, who: Reader) -> bool:
    """Send the summary to a seat's address at the close, or at once if the meeting has closed.

    :param token: the token of the seat.
    :param address: empty for not at all.
    :returns: whether it was sent at once.
    :raises Refused: ``no_meeting`` or ``no_seat``
    """
    # The meeting does not close in between.
    row = store.locked(session, meeting_id)
    seat = seat_in(session, meeting_id, token)
    if row.status == "closed":
        return bool(address) and send(session, meeting_id, address, who)
    seat.summary_to = addresses.sealed(address) if address else None
    return False


def wanted_at(seat: SeatRow) -> str:
    """The address to which the summary goes at the close; empty if it goes to none."""
    return addresses.opened(seat.summary_to) if seat.summary_to else ""


def send(session: Session, meeting_id: str, address: str, who: Reader) -> bool:
    """Post the summary of a closed meeting, as `who` may read it. Returns False if this address had it before."""
    entry = session.scalars(select(Entry).where(Entry.meeting_id == meeting_id)).one()
    return _post(session, meeting_id, address, summary_for(session, entry, who))


def on_entry_finished(_sender: None, *, session: Session, state: Meeting, entry_id: str) -> None:
    """Post the summary to all who want it, and forget their addresses, in the transaction of the close."""
    wanted = _addresses(session, state.id) if Letter.is_configured() else {}
    if wanted:
        summary = load(session.get_one(Entry, entry_id).summary or {})
        for address in wanted.values():
            _post(session, state.id, address, summary)
    session.execute(update(SeatRow).where(SeatRow.meeting_id == state.id).values(summary_to=None))


def _addresses(session: Session, meeting_id: str) -> Mapping[str, str]:
    """Where the summary goes: once to each address, by its key."""
    wants = or_(SeatRow.summary_to.is_not(None), Account.mails_summary)
    found = select(SeatRow.summary_to, Account.email).outerjoin(Account, Account.id == SeatRow.account_id)
    is_active = or_(SeatRow.account_id.is_(None), Account.deactivated_at.is_(None))
    found = found.where(SeatRow.meeting_id == meeting_id, SeatRow.removed_at.is_(None), is_active, wants)
    chosen = (addresses.opened(kept) if kept else email for kept, email in session.execute(found))
    return {addresses.key_of(address): address for address in chosen if address}


def _post(session: Session, meeting_id: str, address: str, summary: Summary) -> bool:
    url = web.external_url(f"/meetings/{meeting_id}/summary")
    letter = letters.summary(address, render_text(summary), url)
    return outbox.post(session, letter, key=f"summary:{meeting_id}:{addresses.key_of(address)}")
