"""How a rule is registered, what it is given, and what it gives back."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random
from typing import Any, TypeVar, get_type_hints

from facilitator.refused import Refused

from ..commands import Command
from ..events import Event
from ..evolve import evolve
from ..model import Ballot, Ballots, Meeting, PollName, Seat

Guard = Callable[[Meeting, str], None]
"""Raises Refused when this seat may not do this now, whatever the command says in detail."""


@dataclass(frozen=True)
class BallotChange:
    """A secret answer to keep (``value``), to take back (no value), or a poll to wipe (no seat)."""

    poll: PollName
    seat: str | None = None
    value: Ballot | None = None


Item = Event | BallotChange
Items = list[Item]


@dataclass(frozen=True)
class Decision:
    """What a command comes to: events for the journal, and changes to the ballots, which are kept apart."""

    events: tuple[Event, ...]
    ballots: tuple[BallotChange, ...]


@dataclass(frozen=True)
class Context:
    """All that a rule may look at. ``now`` is never before what is booked already."""

    state: Meeting
    seat_id: str
    now: int
    chance: Random
    ballots: Ballots

    @property
    def seat(self) -> Seat:
        return self.state.seats[self.seat_id]

    def new_id(self) -> str:
        """128 random bits, as the browsers make them."""
        return urlsafe_b64encode(self.chance.randbytes(16)).rstrip(b"=").decode()


Decide = Callable[[Context, Any], Iterable[Item]]
AnyDecide = TypeVar("AnyDecide", bound=Decide)


@dataclass(frozen=True)
class Rule:
    guards: tuple[Guard, ...]
    decide: Decide


RULES: dict[type[Command], Rule] = {}


def rule(*guards: Guard) -> Callable[[AnyDecide], AnyDecide]:
    """Registers a function as the rule for the command that its second parameter is annotated with."""

    def register(function: AnyDecide) -> AnyDecide:
        RULES[get_type_hints(function)["command"]] = Rule(guards, function)
        return function

    return register


def after(state: Meeting, items: Iterable[Item]) -> Meeting:
    """The state once the events among the items have happened."""
    for item in items:
        if isinstance(item, Event):
            state = evolve(state, item)
    return state


def key_hash(key: str) -> str:
    """What is kept of a writer's key (SHA-256, hex)."""
    return hashlib.sha256(key.encode()).hexdigest()


def found(collection: dict[str, Any], key: str, what: str) -> Any:
    """The item with this id. :raises Refused: ``not_found``"""
    if key not in collection:
        raise Refused("not_found", f"That {what} is not there any more. Somebody took it away.", 404)
    return collection[key]


def fresh(collection: dict[str, Any], key: str, most: int) -> str:
    """An id that is not used yet, in a collection with room left.

    :raises Refused: ``taken_id``, ``too_many``
    """
    if key in collection:
        raise Refused("taken_id", "That id is in use already. Make a new one and send it again.")
    if len(collection) >= most:
        raise Refused("too_many", f"There are {most} already. Take one away before you add another.")
    return key
