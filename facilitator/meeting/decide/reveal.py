"""Showing what is hidden: all of it at once, in random order."""

from __future__ import annotations

from dataclasses import replace

from .. import commands as c
from ..hidden import NOTHING, HiddenAppreciation, HiddenCard
from ..model import WRITTEN_HIDDEN
from .cards import show_card
from .outcomes import show_appreciation
from .rule import Context, Item, Items, after, rule

Words = HiddenCard | HiddenAppreciation


@rule()
def show_hidden(context: Context, command: c.ShowHidden) -> Items:
    """Show what came late, when its random while is over. What is being written stays hidden until the reveal."""
    due = context.hidden.show_at
    if due is None or context.now < due:
        return []
    if context.state.is_in(*WRITTEN_HIDDEN):
        return [replace(context.hidden, show_at=None)]
    return reveal(context)


def reveal(context: Context) -> Items:
    """The events that show all that is hidden, in random order."""
    hidden = context.hidden
    if not hidden:
        return []
    words: list[tuple[str, Words]] = [*sorted(hidden.cards.items()), *sorted(hidden.appreciations.items())]
    context.chance.shuffle(words)
    state, items = context.state, list[Item]()
    for key, written in words:
        news = _shown(replace(context, state=state), key, written)
        state, items = after(state, news), items + news
    return [*items, NOTHING]


def _shown(context: Context, key: str, written: Words) -> Items:
    if isinstance(written, HiddenCard):
        return show_card(context, key, written)
    return show_appreciation(context, key, written)
