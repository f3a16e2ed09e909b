"""The API of the log: finding, reading and exporting entries, and looking for earlier ones that fit a text."""

from __future__ import annotations

from typing import Any

from flask import Response

from facilitator import database
from facilitator.api import entry_shapes as shapes
from facilitator.api.blueprint import blueprint
from facilitator.api.entry_answers import (
    EntriesSchema,
    EntrySchema,
    OffersSchema,
    RevisionsSchema,
    TagsSchema,
)
from facilitator.api.entry_schemas import EntriesQuery, RecallSchema, RevisionsQuery, TagsQuery
from facilitator.api.entry_shapes import program_reader
from facilitator.api.operations import operation
from facilitator.api.paging import page
from facilitator.api.summary_schemas import FILES, FormatQuery
from facilitator.log.entry.access import entry_for, entry_for_member
from facilitator.log.pages.recall import MOST_BYTES, told_offers
from facilitator.log.pages.summary import entry_summary
from facilitator.log.pages.summary_files import file_response
from facilitator.log.revisions import history
from facilitator.log.search.find import find
from facilitator.log.search.query import Query
from facilitator.log.search.tags import suggested_tags
from facilitator.web import audience, body_limit


@blueprint.get("/entries")
@audience("token")
@operation(
    "The entries that the account may read, searched and filtered",
    query=EntriesQuery,
    gives=EntriesSchema,
    paged=True,
)
def list_entries(query: dict[str, str]) -> Response:
    asked = Query.read(query)
    with database.snapshot() as session:
        results = find(session, program_reader(), asked)
    found = {
        "entries": [shapes.line(row.entry) for row in results.rows],
        "total": results.total,
        "more": results.facets.more,
    }
    return page(found | ({"older": results.older} if results.older else {}), results.older)


@blueprint.get("/entries/<entry_id>")
@audience("token")
@operation("One entry, whole", gives=EntrySchema, tagged=True)
def read_entry(entry_id: str) -> dict[str, Any]:
    who = program_reader()
    with database.read() as session:
        return shapes.whole(session, entry_for(session, entry_id, who), who)


@blueprint.get("/entries/<entry_id>/export")
@audience("token")
@operation(
    "An entry as it is now, in one of the formats of summaries",
    query=FormatQuery,
    files=FILES,
)
def export_entry(entry_id: str, query: dict[str, str]) -> Response:
    return file_response(entry_summary(entry_id, program_reader()), query["format"])


@blueprint.get("/entries/<entry_id>/revisions")
@audience("token")
@operation(
    "What was done with an entry, the newest first",
    about="For its author and those who were in its meeting.",
    query=RevisionsQuery,
    gives=RevisionsSchema,
    paged=True,
)
def list_revisions(entry_id: str, query: dict[str, str]) -> Response:
    with database.read() as session:
        entry = entry_for_member(session, entry_id, program_reader())
        _, rows, after = history.revisions_of(session, entry, query["after"])
    return page({"revisions": [shapes.revision(row, by) for row, by in rows]}, after)


@blueprint.post("/recall")
@audience("token")
@body_limit(MOST_BYTES)
@operation(
    "Earlier entries that have the subject of a text",
    about="The text is in the body, because addresses get into logs.",
    sent=RecallSchema,
    gives=OffersSchema,
)
def recall(sent: dict[str, Any]) -> dict[str, Any]:
    return told_offers(program_reader(), **sent)


@blueprint.get("/tags")
@audience("token")
@operation(
    "Tags of entries that the account may read, the most used first", query=TagsQuery, gives=TagsSchema
)
def list_tags(query: dict[str, str]) -> dict[str, Any]:
    with database.read() as session:
        return {"tags": suggested_tags(session, program_reader(), query["q"])}
