"""A summary that somebody shared by a link: to read and to take along, without an account."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from facilitator import database
from facilitator.log.pages.summary_files import ENDINGS, exported_files, file_response
from facilitator.log.revisions.summary_links import summary_behind
from facilitator.summary import html, words
from facilitator.web import audience

blueprint = Blueprint("shared", __name__)


@blueprint.get("/shared/<token>")
@audience("everyone")
def page(token: str) -> str:
    with database.read() as session:
        link, summary = summary_behind(session, token)
    exports = html.Exports(exported_files(summary, ".file", token=token))
    body = html.html_body(summary, exports=exports, links=False)
    return render_template("summary/shared.html", link=link, title=words.title(summary), body=body)


@blueprint.get(f"/shared/<token>/summary.<{ENDINGS}:ending>")
@audience("everyone")
def file(token: str, ending: str) -> Response:
    with database.read() as session:
        _, summary = summary_behind(session, token)
    return file_response(summary, ending)


@blueprint.after_request
def hide_from_search(response: Response) -> Response:
    """Tell search engines to keep neither the page nor its files, wherever they found the link."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
