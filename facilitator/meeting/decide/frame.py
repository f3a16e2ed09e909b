"""The leader's statement, questions and earlier entries shown to the room, and the room's settings."""

from __future__ import annotations

from facilitator.refused import Refused

from .. import commands as c
from .. import events as e
from ..texts import merged
from .guards import asker, facilitator, live, not_closed, not_started, poll_shut
from .rule import BallotChange, Context, Items, fresh, rule


@rule(facilitator, not_closed)
def edit_statement(context: Context, command: c.EditStatement) -> Items:
    current = context.state.statement
    return [e.StatementEdited(merged(command.was, command.text, current, c.LIMITS["statement"]))]


@rule(asker, live)
def ask(context: Context, command: c.Ask) -> Items:
    return [e.QuestionAsked(command.text)]


@rule(asker, live)
def clear_question(context: Context, command: c.ClearQuestion) -> Items:
    """Remove what is shown to the room: a question, an earlier entry, or both."""
    state, items = context.state, list[e.Event]()
    if state.question:
        items.append(e.QuestionCleared())
    if state.seen_now:
        items.append(e.SeenCleared())
    return [*items]


@rule(facilitator, live)
def use_entry(context: Context, command: c.UseEntry) -> Items:
    """Show an earlier entry to the room. The server gives this command when the facilitator may read it."""
    if command.entry not in context.state.seen:
        fresh(context.state.seen, command.entry, c.MOST["seen"])
    return [e.EntryUsed(**vars(command))]


@rule(facilitator, not_started)
def set_secrecy(context: Context, command: c.SetSecrecy) -> Items:
    refuse_unmasking(context, command.secrecy)
    return [e.SecrecySet(command.secrecy)]


@rule(facilitator, not_closed, poll_shut("vote"))
def set_votes(context: Context, command: c.SetVotes) -> Items:
    """With fewer votes than before, answers that were kept may hold too many: then everybody votes anew."""
    fewer: Items = [BallotChange("vote")] if command.votes < context.state.votes else []
    return [*fewer, e.VotesSet(command.votes)]


def refuse_unmasking(context: Context, secrecy: str) -> None:
    """Check that an anonymous meeting stays anonymous once people joined: it was promised to them.

    :raises Refused: ``secrecy_fixed``
    """
    if secrecy == "named" != context.state.secrecy and len(context.state.seats) > 1:
        raise Refused("secrecy_fixed", "People joined an anonymous meeting. It stays so.")
