"""Applying the events of the discussion: the current theme, learnings, the parking lot."""

from __future__ import annotations

from dataclasses import replace

from .. import events as e
from ..ledger import settle
from ..model import (
    Action,
    Learning,
    Meeting,
    Parked,
    next_pos,
)
from .fold import change, drop, folds, put
from .reactions import reworded


@folds
def timebox_set(state: Meeting, event: e.TimeboxSet) -> Meeting:
    return replace(state, timebox_seconds=event.seconds)


@folds
def theme_opened(state: Meeting, event: e.ThemeOpened) -> Meeting:
    """The result of the thumb vote is dropped: it was about the former theme."""
    return drop(replace(settle(state, event.at), theme=event.theme), "polls", "thumb")


@folds
def themes_ordered(state: Meeting, event: e.ThemesOrdered) -> Meeting:
    places = {theme: place for place, theme in enumerate(event.themes)}
    themes = {key: replace(theme, place=places.get(key)) for key, theme in state.themes.items()}
    return replace(state, themes=themes)


@folds
def learning_added(state: Meeting, event: e.LearningAdded) -> Meeting:
    learning = Learning(event.text, next_pos(state.learnings), event.theme)
    return put(state, "learnings", event.learning, learning)


@folds
def learning_edited(state: Meeting, event: e.LearningEdited) -> Meeting:
    return reworded(state, "learnings", event.learning, event.text)


@folds
def learning_deleted(state: Meeting, event: e.LearningDeleted) -> Meeting:
    """Actions that refer to the learning stay, without the reference."""

    def freed(action: Action) -> Action:
        return replace(action, learning="") if action.learning == event.learning else action

    actions = {key: freed(action) for key, action in state.actions.items()}
    freed_state = drop(replace(state, actions=actions), "reactions", event.learning)
    return drop(freed_state, "learnings", event.learning)


@folds
def item_parked(state: Meeting, event: e.ItemParked) -> Meeting:
    return put(state, "parked", event.item, Parked(event.text, next_pos(state.parked)))


@folds
def parked_edited(state: Meeting, event: e.ParkedEdited) -> Meeting:
    return change(state, "parked", event.item, text=event.text)


@folds
def parked_dropped(state: Meeting, event: e.ParkedDropped) -> Meeting:
    return drop(state, "parked", event.item)
