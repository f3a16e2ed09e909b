"""The API of actions: following up on steps and experiments."""

from __future__ import annotations

from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from facilitator import clock, database
from facilitator.accounts import access
from facilitator.actions import ending, following, listing, planning
from facilitator.actions.ending import End
from facilitator.actions.schemas import ActionChangeSchema
from facilitator.api import etags
from facilitator.api.action_schemas import ActionsQuery, ActionsSchema, FollowedActionSchema
from facilitator.api.blueprint import blueprint
from facilitator.api.entry_shapes import program_reader
from facilitator.api.operations import operation
from facilitator.api.paging import cut, page, place_in
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.reader import Reader
from facilitator.web import audience


@blueprint.get("/actions")
@audience("token")
@operation(
    "The actions of entries that the account may read, those written last first",
    query=ActionsQuery,
    gives=ActionsSchema,
    paged=True,
)
def list_actions(query: dict[str, str]) -> Response:
    account, place = access.token_account(), place_in(query["after"])
    with database.read() as session:
        rows = listing.page_of_actions(
            session, account, state=query["state"], mine=query["mine"] == "yes", place=place
        )
    shown, after = cut(rows, listing.PAGE)
    return page({"actions": [_told(row) for row in shown]}, after)


@blueprint.get("/actions/<action_id>")
@audience("token")
@operation("One action", gives=FollowedActionSchema, tagged=True)
def read_action(action_id: str) -> dict[str, Any]:
    with database.read() as session:
        return _found(session, action_id)


@blueprint.patch("/actions/<action_id>")
@audience("writing token")
@operation(
    "Say what became of an action, or change its plan",
    about="For those who wrote the entry or were in its meeting, and for whom the action belongs to. What it "
    "says is changed with its entry.",
    sent=ActionChangeSchema,
    gives=FollowedActionSchema,
    tagged=True,
    refuses=(409,),
)
def change_action(action_id: str, sent: dict[str, Any]) -> dict[str, Any]:
    who = program_reader()
    with database.session() as session:
        following.action_to_end(session, action_id, who)
        etags.require_match(_found(session, action_id))
        _change(session, action_id, sent, who)
        session.flush()
        return _found(session, action_id)


def _change(session: Session, action_id: str, sent: dict[str, Any], who: Reader) -> None:
    """Open it, change its plan, then end it: what has ended is planned no more."""
    now, why, came_of = clock.now(), sent.get("why", ""), sent.get("came_of", "")
    if sent.get("state") == OPEN:
        ending.end(session, action_id, End(OPEN), who, now)
    if "due" in sent:
        planning.move(session, action_id, sent["due"], why, who, now)
    if "owner" in sent:
        planning.hand_on(session, action_id, sent["owner"], why, who, now)
    if "support" in sent:
        planning.ask_for_support(session, action_id, sent["support"], who, now)
    if "ticket" in sent:
        planning.link_ticket(session, action_id, sent["ticket"], who, now)
    if sent.get("state", OPEN) != OPEN:
        said = End(sent["state"], "" if "worked" in sent else came_of, sent.get("learned", ""))
        ending.end(session, action_id, said, who, now)
    if "worked" in sent:
        ending.answer(session, action_id, sent["worked"], came_of, who, now)


def _found(session: Session, action_id: str) -> dict[str, Any]:
    return _told(listing.action_for(session, access.token_account(), action_id))


def _told(row: Any) -> dict[str, Any]:
    return {**row._mapping, "due": row.due.isoformat() if row.due else None}
