"""Registering rules, the types of their arguments and results, and their helper functions."""

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
"""A function that raises Refused when this seat may not give this command now, whatever its fields say."""


@dataclass(frozen=True)
class BallotChange:
    """A change of ballots: an answer to save (``value``) or delete (no value), or all of a poll (no seat)."""

    poll: PollName
    seat: str | None = None
    value: Ballot | None = None


Item = Event | BallotChange
Items = list[Item]


@dataclass(frozen=True)
class Decision:
    """The result of a command: events for the journal, and changes of ballots, which are stored apart."""

    events: tuple[Event, ...]
    ballots: tuple[BallotChange, ...]


@dataclass(frozen=True)
class Context:
    """The data that a rule may use. ``now`` is never earlier than the instant up to which time is booked."""

    state: Meeting
    seat_id: str
    now: int
    chance: Random
    ballots: Ballots

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


def key_hash(key: str) -> str:
    """The hash of a writer's key that is stored (SHA-256, hex)."""
    return hashlib.sha256(key.encode()).hexdigest()


def found(collection: dict[str, Any], key: str, what: str) -> Any:
    """The item with this id.

    :raises Refused: ``not_found``
    """
    if key not in collection:
        raise Refused("not_found", f"That {what} is not there any more. Somebody took it away.", 404)
    return collection[key]


def fresh(collection: dict[str, Any], key: str, most: int) -> str:
    """The id, after checking that it is unused and that the collection has room for one more.

    :raises Refused: ``taken_id``, ``too_many``
    """
    if key in collection:
        raise Refused("taken_id", "That id is in use already. Make a new one and send it again.")
    if len(collection) >= most:
        raise Refused("too_many", f"There are {most} already. Take one away before you add another.")
    return key
