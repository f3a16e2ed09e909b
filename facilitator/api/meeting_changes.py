"""The API of preparing a meeting, leading it and deleting it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy.orm import Session

from facilitator import clock, database, web
from facilitator.accounts import access
from facilitator.actions import choosing
from facilitator.api import etags
from facilitator.api import meeting_shapes as shapes
from facilitator.api.blueprint import blueprint
from facilitator.api.entry_shapes import program_reader
from facilitator.api.meeting_schemas import (
    FeedbackLinkSchema,
    JoinLinkSchema,
    MadeSchema,
    MeetingChangeSchema,
    MeetingSchema,
    NewMeetingSchema,
)
from facilitator.api.operations import operation
from facilitator.log.entry import links
from facilitator.room import feedback_links, prepare, service, templates
from facilitator.room.access import chair_of, id_of_account, require_owner
from facilitator.room.change import Change, begin_change, changing
from facilitator.room.join_links import renew_link
from facilitator.room.retention import delete_meeting
from facilitator.room.store import read_state
from facilitator.room.tables import MeetingRow
from facilitator.tokens import new_id
from facilitator.web import audience


@blueprint.post("/meetings")
@audience("writing token")
@operation(
    "Prepare a meeting", sent=NewMeetingSchema, gives=MadeSchema, status=201, once=True, refuses=(404,)
)
def create_meeting(session: Session, sent: dict[str, Any]) -> dict[str, Any]:
    account = access.token_account()
    details = sent["details"] | _of_template(session, sent["from_template"], sent["left_out"])
    meeting = prepare.new_meeting(new_id(), account.name, account.zone, details)
    meeting_id, link, token = service.create_meeting(
        session, account.id, meeting, credential_id=access.api_token().id
    )
    _keep_used(session, meeting_id, sent["builds_on"])
    seat_id = id_of_account(session, meeting_id, account.id) or ""
    since: dict[str, Any] = {name: sent[name] for name in ("follows", "review") if sent[name] is not None}
    _keep_series(begin_change(session, meeting_id), seat_id, since, with_rules="rules" in sent["left_out"])
    return {"id": meeting_id, "join_url": web.external_url(f"/join/{link}"), "seat_token": token}


@blueprint.patch("/meetings/<meeting_id>")
@audience("writing token")
@operation(
    "Change what was prepared",
    about="What is left out stays as it is. After the start, only the title, the date, whether the room is locked "
    "and what it builds on can be changed.",
    sent=MeetingChangeSchema,
    gives=MeetingSchema,
    tagged=True,
    refuses=(409, 410),
)
def change_meeting(meeting_id: str, sent: dict[str, Any]) -> dict[str, Any]:
    with database.read() as session:
        row, seat = shapes.led(session, meeting_id)
    used = sent.pop("builds_on", None)
    since: dict[str, Any] = {name: sent.pop(name) for name in ("follows", "review") if name in sent}
    lock = {"locked": sent.pop("locked")} if "locked" in sent else {}
    details = prepare.changed_details(sent) | lock
    with changing(meeting_id) as change:
        etags.require_match(shapes.whole(change.session, row, change.state))
        service.edit_details(change, chair_of(seat).id, details)
        _keep_used(change.session, meeting_id, used)
        _keep_series(change, chair_of(seat).id, since, with_rules="rules" not in sent)
        changed = shapes.whole(change.session, row, change.state)
    service.publish(change)
    return changed


@blueprint.post("/meetings/<meeting_id>/link")
@audience("writing token")
@operation(
    "End the link that takes a seat, and make a new one",
    about="For those who lead the meeting. Seats that were taken stay.",
    gives=JoinLinkSchema,
    status=201,
    once=True,
    refuses=(403,),
)
def renew_join_link(meeting_id: str, session: Session) -> dict[str, Any]:
    shapes.led(session, meeting_id)
    return {"join_url": web.external_url(f"/join/{renew_link(session, meeting_id)}")}


@blueprint.post("/meetings/<meeting_id>/feedback-link")
@audience("writing token")
@operation(
    "Make the link on which people without a seat write cards before the meeting",
    about="For those who lead it, until it begins. A link that was made before ends.",
    gives=FeedbackLinkSchema,
    status=201,
    once=True,
    refuses=(403, 409),
)
def make_feedback_link(meeting_id: str, session: Session) -> dict[str, Any]:
    shapes.led(session, meeting_id)
    return {"feedback_url": web.external_url(f"/feedback/{feedback_links.make(session, meeting_id)}")}


@blueprint.delete("/meetings/<meeting_id>/feedback-link")
@audience("writing token")
@operation(
    "End the link for feedback",
    about="For those who lead the meeting. The cards that came by it stay.",
    status=204,
    refuses=(403,),
)
def end_feedback_link(meeting_id: str) -> None:
    with database.session() as session:
        shapes.led(session, meeting_id)
        feedback_links.end(session, meeting_id)


@blueprint.post("/meetings/<meeting_id>/chair")
@audience("writing token")
@operation(
    "Lead a meeting of one's own again, whoever leads it now",
    about="Facilitators until then become participants. Who leads it already goes on leading it.",
    gives=MeetingSchema,
    refuses=(403, 410),
)
def take_chair(meeting_id: str) -> dict[str, Any]:
    account = access.token_account()
    with database.read() as session:
        _, seat = shapes.led(session, meeting_id)
    if seat is None:
        service.lead_own_meeting(meeting_id, account, access.api_token().id)
    return shapes.as_it_is(meeting_id)


@blueprint.delete("/meetings/<meeting_id>")
@audience("writing token")
@operation("Delete a meeting with its entry and its actions", tagged=True, status=204)
def remove_meeting(meeting_id: str) -> None:
    def check(session: Session, row: MeetingRow) -> None:
        require_owner(row, access.token_account().id)
        etags.require_match(shapes.whole(session, row, read_state(session, meeting_id)))

    delete_meeting(meeting_id, check)


def _of_template(session: Session, template_id: str | None, parts: Collection[str]) -> dict[str, Any]:
    """The details that the request leaves to a template.

    :raises Refused: ``no_template``
    """
    if template_id is None:
        return {}
    plan = templates.plan_in(templates.template_at(session, template_id))
    return prepare.changed_details({name: plan[name] for name in parts})


def _keep_used(session: Session, meeting_id: str, used: list[str] | None) -> None:
    """Link the meeting to earlier entries; nothing changes when the request says nothing of them."""
    if used is not None:
        links.keep_for_meeting(session, meeting_id, used, program_reader(), clock.now())


def _keep_series(change: Change, seat_id: str, sent: Mapping[str, Any], *, with_rules: bool) -> None:
    """Keep what the meeting follows and which actions its room looks at, as far as the request says it.

    :param with_rules: as in `choosing.follow`
    """
    account = access.token_account()
    if "follows" in sent:
        choosing.follow(change, seat_id, account, sent["follows"], with_rules=with_rules)
    if sent.get("review") is not None:
        choosing.choose(change, seat_id, account, sent["review"])
