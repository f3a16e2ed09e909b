"""Folding events into the state. One function an event, named alike; none can refuse.

Each stands in the file of the same name as the command in ``decide`` that it comes of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from ..events import Event
from ..model import Meeting
from . import cards, clock, details, discuss, frame, outcomes, people, polls, recount, themes  # noqa: F401
from .fold import FOLDS

__all__ = ["evolve", "fold"]


def evolve(state: Meeting, event: Event) -> Meeting:
    """The state after one event."""
    return FOLDS[type(event)](state, event)


def fold(state: Meeting, events: Iterable[Event]) -> Meeting:
    """The state after all events, in order."""
    return reduce(evolve, events, state)
