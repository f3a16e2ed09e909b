"""Changing the ground rules. Everybody sees them; whoever facilitates writes them down."""

from __future__ import annotations

from .. import commands as c
from .. import events as e
from ..texts import merged
from .guards import facilitator, not_closed
from .rule import Context, Items, found, fresh, rule


@rule(facilitator, not_closed)
def add_rule(context: Context, command: c.AddRule) -> Items:
    return [e.RuleAdded(fresh(context.state.rules, command.rule, c.MOST["rules"]), command.text)]


@rule(facilitator, not_closed)
def edit_rule(context: Context, command: c.EditRule) -> Items:
    current = found(context.state.rules, command.rule, "rule").text
    text = merged(command.was, command.text, current, c.LIMITS["rule"])
    return [e.RuleEdited(command.rule, " ".join(text.split()))]


@rule(facilitator, not_closed)
def delete_rule(context: Context, command: c.DeleteRule) -> Items:
    found(context.state.rules, command.rule, "rule")
    return [e.RuleDeleted(command.rule)]
