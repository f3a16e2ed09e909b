"""The API of templates: what meetings can begin with, and looking after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from facilitator import clock, database, web
from facilitator.accounts import access
from facilitator.api import etags
from facilitator.api.blueprint import blueprint
from facilitator.api.operations import operation
from facilitator.api.template_schemas import TemplateChangeSchema, TemplateSchema, TemplatesSchema
from facilitator.room import templates
from facilitator.room.plan import LENGTHS
from facilitator.room.tables import TemplateRow
from facilitator.room.templates import NewTemplateSchema
from facilitator.web import audience


@blueprint.get("/templates")
@audience("token")
@operation(
    "The templates that a meeting can begin with, by their names",
    about="Send the `id` of one as `from_template` when you prepare a meeting.",
    gives=TemplatesSchema,
)
def list_templates() -> dict[str, Any]:
    with database.read() as session:
        return {"templates": [_told(row) for row in templates.all_of(session)]}


@blueprint.get("/templates/<template_id>")
@audience("token")
@operation("One template", gives=TemplateSchema, tagged=True)
def read_template(template_id: str) -> dict[str, Any]:
    with database.read() as session:
        return _told(templates.template_at(session, template_id))


@blueprint.post("/templates")
@audience("writing token")
@operation(
    "Make a template, with which everybody who has an account can begin a meeting",
    about="What is left out is as in any meeting: an hour with the usual agenda, columns and ground rules.",
    sent=NewTemplateSchema,
    gives=TemplateSchema,
    status=201,
    once=True,
    refuses=(409,),
)
def create_template(session: Session, sent: dict[str, Any]) -> dict[str, Any]:
    return _told(templates.make(session, access.token_account(), sent, clock.now()))


@blueprint.patch("/templates/<template_id>")
@audience("writing token")
@operation(
    "Change a template",
    about="For whoever made it, and admins. What is left out stays as it is; meetings that began with it do, too.",
    sent=TemplateChangeSchema,
    gives=TemplateSchema,
    tagged=True,
    refuses=(409,),
)
def change_template(template_id: str, sent: dict[str, Any]) -> dict[str, Any]:
    with database.session() as session:
        row = templates.template_to_change(session, template_id, access.token_account())
        etags.require_match(_told(row))
        templates.change(session, row, NewTemplateSchema().load(_kept(row, sent) | sent))
        return _told(row)


@blueprint.delete("/templates/<template_id>")
@audience("writing token")
@operation(
    "Take a template away",
    about="For whoever made it, and admins. Meetings that began with it stay as they are.",
    tagged=True,
    status=204,
)
def remove_template(template_id: str) -> None:
    with database.session() as session:
        row = templates.template_to_change(session, template_id, access.token_account())
        etags.require_match(_told(row))
        session.delete(row)


def _kept(row: TemplateRow, sent: Mapping[str, Any]) -> dict[str, Any]:
    """What stays of a template unless it was sent. A length that was sent is that of another agenda."""
    gone = {"agenda"} if LENGTHS & sent.keys() else set()
    return {name: value for name, value in templates.in_full(row).items() if name not in gone}


def _told(row: TemplateRow) -> dict[str, Any]:
    page = url_for("room_pages.template", template_id=row.id)
    return {"id": row.id, "url": web.external_url(page), **templates.in_full(row)}
