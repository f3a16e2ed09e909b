"""Applying events to the state. Each event has a function of its name; none can refuse.

The functions are in files with the same names as in ``decide``, where the events come from."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from ..events import Event
from ..model import Meeting
from . import (  # noqa: F401
    cards,
    clock,
    details,
    discuss,
    editing,
    frame,
    ground_rules,
    outcomes,
    people,
    polls,
    reactions,
    recount,
    returning,
    reviews,
    themes,
)
from .fold import FOLDS

__all__ = ["evolve", "fold"]


def evolve(state: Meeting, event: Event) -> Meeting:
    """The state after one event."""
    return FOLDS[type(event)](state, event)


def fold(state: Meeting, events: Iterable[Event]) -> Meeting:
    """The state after all events, in order."""
    return reduce(evolve, events, state)
