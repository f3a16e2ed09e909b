"""From commands to events. Each command has a function of its name, which returns events or refuses."""

from __future__ import annotations

from random import Random

from facilitator.refused import Refused

from ..commands import SEATLESS, WIRE_COMMANDS, Command
from ..events import Event
from ..hidden import NOTHING, Hidden
from ..model import Ballots, Meeting
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
    reveal,
    reviews,
    themes,
)
from .rule import RULES, BallotChange, Context, Decision, Guard

__all__ = ["BallotChange", "Decision", "can", "decide"]


def decide(
    state: Meeting,
    command: Command,
    seat_id: str,
    now: int,
    chance: Random,
    ballots: Ballots,
    hidden: Hidden = NOTHING,
) -> Decision:
    """The events and ballot changes that result from a seat's command at an instant.

    :param now: milliseconds since the epoch
    :param chance: the random generator for new ids and for shuffling
    :param ballots: all ballots of the meeting
    :param hidden: what is written and not shown yet
    :raises Refused: with a code from docs/wire.md; then nothing is changed
    """
    rule = RULES[type(command)]
    if seat_id not in state.seats and not isinstance(command, SEATLESS):
        raise Refused(
            "no_seat", "You have no seat in this meeting. Open the link you were given to join.", 403
        )
    for guard in rule.guards:
        guard(state, seat_id)
    context = Context(state, seat_id, max(now, state.since or 0), chance, ballots, hidden)
    items = list(rule.decide(context, command))
    items += polls.outdated(context, items)
    return Decision(
        tuple(item for item in items if isinstance(item, Event)),
        tuple(item for item in items if isinstance(item, BallotChange)),
        next((item for item in reversed(items) if isinstance(item, Hidden)), hidden),
    )


def can(state: Meeting, seat_id: str) -> list[str]:
    """The sorted wire names of the commands that this seat may give now, as far as guards decide it."""
    answers: dict[Guard, bool] = {}

    def passes(guard: Guard) -> bool:
        if guard not in answers:
            answers[guard] = _passes(guard, state, seat_id)
        return answers[guard]

    return sorted(name for name, cls in WIRE_COMMANDS.items() if all(map(passes, RULES[cls].guards)))


def _passes(guard: Guard, state: Meeting, seat_id: str) -> bool:
    try:
        guard(state, seat_id)
    except Refused:
        return False
    return True
