"""Reactions to cards and learnings: counted, and nobody's.

Who reacted is stored nowhere, in no meeting. As with cards, whoever has the key may take a reaction back. One for
each person is up to the browsers; the server sees to it that there are no more of a kind than people, and the
gateway that one seat does not give them all.
"""

from __future__ import annotations

from facilitator.refused import Refused

from .. import commands as c
from .. import events as e
from ..hidden import HiddenReaction
from ..model import Meeting
from ..texts import words_in
from .guards import live
from .rule import Context, Items, gone, hide_reaction, key_hash, rule, somebody_just_came


@rule(live)
def react(context: Context, command: c.React) -> Items:
    """It counts at once; in an anonymous meeting later, while somebody has just arrived, like a late card."""
    said = words_of(context.state, command.to)
    key, item = (
        key_hash(command.key)[:KEPT_OF_HASH],
        HiddenReaction(command.to, command.kind, not command.on, said),
    )
    refuse_needless(context, key, item)
    late = context.state.secrecy == "anonymous" and somebody_just_came(context)
    if not late and key not in context.hidden.reactions:
        return show_reaction(context, key, item)
    never_shown = item.deleted and key not in context.state.reactions.get(item.to, {})
    return [hide_reaction(context, key, None if never_shown else item)]


def show_reaction(context: Context, key: str, item: HiddenReaction) -> Items:
    """The event that counts a reaction, or does no longer. What it is about may be gone or reworded meanwhile."""
    known = context.state.reactions.get(item.to, {})
    if item.deleted:
        return [e.ReactionTakenBack(item.to, key)] if key in known else []
    if key in known or item.words != words_of(context.state, item.to):
        return []
    return [e.ReactionGiven(item.to, item.kind, key)]


def refuse_needless(context: Context, key: str, item: HiddenReaction) -> None:
    """Check that there is something to react to, and room for one more.

    :raises Refused: ``not_found``, ``too_many``
    """
    state = context.state
    if not item.words:
        raise gone("card or learning")
    if item.deleted or key in state.reactions.get(item.to, {}) or key in context.hidden.reactions:
        return
    waiting = [each for each in context.hidden.reactions.values() if not each.deleted]
    said = sum(kind == item.kind for kind in state.reactions.get(item.to, {}).values())
    said += sum((each.to, each.kind) == (item.to, item.kind) for each in waiting)
    if said >= len(state.seats) or len(waiting) + sum(map(len, state.reactions.values())) >= MOST:
        raise Refused("too_many", "As many have said so as can.")


MOST = c.MOST["reactions"]
KEPT_OF_HASH = 12
"""So many digits tell the few keys of one card apart, and nobody tries as many keys. The state is read often."""


def words_of(state: Meeting, item: str) -> str:
    """The hash of what a card or learning says, or "" when the room does not see it."""
    shown = state.cards.get(item) or state.learnings.get(item)
    return key_hash(words_in(shown.text)) if shown else ""
