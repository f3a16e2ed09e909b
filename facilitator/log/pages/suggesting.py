"""Suggested groups for the cards of a live room, for whoever leads it."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from facilitator import database
from facilitator.aside import aside
from facilitator.log.recall.groups import suggested_groups
from facilitator.meeting.decide.themes import grouping
from facilitator.room import seats
from facilitator.room.store import read_state
from facilitator.web import audience

blueprint = Blueprint("suggesting", __name__)


@blueprint.post("/room/<meeting_id>/groups")
@audience("facilitator")
def suggest(meeting_id: str) -> Response:
    """Groups of cards that are in no theme yet. Nothing is changed, and nobody else hears of it.

    :raises Refused: ``wrong_stage`` while cards are hidden or written, and whatever else keeps cards from being grouped
    """
    row, seat = seats.leading()
    with database.read() as session:
        state = read_state(session, row.id)
    grouping(state, seat.id)
    loose = sorted((card.pos, key, card.text) for key, card in state.cards.items() if card.theme is None)
    groups = aside(suggested_groups, {key: text for _, key, text in loose})
    return jsonify(groups=[{"name": each.name, "cards": each.cards} for each in groups])
