"""The list of the log, and the page of each entry."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request
from markupsafe import Markup

from facilitator import database
from facilitator.characters import tidy
from facilitator.log.entry import content
from facilitator.log.entry.access import entry_for
from facilitator.log.entry.reader import current_reader
from facilitator.log.entry.view import EntryView, view_for
from facilitator.log.pages import filters
from facilitator.log.pages.summary_files import exported_files, exports_of, readers_of
from facilitator.log.recall.same_subject import same_subject
from facilitator.log.search.find import find
from facilitator.log.search.newest import MOST_COUNTED
from facilitator.log.search.query import Query
from facilitator.log.search.tags import suggested_tags
from facilitator.summary import html, words
from facilitator.web import audience

blueprint = Blueprint("log", __name__)


@blueprint.get("/log")
@audience("account")
def index() -> str:
    """The entries that this account may see and that match the search, if there is one."""
    query = Query.read(request.args)
    with database.snapshot() as session:
        results = find(session, current_reader(), query)
    same = same_subject(current_reader(), query, results)
    groups = filters.filter_groups(query, results.facets)
    return render_template(
        "log/index.html",
        query=query,
        results=results,
        same=same,
        same_ids=[row.entry.id for row in same],
        groups=groups,
        chosen=filters.active_filters(groups),
        summed_up=filters.result_summary(query, results),
        most_counted=MOST_COUNTED,
        unfiltered=filters.unfiltered_summary(query, results),
        words=words,
    )


@blueprint.get("/log/tags")
@audience("account")
def tags() -> Response:
    """Tags with a word that begins with ``?q=``, as suggestions for a form."""
    begun = tidy(request.args.get("q", ""))[: content.LONGEST["tag"]]
    with database.read() as session:
        return jsonify(tags=suggested_tags(session, current_reader(), begun))


@blueprint.get("/log/<entry_id>")
@audience("reader")
def entry(entry_id: str) -> str:
    """The page of one entry, for everybody who may read it."""
    who = current_reader()
    with database.read() as session:
        found = view_for(session, entry_for(session, entry_id, who), who)
    body, readers = entry_body(found, _exports(found)), readers_of(found.entry)
    return render_template("log/entry.html", view=found, body=body, words=words, readers=readers)


def entry_body(
    found: EntryView,
    exports: html.Exports | None = None,
    *,
    links: bool = True,
    unfolded: bool = False,
) -> Markup:
    """The HTML of the entry without the page around it: on its page, in the preview of sharing, and for a link.

    :param exports: what is needed to take it along, if it is to have buttons for that.
    :param links: whether it has links into the log.
    :param unfolded: whether all that is folded at first is open.
    """
    before, after = (
        Markup(render_template(f"log/{name}.html", view=found, words=words))  # noqa: S704
        for name in ("no_longer_true", "extras")
    )
    ticks = found.content.actions if found.is_member else ()
    body = html.html_body(
        found.summary, exports=exports, links=links, ticks=ticks, doubt=False, unfolded=unfolded
    )
    return before + body + after


def _exports(found: EntryView) -> html.Exports:
    files = exported_files(found.summary, "summary.entry_file", entry_id=found.entry.id)
    finished = not found.entry.draft
    return exports_of(
        found.entry, files, share=found.can_share and finished, edit=found.can_edit and finished
    )
