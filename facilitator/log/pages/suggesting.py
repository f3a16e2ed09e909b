"""Suggested groups for the cards of a live room, for whoever leads it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, Response, jsonify

from facilitator import database
from facilitator.accounts import limits
from facilitator.aside import aside
from facilitator.log.suggesting.groups import suggested_groups
from facilitator.meeting.decide.themes import grouping
from facilitator.refused import too_many
from facilitator.room import seats
from facilitator.room.store import read_state
from facilitator.web import audience

blueprint = Blueprint("suggesting", __name__)

WAIT_MS = 1000

_asking: set[str] = set()
_turn = threading.Lock()


@blueprint.post("/room/<meeting_id>/groups")
@audience("facilitator")
def suggest(meeting_id: str) -> Response:
    """Groups of cards that are in no theme yet. Nothing is changed, and nobody else hears of it.

    :raises Refused: ``wrong_stage`` while cards are hidden or written, whatever else keeps cards from being grouped,
        and ``too_many``
    """
    row, seat = seats.leading()
    with database.read() as session:
        state = read_state(session, row.id)
    grouping(state, seat.id)
    limits.count_groups(row.id, seat.account_id)
    loose = sorted((card.pos, key, card.text) for key, card in state.cards.items() if card.theme is None)
    with _alone(row.id):
        groups = aside(suggested_groups, {key: text for _, key, text in loose})
    return jsonify(groups=[{"name": each.name, "cards": each.cards} for each in groups])


@contextmanager
def _alone(meeting_id: str) -> Iterator[None]:
    """Once at a time for each meeting; meetings take turns, so that they take one thread of those for slow work.

    :raises Refused: ``too_many`` while the meeting waits for an answer
    """
    if meeting_id in _asking:
        raise too_many("Groups are being looked for already.", WAIT_MS)
    _asking.add(meeting_id)
    try:
        with _turn:
            yield
    finally:
        _asking.discard(meeting_id)
