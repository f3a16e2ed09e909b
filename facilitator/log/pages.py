"""The log: its list and the page of each entry."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from facilitator import database
from facilitator.accounts.access import current_account
from facilitator.errors import Refused
from facilitator.log import listing
from facilitator.log.access import Reader, entry_for
from facilitator.log.search.find import find
from facilitator.log.search.query import Query
from facilitator.log.tables import Entry
from facilitator.summary import html, words
from facilitator.summary.model import Summary, load
from facilitator.web import audience

blueprint = Blueprint("log", __name__)


@blueprint.get("/log")
@audience("account")
def index() -> str:
    """The entries that this account may see, or those among them that are looked for."""
    query = Query.read(request.args)
    with database.read() as session:
        results = find(session, reader(), query)
    return render_template(
        "log/index.html",
        query=query,
        results=results,
        groups=listing.groups(query, results.facets),
        summed_up=listing.summed_up(query, results),
        words=words,
    )


@blueprint.get("/log/<entry_id>")
@audience("seat")
def entry(entry_id: str) -> str:
    """One entry, for its author, for those who were there, and for all once it is shared."""
    with database.read() as session:
        found = entry_for(session, entry_id, reader())
    summary = summary_of(found)
    return render_template("log/entry.html", entry=found, summary=summary, body=html.body(summary))


def reader() -> Reader:
    """Who is asking, by their sign-in and their seat cookies."""
    account = current_account()
    seats = {
        name.removeprefix("seat_"): token
        for name, token in request.cookies.items()
        if name.startswith("seat_")
    }
    return Reader(account.id if account else None, seats)


def summary_of(found: Entry) -> Summary:
    """The summary that a meeting's entry keeps.

    :raises Refused: ``no_summary`` when no meeting left the entry.
    """
    if found.summary is None:
        raise Refused("no_summary", "This entry was written alone: there is no summary of a meeting.", 404)
    return load(found.summary)
