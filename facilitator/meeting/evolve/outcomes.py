"""Applying the events of actions and appreciations."""

from __future__ import annotations

from .. import events as e
from ..model import Action, Appreciation, Meeting, next_pos
from .fold import change, drop, folds, put


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
