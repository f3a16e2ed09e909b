"""The API of the log: reading the entries that the token's account may see, and writing new ones."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for

from facilitator import clock, database, web
from facilitator.accounts import access
from facilitator.api.schemas import EntriesQuery
from facilitator.log.entry import content as contents
from facilitator.log.entry.access import entry_for
from facilitator.log.entry.content import Content
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.schemas import OwnContentSchema
from facilitator.log.entry.tables import Entry
from facilitator.log.entry.view import EntryView, view_for
from facilitator.log.revisions import store
from facilitator.log.search.find import find
from facilitator.log.search.query import Query
from facilitator.log.search.results import ListedEntry
from facilitator.web import audience, body_limit

blueprint = Blueprint("api_entries", __name__, url_prefix="/api/v1")
web.csrf.exempt(blueprint)

BODY_BYTES = 1024 * 1024
"""The limit for a request's body: 200 KB of text, which JSON escapes may make longer."""


@blueprint.get("/entries")
@audience("token")
def entries() -> Response:
    who = _reader()
    query = Query.read(EntriesQuery().load(request.args.to_dict()))
    with database.snapshot() as session:
        page = find(session, who, query)
    lines = [_line(row.entry) for row in page.rows]
    found = {"entries": lines, "total": page.total, "more": page.facets.more}
    return jsonify(found | ({"older": page.older} if page.older else {}))


@blueprint.post("/entries")
@audience("writing token")
@body_limit(BODY_BYTES)
def create_entry() -> tuple[Response, int]:
    who = _reader()
    content: Content = OwnContentSchema().load(web.json_body())
    now = clock.now()
    with database.session() as session:
        entry = store.new_entry(who.account_id, now)
        store.save(session, entry, content, now)
    return jsonify(id=entry.id, url=_url(entry)), 201


@blueprint.get("/entries/<entry_id>")
@audience("token")
def one_entry(entry_id: str) -> Response:
    who = _reader()
    with database.read() as session:
        return jsonify(_whole(view_for(session, entry_for(session, entry_id, who), who)))


def _reader() -> Reader:
    return Reader(access.token_account().id, {})


def _url(entry: Entry | ListedEntry) -> str:
    return web.external_url(url_for("log.entry", entry_id=entry.id))


def _line(entry: Entry | ListedEntry) -> dict[str, Any]:
    """The data of an entry in lists. ``meeting`` is left out if the entry is not from a meeting held here."""
    meeting = {"meeting": entry.meeting_id} if entry.meeting_id else {}
    return meeting | {
        "id": entry.id,
        "url": _url(entry),
        "title": entry.title,
        "date": entry.date.isoformat(),
        "category": entry.category,
        "tags": list(entry.tags),
        "learned": list(entry.learned),
        "outcome": entry.outcome or "",
        "visibility": entry.visibility,
        "draft": entry.draft,
        "version": entry.version,
        "created_at": entry.created_at,
        "updated_at": entry.updated_at,
    }


def _whole(shown: EntryView) -> dict[str, Any]:
    author = {"author": shown.author} if shown.author else {}
    links = {
        "builds_on": [each.id for each in shown.builds_on],
        "used_in": [each.id for each in shown.used_in],
    }
    return _line(shown.entry) | contents.dump(shown.content) | author | links
