"""A meeting's summary: the page after the close, and the files to download."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from sqlalchemy import select

from facilitator import database
from facilitator.log.entry.access import may_edit, meeting_for
from facilitator.log.entry.reader import Reader, current_reader
from facilitator.log.entry.tables import Entry
from facilitator.log.entry.view import summary_for
from facilitator.refused import Refused
from facilitator.room.tables import MeetingRow
from facilitator.summary import html, words
from facilitator.summary.formats import FORMATS
from facilitator.summary.model import Summary
from facilitator.web import audience

blueprint = Blueprint("summary", __name__)


@blueprint.get("/meetings/<meeting_id>/summary")
@audience("reader")
def page(meeting_id: str) -> str:
    """The page of the summary, or a page that says that the meeting has not closed yet."""
    who = current_reader()
    with database.read() as session:
        row = meeting_for(session, meeting_id, who)
        entry = session.scalar(select(Entry).where(Entry.meeting_id == meeting_id))
        if entry is None:
            return render_template("summary/not_yet.html", meeting=row, sentence=not_closed(row))
        summary = summary_for(session, entry, who)
        editor = may_edit(session, entry, who)
    return render_template(
        "summary/page.html",
        entry=entry,
        summary=summary,
        body=html.html_body(summary),
        editor=editor,
        room_words={"columns": words.COLUMNS, "themes": {theme.id: theme.name for theme in summary.themes}},
    )


@blueprint.get(f"/meetings/<meeting_id>/summary.<any({', '.join(FORMATS)}):ending>")
@audience("reader")
def file(meeting_id: str, ending: str) -> Response:
    """The summary as a file in one of its formats."""
    chosen = FORMATS[ending]
    text = chosen.render(closed_summary(meeting_id, current_reader()))
    return Response(text, content_type=f"{chosen.mimetype}; charset=utf-8")


def closed_summary(meeting_id: str, who: Reader) -> Summary:
    """The summary of a closed meeting, if `who` may read it.

    :raises Refused: ``no_meeting``, ``no_seat`` or ``not_closed``
    """
    with database.read() as session:
        row = meeting_for(session, meeting_id, who)
        entry = session.scalar(select(Entry).where(Entry.meeting_id == meeting_id))
        if entry is None:
            raise Refused("not_closed", not_closed(row), 409)
        return summary_for(session, entry, who)


def not_closed(row: MeetingRow) -> str:
    """Why there is no summary yet, in a sentence."""
    if row.status == "draft":
        return "This meeting has not begun yet. Its summary will be here when it is closed."
    return "This meeting is still running. Its summary will be here when it is closed."
