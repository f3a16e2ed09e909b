"""Coming back to one's seat from another device: somebody asks at the join page, a facilitator answers."""

from __future__ import annotations

from facilitator.refused import Refused, too_many

from .. import commands as c
from .. import events as e
from ..model import Meeting
from .guards import facilitator, not_closed
from .polls import who_answered, withdrawn
from .rule import BallotChange, Context, Items, found, rule


def somebody_asks(state: Meeting, seat: str) -> None:
    if not any(asked.answer is None for asked in state.returns.values()):
        raise _over()


@rule(not_closed)
def ask_to_return(context: Context, command: c.AskToReturn) -> Items:
    refuse_many_returns(context.state, context.now)
    return [e.ReturnAsked(context.now, context.new_id(), context.seat_id, command.token_hash)]


@rule(facilitator, not_closed, somebody_asks)
def answer_return(context: Context, command: c.AnswerReturn) -> Items:
    asked = context.state.returns.get(command.ask)
    if asked is None or asked.answer is not None or not asked.is_fresh(context.now):
        raise _over()
    found(context.state.seats, asked.seat, "person")
    if not command.yes:
        return [e.ReturnAnswered(command.ask, "no")]
    # Whoever said yes may be wrong, or lie. So the answers that were given stay secret there, too.
    gone = withdrawn(context, asked.seat)
    deleted = {item.poll for item in gone if isinstance(item, BallotChange)}
    given = (poll for poll in context.state.polls if asked.seat in who_answered(context, poll))
    locked = tuple(poll for poll in given if poll not in deleted)
    return [e.ReturnAnswered(command.ask, "yes", locked), *gone]


def refuse_many_returns(state: Meeting, now: int) -> None:
    """Check that the room is not asked too often. Answered questions count too, until their time is over.

    :raises Refused: ``too_many`` when it is
    """
    ends = sorted(asked.until for asked in state.returns.values() if asked.is_fresh(now))
    if len(ends) >= c.MOST["returns"]:
        raise too_many("The room was asked several times just now.", ends[-c.MOST["returns"]] - now)


def _over() -> Refused:
    return Refused("not_found", "Nobody waits with this question any more. They can ask again.", 404)
