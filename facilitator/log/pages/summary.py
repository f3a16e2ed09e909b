"""A summary: the page of a meeting's, and the files of a meeting's or an entry's to take along."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import clock, database
from facilitator.accounts.access import current_account
from facilitator.forms import Form
from facilitator.log.entry.access import entry_for, is_member, leads_meeting, may_edit, may_share, meeting_for
from facilitator.log.entry.reader import Reader, current_reader
from facilitator.log.entry.tables import Entry
from facilitator.log.entry.view import followed_by, follows, summary_for
from facilitator.log.pages.summary_files import ENDINGS, exported_files, exports_of, file_response
from facilitator.meeting.ledger import settle
from facilitator.outbox import Letter
from facilitator.refused import Refused
from facilitator.room.store import read_state
from facilitator.room.tables import MeetingRow
from facilitator.summary import html
from facilitator.summary.build import build_summary
from facilitator.summary.model import Summary
from facilitator.web import audience

blueprint = Blueprint("summary", __name__)


@blueprint.get("/meetings/<meeting_id>/summary")
@audience("reader")
def page(meeting_id: str) -> str:
    """The page of the summary. Before the close, it says so, and shows what is there so far to who leads."""
    return page_of(meeting_id)


def page_of(meeting_id: str, form: Form | None = None) -> str:
    """The page of the summary.

    :param form: the form for the summary by e-mail, as it was sent
    :raises Refused: ``no_meeting`` or ``no_seat``
    """
    who = current_reader()
    with database.read() as session:
        row = meeting_for(session, meeting_id, who)
        entry = _entry_of(session, meeting_id)
        if entry is None:
            so_far = _so_far(session, row) if _may_see_so_far(session, row, who) else None
            return _not_yet(row, so_far)
        summary = summary_for(session, entry, who)
        editor = may_edit(session, entry, who)
        may_mail = Letter.is_configured() and is_member(session, entry, who)
        before, after = follows(session, entry.id, who), followed_by(session, entry.id, who)
        files, share = _files(meeting_id, summary), may_share(session, entry, who)
    return render_template(
        "summary/page.html",
        entry=entry,
        summary=summary,
        body=html.html_body(summary, exports=exports_of(entry, files, share=share, edit=editor)),
        editor=editor,
        may_mail=may_mail,
        form=form or _own_address(),
        follows=before,
        followed_by=after,
        room_words={
            "columns": {column.id: column.title for column in summary.columns},
            "themes": {theme.id: theme.name for theme in summary.themes},
        },
    )


def _not_yet(row: MeetingRow, so_far: Summary | None) -> str:
    body = html.html_body(so_far, exports=html.Exports(_files(row.id, so_far))) if so_far else None
    return render_template("summary/not_yet.html", meeting=row, sentence=not_closed(row), body=body)


def _own_address() -> Form:
    account = current_account()
    return Form(values={"email": account.email if account else ""})


def require_was_there(session: Session, meeting_id: str, who: Reader) -> Entry:
    """The entry of a closed meeting, for those who were in it.

    :raises Refused: ``no_seat``, or ``not_closed``
    """
    entry = _entry_of(session, meeting_id)
    if entry is None:
        raise Refused("not_closed", not_closed(meeting_for(session, meeting_id, who)), 409)
    if not is_member(session, entry, who):
        raise Refused("no_seat", "The summary goes by e-mail to those who were in the meeting.", 403)
    return entry


def _files(meeting_id: str, summary: Summary) -> dict[str, html.ExportedFile]:
    return exported_files(summary, "summary.meeting_file", meeting_id=meeting_id)


@blueprint.get(f"/meetings/<meeting_id>/summary.<{ENDINGS}:ending>")
@audience("reader")
def meeting_file(meeting_id: str, ending: str) -> Response:
    """A meeting's summary as a file in one of its formats."""
    return file_response(meeting_summary(meeting_id, current_reader()), ending)


@blueprint.get(f"/log/<entry_id>/summary.<{ENDINGS}:ending>")
@audience("reader")
def entry_file(entry_id: str, ending: str) -> Response:
    """An entry's summary as a file in one of its formats."""
    return file_response(entry_summary(entry_id, current_reader()), ending)


def entry_summary(entry_id: str, who: Reader) -> Summary:
    """The summary of an entry, as `who` may read it.

    :raises Refused: ``no_entry``
    """
    with database.read() as session:
        return summary_for(session, entry_for(session, entry_id, who), who)


def meeting_summary(meeting_id: str, who: Reader) -> Summary:
    """The summary of a meeting, if `who` may read it. Before the close, that is who leads the meeting.

    :raises Refused: ``no_meeting``, ``no_seat`` or ``not_closed``
    """
    with database.read() as session:
        row = meeting_for(session, meeting_id, who)
        if entry := _entry_of(session, meeting_id):
            return summary_for(session, entry, who)
        if _may_see_so_far(session, row, who):
            return _so_far(session, row)
        raise Refused("not_closed", not_closed(row), 409)


def _entry_of(session: Session, meeting_id: str) -> Entry | None:
    return session.scalar(select(Entry).where(Entry.meeting_id == meeting_id))


def _may_see_so_far(session: Session, row: MeetingRow, who: Reader) -> bool:
    return row.status != "draft" and leads_meeting(session, row.id, who)


def _so_far(session: Session, row: MeetingRow) -> Summary:
    """What a running meeting would leave behind if it closed now. Cards that are hidden are not in it."""
    return build_summary(settle(read_state(session, row.id), clock.now()))


def not_closed(row: MeetingRow) -> str:
    """Why there is no summary yet, in a sentence."""
    if row.status == "draft":
        return "This meeting has not begun yet. Its summary will be here when it is closed."
    return "This meeting is still running. Its summary will be here when it is closed."
