"""The API of the log: writing, revising, sharing, reviewing and deleting entries."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from facilitator import clock, database
from facilitator.accounts import access
from facilitator.api import entry_shapes as shapes
from facilitator.api import etags
from facilitator.api.blueprint import blueprint
from facilitator.api.entry_answers import EntryMadeSchema, EntrySchema
from facilitator.api.entry_schemas import (
    EntryChangeSchema,
    NewDraftSchema,
    NewEntrySchema,
    ReviewSchema,
    SharingSchema,
)
from facilitator.api.entry_shapes import program_reader
from facilitator.api.operations import operation
from facilitator.log.entry import content as contents
from facilitator.log.entry import links
from facilitator.log.entry.access import entry_for_member, entry_to_edit, entry_to_share
from facilitator.log.entry.content import Content
from facilitator.log.entry.rows import content_of
from facilitator.log.entry.schemas import schema_for
from facilitator.log.entry.tables import Entry
from facilitator.log.revisions import history, reviewing, sharing, store, writing
from facilitator.web import audience, body_limit

BODY_BYTES = 1024 * 1024
"""The limit for a request's body: 200 KB of text, which JSON escapes may make longer."""


@blueprint.post("/entries")
@audience("writing token")
@body_limit(BODY_BYTES)
@operation(
    "Write an entry, which only the account itself can read until it shares it",
    about="All texts together may have 200 KB.",
    sent=NewEntrySchema,
    gives=EntryMadeSchema,
    status=201,
    once=True,
)
def create_entry(session: Session, sent: dict[str, Any]) -> dict[str, Any]:
    return _written(session, sent["content"], sent["builds_on"], as_draft=False)


@blueprint.post("/drafts")
@audience("writing token")
@body_limit(BODY_BYTES)
@operation(
    "Begin an entry, which nobody else can read until it is finished and shared",
    about="Nothing has to be there yet. A change with `finished` finishes it.",
    sent=NewDraftSchema,
    gives=EntryMadeSchema,
    status=201,
    once=True,
)
def create_draft(session: Session, sent: dict[str, Any]) -> dict[str, Any]:
    return _written(session, sent["content"], sent["builds_on"], as_draft=True)


@blueprint.patch("/entries/<entry_id>")
@audience("writing token")
@body_limit(BODY_BYTES)
@operation(
    "Change an entry; what it said until then stays among its revisions",
    about="What is left out stays as it is. Actions keep their state by their `id`.",
    sent=EntryChangeSchema,
    gives=EntrySchema,
    tagged=True,
    refuses=(403,),
)
def change_entry(entry_id: str, sent: dict[str, Any]) -> dict[str, Any]:
    who = program_reader()
    with database.session() as session:
        entry = entry_to_edit(session, entry_id, who)
        etags.require_match(shapes.whole(session, entry, who))
        used, finished = sent.pop("builds_on", None), sent.pop("finished", False)
        as_draft = entry.draft and not finished
        schema = schema_for(draft=as_draft, group=entry.meeting_id is not None)
        content = schema.load({**contents.dump(content_of(session, entry)), **sent})
        writing.write(session, entry, content, clock.now(), by=who.account_id, as_draft=as_draft)
        _keep_used(session, entry, used)
        return shapes.whole(session, entry, who)


@blueprint.delete("/entries/<entry_id>")
@audience("writing token")
@operation("Delete an entry, and with it the meeting that left it", tagged=True, status=204, refuses=(403,))
def remove_entry(entry_id: str) -> None:
    who = program_reader()
    writing.delete(
        entry_id, who, lambda session, entry: etags.require_match(shapes.whole(session, entry, who))
    )


@blueprint.put("/entries/<entry_id>/sharing")
@audience("writing token")
@operation(
    "Share an entry with everyone who has an account here",
    sent=SharingSchema,
    gives=EntrySchema,
    tagged=True,
    noted="entry_shared",
    refuses=(403, 409),
)
def share_entry(entry_id: str, sent: dict[str, str]) -> dict[str, Any]:
    who = program_reader()
    with database.session() as session:
        entry = entry_to_share(session, entry_id, who)
        etags.require_match(shapes.whole(session, entry, who))
        sharing.share(session, entry, sent["names"], sent["agreed"], by=who.account_id)
        return shapes.whole(session, entry, who)


@blueprint.delete("/entries/<entry_id>/sharing")
@audience("writing token")
@operation(
    "Take an entry back: only those who were there read it from now on",
    gives=EntrySchema,
    tagged=True,
    noted="entry_taken_back",
    refuses=(403,),
)
def take_entry_back(entry_id: str) -> dict[str, Any]:
    who = program_reader()
    with database.session() as session:
        entry = entry_to_edit(session, entry_id, who)
        etags.require_match(shapes.whole(session, entry, who))
        sharing.take_back(session, entry, by=who.account_id)
        return shapes.whole(session, entry, who)


@blueprint.post("/entries/<entry_id>/review")
@audience("writing token")
@operation(
    "Say whether an entry is still true",
    about="Who finds that it is true in other words changes it instead.",
    sent=ReviewSchema,
    gives=EntrySchema,
    tagged=True,
    refuses=(409,),
)
def review_entry(entry_id: str, sent: dict[str, str]) -> dict[str, Any]:
    who = program_reader()
    with database.session() as session:
        entry = entry_for_member(session, entry_id, who)
        etags.require_match(shapes.whole(session, entry, who))
        reviewing.review(session, entry, sent["answer"], by=access.token_account().id)
        return shapes.whole(session, entry, who)


@blueprint.post("/entries/<entry_id>/revisions/<revision_id>/restore")
@audience("writing token")
@operation(
    "Let an entry say again what it said before a revision",
    gives=EntrySchema,
    tagged=True,
    refuses=(403,),
)
def restore_entry(entry_id: str, revision_id: str) -> dict[str, Any]:
    who = program_reader()
    with database.session() as session:
        entry = entry_to_edit(session, entry_id, who)
        etags.require_match(shapes.whole(session, entry, who))
        history.restore(session, entry, revision_id, by=who.account_id)
        return shapes.whole(session, entry, who)


def _written(session: Session, content: Content, used: list[str] | None, *, as_draft: bool) -> dict[str, Any]:
    who, now = program_reader(), clock.now()
    entry = store.new_entry(who.account_id, now)
    writing.write(session, entry, content, now, by=who.account_id, as_draft=as_draft)
    _keep_used(session, entry, used)
    return shapes.made(entry)


def _keep_used(session: Session, entry: Entry, used: list[str] | None) -> None:
    """Link the entry to earlier ones; nothing changes when the request says nothing of them."""
    if used is not None:
        links.keep_for_entry(session, entry.id, used, program_reader(), clock.now())
