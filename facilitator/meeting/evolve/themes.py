"""Applying the events of grouping cards into themes."""

from __future__ import annotations

from dataclasses import replace

from .. import events as e
from ..model import (
    Card,
    Learning,
    Meeting,
    Theme,
    next_pos,
)
from .fold import change, drop, folds, put


@folds
def theme_created(state: Meeting, event: e.ThemeCreated) -> Meeting:
    made = Theme(event.name, next_pos(state.themes), event.kept, lone_card=event.lone_card)
    return put(state, "themes", event.theme, made)


@folds
def theme_renamed(state: Meeting, event: e.ThemeRenamed) -> Meeting:
    return change(state, "themes", event.theme, name=event.name)


@folds
def card_grouped(state: Meeting, event: e.CardGrouped) -> Meeting:
    return change(state, "cards", event.card, theme=event.theme)


@folds
def themes_merged(state: Meeting, event: e.ThemesMerged) -> Meeting:
    """Cards, learnings, votes, spent time and extra time of the first theme go to the second, which stays."""
    gone, stays = state.themes[event.theme], state.themes[event.into]

    def moved_card(card: Card) -> Card:
        return replace(card, theme=event.into) if card.theme == event.theme else card

    def moved_learning(learning: Learning) -> Learning:
        return replace(learning, theme=event.into) if learning.theme == event.theme else learning

    votes = None if stays.votes is None and gone.votes is None else (stays.votes or 0) + (gone.votes or 0)
    merged = replace(
        stays,
        votes=votes,
        spent_ms=stays.spent_ms + gone.spent_ms,
        extra_seconds=stays.extra_seconds + gone.extra_seconds,
    )
    moved = replace(
        state,
        cards={key: moved_card(card) for key, card in state.cards.items()},
        learnings={key: moved_learning(item) for key, item in state.learnings.items()},
        theme=event.into if state.theme == event.theme else state.theme,
    )
    return drop(put(moved, "themes", event.into, merged), "themes", event.theme)


@folds
def theme_dissolved(state: Meeting, event: e.ThemeDissolved) -> Meeting:
    return drop(state, "themes", event.theme)
