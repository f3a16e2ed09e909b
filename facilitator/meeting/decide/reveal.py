"""Showing what is hidden: all of it at once, in random order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from operator import itemgetter

from .. import commands as c
from ..hidden import NOTHING, HiddenAppreciation, HiddenCard, HiddenReaction
from ..model import WRITTEN_HIDDEN
from .cards import show_card
from .outcomes import show_appreciation
from .reactions import show_reaction
from .rule import Context, Item, Items, after, rule

Words = HiddenCard | HiddenAppreciation | HiddenReaction


@rule()
def show_hidden(context: Context, command: c.ShowHidden) -> Items:
    """Show what came late, when its random while is over. What is being written stays hidden until the reveal."""
    due = context.hidden.show_at
    if due is None or context.now < due:
        return []
    if context.state.is_in(*WRITTEN_HIDDEN):
        return [context.hidden.untimed()]
    shown = reveal(replace(context, hidden=context.hidden.due()))
    later = context.hidden.not_due()
    return [*shown, later.timed(context.now, context.chance) if later else NOTHING]


def reveal(context: Context) -> Items:
    """The events that show all that is hidden, in random order."""
    hidden = context.hidden
    if not hidden:
        return []
    parts: tuple[Mapping[str, Words], ...] = (hidden.cards, hidden.appreciations, hidden.reactions)
    words = [item for part in parts for item in sorted(part.items(), key=itemgetter(0))]
    context.chance.shuffle(words)
    state, items = context.state, list[Item]()
    for key, written in words:
        news = _shown(replace(context, state=state), key, written)
        state, items = after(state, news), items + news
    return [*items, NOTHING]


def _shown(context: Context, key: str, written: Words) -> Items:
    if isinstance(written, HiddenCard):
        return show_card(context, key, written)
    if isinstance(written, HiddenReaction):
        return show_reaction(context, key, written)
    return show_appreciation(context, key, written)
