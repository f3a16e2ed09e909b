"""Applying the events of the ground rules."""

from __future__ import annotations

from .. import events as e
from ..ground_rules import GroundRule
from ..model import Meeting, next_pos
from .fold import change, drop, folds, put


@folds
def rule_added(state: Meeting, event: e.RuleAdded) -> Meeting:
    return put(state, "rules", event.rule, GroundRule(event.text, next_pos(state.rules)))


@folds
def rule_edited(state: Meeting, event: e.RuleEdited) -> Meeting:
    return change(state, "rules", event.rule, text=event.text)


@folds
def rule_deleted(state: Meeting, event: e.RuleDeleted) -> Meeting:
    return drop(state, "rules", event.rule)
