"""What the events of discussing, deciding and celebrating do."""

from __future__ import annotations

from dataclasses import replace

from .. import events as e
from ..ledger import settle
from ..model import Action, Appreciation, Learning, Meeting, Parked, next_pos
from .fold import change, drop, folds, put


@folds
def timebox_set(state: Meeting, event: e.TimeboxSet) -> Meeting:
    return replace(state, timebox_seconds=event.seconds)


@folds
def theme_opened(state: Meeting, event: e.ThemeOpened) -> Meeting:
    """What the thumbs said was about the theme before."""
    return drop(replace(settle(state, event.at), theme=event.theme), "polls", "thumb")


@folds
def theme_extended(state: Meeting, event: e.ThemeExtended) -> Meeting:
    extra = state.themes[event.theme].extra_seconds + event.seconds
    return change(state, "themes", event.theme, extra_seconds=extra)


@folds
def learning_added(state: Meeting, event: e.LearningAdded) -> Meeting:
    learning = Learning(event.text, next_pos(state.learnings), event.theme)
    return put(state, "learnings", event.learning, learning)


@folds
def learning_edited(state: Meeting, event: e.LearningEdited) -> Meeting:
    return change(state, "learnings", event.learning, text=event.text)


@folds
def learning_deleted(state: Meeting, event: e.LearningDeleted) -> Meeting:
    """Actions that came from it stay, and forget it."""

    def freed(action: Action) -> Action:
        return replace(action, learning="") if action.learning == event.learning else action

    actions = {key: freed(action) for key, action in state.actions.items()}
    return drop(replace(state, actions=actions), "learnings", event.learning)


@folds
def item_parked(state: Meeting, event: e.ItemParked) -> Meeting:
    return put(state, "parked", event.item, Parked(event.text, next_pos(state.parked)))


@folds
def parked_edited(state: Meeting, event: e.ParkedEdited) -> Meeting:
    return change(state, "parked", event.item, text=event.text)


@folds
def parked_dropped(state: Meeting, event: e.ParkedDropped) -> Meeting:
    return drop(state, "parked", event.item)


@folds
def action_added(state: Meeting, event: e.ActionAdded) -> Meeting:
    action = Action(event.kind, next_pos(state.actions), **event.fields)
    return put(state, "actions", event.action, action)


@folds
def action_edited(state: Meeting, event: e.ActionEdited) -> Meeting:
    return change(state, "actions", event.action, **event.fields)


@folds
def action_deleted(state: Meeting, event: e.ActionDeleted) -> Meeting:
    return drop(state, "actions", event.action)


@folds
def appreciation_added(state: Meeting, event: e.AppreciationAdded) -> Meeting:
    item = Appreciation(event.kind, event.text, event.key_hash, next_pos(state.appreciations))
    return put(state, "appreciations", event.appreciation, item)


@folds
def appreciation_edited(state: Meeting, event: e.AppreciationEdited) -> Meeting:
    return change(state, "appreciations", event.appreciation, text=event.text)


@folds
def appreciation_deleted(state: Meeting, event: e.AppreciationDeleted) -> Meeting:
    return drop(state, "appreciations", event.appreciation)
