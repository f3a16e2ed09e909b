"""Applying the events of those who come back to their seats from other devices."""

from __future__ import annotations

from dataclasses import replace

from .. import events as e
from ..model import Meeting, Return
from .fold import change, folds


@folds
def return_asked(state: Meeting, event: e.ReturnAsked) -> Meeting:
    """Questions whose time is over are dropped, so that there are never many."""
    fresh = {key: asked for key, asked in state.returns.items() if asked.is_fresh(event.at)}
    asked = Return(event.seat, event.token_hash, event.at)
    return replace(state, returns={**fresh, event.ask: asked})


@folds
def return_answered(state: Meeting, event: e.ReturnAnswered) -> Meeting:
    seat = state.returns[event.ask].seat
    for poll in event.locked:
        state = change(state, "polls", poll, locked=(*state.polls[poll].locked, seat))
    return change(state, "returns", event.ask, answer=event.answer)
