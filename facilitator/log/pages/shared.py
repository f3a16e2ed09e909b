"""A summary that somebody shared by a link: to read and to take along, without an account."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from sqlalchemy.orm import Session

from facilitator import database
from facilitator.log.entry.reader import NOBODY
from facilitator.log.entry.summary_links import link_with
from facilitator.log.entry.tables import Entry, SummaryLink
from facilitator.log.entry.view import EntryView, as_shared, view_for
from facilitator.log.pages.entries import entry_body
from facilitator.log.pages.summary_files import ENDINGS, exported_files, file_response
from facilitator.summary import html, words
from facilitator.web import audience, hide_from_search

blueprint = Blueprint("shared", __name__)


@blueprint.get("/shared/<token>")
@audience("everyone")
def page(token: str) -> str:
    with database.read() as session:
        link, found = _view(session, token)
    exports = html.Exports(exported_files(found.summary, ".file", token=token))
    body = entry_body(found, exports, links=False)
    return render_template("summary/shared.html", link=link, title=words.title(found.summary), body=body)


@blueprint.get(f"/shared/<token>/summary.<{ENDINGS}:ending>")
@audience("everyone")
def file(token: str, ending: str) -> Response:
    with database.read() as session:
        _, found = _view(session, token)
    return file_response(found.summary, ending)


def _view(session: Session, token: str) -> tuple[SummaryLink, EntryView]:
    """The link, and the entry as whoever has it may see it."""
    link = link_with(session, token)
    entry = session.get_one(Entry, link.entry_id)
    return link, view_for(session, as_shared(entry, link.names), NOBODY)


blueprint.after_request(hide_from_search)
