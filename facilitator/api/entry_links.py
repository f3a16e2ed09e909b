"""The API of the links that show an entry's summary to people without an account."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from facilitator import database, web
from facilitator.api.blueprint import blueprint
from facilitator.api.entry_answers import SummaryLinkSchema, SummaryLinksSchema
from facilitator.api.entry_schemas import NewSummaryLinkSchema
from facilitator.api.entry_shapes import program_reader
from facilitator.api.operations import operation
from facilitator.log.entry.access import entry_to_share
from facilitator.log.entry.summary_links import open_links, token_of
from facilitator.log.entry.tables import SummaryLink
from facilitator.log.revisions import summary_links
from facilitator.web import audience


@blueprint.get("/entries/<entry_id>/links")
@audience("writing token")
@operation(
    "The links that show an entry's summary without an account",
    about="Whoever has a link can read the summary, so reading them takes a token that may write.",
    gives=SummaryLinksSchema,
    refuses=(403,),
)
def entry_links(entry_id: str) -> dict[str, Any]:
    with database.session() as session:
        entry = entry_to_share(session, entry_id, program_reader())
        return {"links": [_shape(link) for link in open_links(session, entry.id)]}


@blueprint.post("/entries/<entry_id>/links")
@audience("writing token")
@operation(
    "Make a link that shows an entry's summary without an account",
    about="It works until its day, until it is ended, or until the entry is taken back.",
    sent=NewSummaryLinkSchema,
    gives=SummaryLinkSchema,
    status=201,
    once=True,
    noted="summary_link_made",
    refuses=(403, 409),
)
def make_entry_link(entry_id: str, session: Session, sent: dict[str, Any]) -> dict[str, Any]:
    who = program_reader()
    entry = entry_to_share(session, entry_id, who)
    link = summary_links.make(session, entry, sent["names"], sent["agreed"], sent["days"], by=who.account_id)
    return _shape(link)


@blueprint.delete("/entries/<entry_id>/links/<link_id>")
@audience("writing token")
@operation("End a link to an entry's summary", status=204, noted="summary_link_ended", refuses=(403,))
def end_entry_link(entry_id: str, link_id: str) -> None:
    who = program_reader()
    with database.session() as session:
        entry = entry_to_share(session, entry_id, who)
        summary_links.end(session, entry, link_id, by=who.account_id)


def _shape(link: SummaryLink) -> dict[str, Any]:
    return {
        "id": link.id,
        "url": web.external_url(url_for("shared.page", token=token_of(link.id))),
        "names": link.names,
        "agreed": link.agreed,
        "created_at": link.created_at,
        "expires_at": link.expires_at,
    }
