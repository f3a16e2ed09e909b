"""Applying the events of reactions to cards and learnings."""

from __future__ import annotations

from .. import events as e
from ..model import Meeting, ReactionKind
from ..texts import words_in
from .fold import change, drop, folds, put


@folds
def reaction_given(state: Meeting, event: e.ReactionGiven) -> Meeting:
    """Sorted by hash, so that the state keeps no order in which people reacted."""
    said = {**state.reactions.get(event.to, {}), event.key_hash: event.kind}
    return put(state, "reactions", event.to, dict(sorted(said.items())))


@folds
def reaction_taken_back(state: Meeting, event: e.ReactionTakenBack) -> Meeting:
    said = {key: kind for key, kind in state.reactions[event.to].items() if key != event.key_hash}
    return put(state, "reactions", event.to, said) if said else drop(state, "reactions", event.to)


def reworded(state: Meeting, collection: str, item: str, text: str) -> Meeting:
    """With another text for a card or a learning. What people said to other words goes with these."""
    is_same = words_in(getattr(state, collection)[item].text) == words_in(text)
    changed = change(state, collection, item, text=text)
    return changed if is_same else drop(changed, "reactions", item)


def without_keys(reactions: dict[str, dict[str, ReactionKind]]) -> dict[str, dict[str, ReactionKind]]:
    """The same numbers, with nothing that tells which browser's they are."""
    return {
        item: {str(number): kind for number, kind in enumerate(sorted(said.values()))}
        for item, said in reactions.items()
    }
