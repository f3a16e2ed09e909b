"""Registering rules, the types of their arguments and results, and their helper functions."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, TypeVar, get_type_hints

from facilitator.refused import Refused

from ..commands import Command
from ..events import Event
from ..evolve import evolve
from ..hidden import JUST_BACK_MS, NOTHING, Hidden, HiddenAppreciation, HiddenCard, HiddenReaction
from ..model import WRITTEN_HIDDEN, Ballot, BallotName, Ballots, Meeting, Seat

Guard = Callable[[Meeting, str], None]
"""A function that raises Refused when this seat may not give this command now, whatever its fields say."""


@dataclass(frozen=True)
class BallotChange:
    """A change of ballots: an answer to save (``value``) or delete (no value), or all of a poll (no seat)."""

    poll: BallotName
    seat: str | None = None
    value: Ballot | None = None


Item = Event | BallotChange | Hidden
Items = list[Item]


@dataclass(frozen=True)
class Decision:
    """The result of a command: events for the journal, and what is stored apart from them.

    ``ballots`` are changes; ``hidden`` is all that is hidden after the command.
    """

    events: tuple[Event, ...]
    ballots: tuple[BallotChange, ...]
    hidden: Hidden


@dataclass(frozen=True)
class Context:
    """The data that a rule may use. ``now`` is never earlier than the instant up to which time is booked."""

    state: Meeting
    seat_id: str
    now: int
    chance: Random
    ballots: Ballots
    hidden: Hidden = NOTHING

    @property
    def seat(self) -> Seat:
        return self.state.seats[self.seat_id]

    def new_id(self) -> str:
        """A new id of 128 random bits, in the form that browsers use."""
        return urlsafe_b64encode(self.chance.randbytes(16)).rstrip(b"=").decode()


Decide = Callable[[Context, Any], Iterable[Item]]
AnyDecide = TypeVar("AnyDecide", bound=Decide)


@dataclass(frozen=True)
class Rule:
    guards: tuple[Guard, ...]
    decide: Decide


RULES: dict[type[Command], Rule] = {}


def rule(*guards: Guard) -> Callable[[AnyDecide], AnyDecide]:
    """Register a function as the rule for the command that its parameter ``command`` is annotated with."""

    def register(function: AnyDecide) -> AnyDecide:
        RULES[get_type_hints(function)["command"]] = Rule(guards, function)
        return function

    return register


def after(state: Meeting, items: Iterable[Item]) -> Meeting:
    """The state after the events among the items."""
    for item in items:
        if isinstance(item, Event):
            state = evolve(state, item)
    return state


def somebody_just_came(context: Context) -> bool:
    """Whether everybody has just seen somebody arrive.

    What comes now may have waited in that browser for the connection. Whoever sends it, it is hidden first:
    if the others' words were not, those that are would have a name.
    """
    return _came_since(context.state, context.now - JUST_BACK_MS)


def somebody_came_late(context: Context) -> bool:
    """Whether somebody arrived after the cards were shown, so that a late card may be theirs."""
    shown = context.state.shown_at
    return shown is not None and _came_since(context.state, shown)


def _came_since(state: Meeting, instant: int) -> bool:
    return any((seat.arrived_at or 0) > instant for seat in state.seats.values())


def hide_card(context: Context, key: str, card: HiddenCard | None) -> Hidden:
    """What is hidden, with this card changed, or taken out when it is None."""
    return _timed(context, context.hidden.with_card(key, card), key if card else None)


def hide_appreciation(context: Context, key: str, item: HiddenAppreciation | None) -> Hidden:
    """What is hidden, with this appreciation changed, or taken out when it is None."""
    return _timed(context, context.hidden.with_appreciation(key, item), key if item else None)


def hide_reaction(context: Context, key: str, item: HiddenReaction | None) -> Hidden:
    """What is hidden, with this reaction changed, or taken out when it is None."""
    return _timed(context, context.hidden.with_reaction(key, item), key if item else None)


def _timed(context: Context, hidden: Hidden, key: str | None) -> Hidden:
    """Until everybody has written, the change of stage shows what is hidden; later, a random while does.

    :param key: of what has just been hidden, if something was
    """
    if not hidden:
        return NOTHING
    waits = context.state.status == "draft" or context.state.is_in(*WRITTEN_HIDDEN)
    return hidden if waits else hidden.timed(context.now, context.chance, key)


def key_hash(key: str) -> str:
    """The hash of a writer's key that is stored (SHA-256, hex)."""
    return hashlib.sha256(key.encode()).hexdigest()


def in_order(collection: Mapping[str, Any]) -> list[str]:
    """The ids by their positions."""
    return sorted(collection, key=lambda key: collection[key].pos)


def moved(ids: Iterable[str], moving: str, before: str | None) -> list[str]:
    """The ids with one of them before another, or with None at the end. Before itself, it stays where it is."""
    found = list(ids)
    if before != moving:
        found = [each for each in found if each != moving]
        found.insert(len(found) if before is None else found.index(before), moving)
    return found


def found(collection: dict[str, Any], key: str, what: str) -> Any:
    """The item with this id.

    :raises Refused: ``not_found``
    """
    if key not in collection:
        raise gone(what)
    return collection[key]


def gone(what: str) -> Refused:
    return Refused("not_found", f"That {what} is not there any more. Somebody took it away.", 404)


def fresh(collection: dict[str, Any], key: str, most: int) -> str:
    """The id, after checking that it is unused and that the collection has room for one more.

    :raises Refused: ``taken_id``, ``too_many``
    """
    if key in collection:
        raise Refused("taken_id", "That id is in use already. Make a new one and send it again.")
    if len(collection) >= most:
        raise Refused("too_many", f"There are {most} already. Take one away before you add another.")
    return key
