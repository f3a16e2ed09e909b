"""Recall for pages and for the room: the offers for a text, and linking an entry that is used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, jsonify, request
from marshmallow import ValidationError, fields, validate
from sqlalchemy.orm import Session

from facilitator import clock, database
from facilitator.accounts.access import current_account, require_account
from facilitator.fields import Strict, Text, sentence_of
from facilitator.log.entry import links
from facilitator.log.entry.access import entry_for
from facilitator.log.entry.reader import Reader, current_reader
from facilitator.log.recall import offers
from facilitator.log.recall.offers import Offer
from facilitator.meeting.commands import UseEntry
from facilitator.refused import Refused
from facilitator.room import seats, service
from facilitator.room.store import read_state
from facilitator.tokens import new_id
from facilitator.web import audience, body_limit, json_body

blueprint = Blueprint("recall", __name__)

MOST_CHARACTERS = 20_000
MOST_BYTES = 128 * 1024
ROOM_CHARACTERS = 2_000


class AskSchema(Strict):
    """The text being written. ``entry`` is the id of its own entry, ``used`` the ids of the linked ones."""

    text = Text(MOST_CHARACTERS, lines=True, load_default="")
    entry = Text(32, load_default="")
    used = fields.List(Text(32), load_default=list, validate=validate.Length(max=links.MOST_LINKS))


class UseSchema(Strict):
    """``entry`` is used in ``meeting``."""

    entry = Text(32, min=1, required=True)
    meeting = Text(32, min=1, required=True)


class AskInRoomSchema(Strict):
    """The theme or action being discussed. It is sent in the body, because proxies log URLs."""

    text = Text(ROOM_CHARACTERS, lines=True, required=True)


class PutSchema(Strict):
    entry = Text(32, min=1, required=True)


@blueprint.post("/log/recall")
@audience("account")
@body_limit(MOST_BYTES)
def ask() -> Response:
    """Up to three earlier entries to offer for a text (``entries``), and the linked entries (``used``)."""
    return jsonify(told_offers(current_reader(), **_loaded(AskSchema)))


def told_offers(who: Reader, text: str, entry: str, used: Sequence[str]) -> dict[str, Any]:
    """The answer to a question with `AskSchema`."""
    found = offers.offers_for(who, text, exclude={entry, *used})
    with database.read() as session:
        linked = offers.offers_of(session, who, used)
    return {"entries": [_told(each) for each in found], "used": [_told(each) for each in linked]}


@blueprint.post("/log/recall/use")
@audience("account")
def use() -> Response:
    """Link an earlier entry to a meeting in which this browser or account is a facilitator.

    :raises Refused: ``no_entry``, ``no_meeting`` or ``not_allowed``
    """
    given, own = _loaded(UseSchema), require_account()
    seats.leader_in(given["meeting"])
    with database.session() as session:
        used = entry_for(session, given["entry"], current_reader()).id
        links.use_in_meeting(session, given["meeting"], used, own.id, clock.now())
    return jsonify(ok=True)


@blueprint.post("/room/<meeting_id>/recall")
@audience("facilitator")
def ask_in_room(meeting_id: str) -> Response:
    """Up to three earlier entries to offer for a theme or an action, for a facilitator.

    A facilitator without an account gets none.
    """
    seats.led()
    text = _loaded(AskInRoomSchema)["text"]
    if current_account() is None:
        return jsonify(entries=[])
    who = current_reader()
    with database.read() as session:
        known = {*read_state(session, meeting_id).seen, *links.chosen_for_meeting(session, meeting_id, who)}
    found = offers.offers_for(who, text, exclude=known)
    return jsonify(entries=[_told(each) for each in found])


@blueprint.post("/room/<meeting_id>/recall/put")
@audience("facilitator")
def put_before_room(meeting_id: str) -> Response:
    """Show an earlier entry to everybody in the room, and link it to the meeting.

    :raises Refused: ``no_entry``, or the code with which the meeting's rules refuse `UseEntry`
    """
    row, seat = seats.leading()
    given, who = _loaded(PutSchema), current_reader()
    with database.read() as session:
        [found] = offers.offers_of(session, who, [entry_for(session, given["entry"], who).id])
    told = UseEntry(found.entry_id, found.title, found.date.isoformat(), found.outcome, found.learning)
    service.act(row.id, seat.id, new_id(), told)
    with database.session() as session:
        links.use_in_meeting(session, row.id, found.entry_id, who.account_id, clock.now())
    return jsonify(ok=True)


@blueprint.app_template_global()
def chosen_entries(entry: str = "", meeting: str = "") -> list[Offer]:
    """The earlier entries that a form shows as chosen: those just sent, or those that were saved."""
    who = current_reader()
    with database.read() as session:
        if request.method == "POST":
            ids = links.entry_ids(request.form.getlist("used"))
        elif meeting:
            ids = links.chosen_for_meeting(session, meeting, who)
        else:
            ids = links.chosen_for_entry(session, entry, who)
        return offers.offers_of(session, who, ids)


def on_meeting_prepared(_sender: None, *, session: Session, meeting_id: str, used: Sequence[str]) -> None:
    """Save links to the earlier entries chosen in a meeting's form, in the transaction of the form."""
    links.keep_for_meeting(session, meeting_id, used, current_reader(), clock.now())


def _loaded(schema: type[Strict]) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = schema().load(json_body())
    except ValidationError as invalid:
        raise Refused("invalid", sentence_of(invalid), 422) from invalid
    return loaded


def _told(each: Offer) -> dict[str, str | bool]:
    return {
        "id": each.entry_id,
        "title": each.title,
        "date": each.date.isoformat(),
        "outcome": each.outcome,
        "learning": each.learning,
        "tried": each.tried,
        "private": each.private,
        "no_longer": each.no_longer,
        "reason": each.reason,
    }
