"""Actions (steps and experiments) and appreciations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from facilitator.refused import Refused

from .. import commands as c
from .. import events as e
from ..model import Action, Appreciation, Meeting
from .cards import refuse_wrong_key
from .guards import live
from .rule import Context, Items, found, fresh, key_hash, rule

ACTION_FIELDS = ("what", "hypothesis", "test", "signal", "owner", "due", "support", "learning")


@rule(live)
def add_action(context: Context, command: c.AddAction) -> Items:
    action = fresh(context.state.actions, command.action, c.MOST["actions"])
    fields = action_fields(command, context.state)
    refuse_empty_action(command.kind, fields)
    return [e.ActionAdded(action, command.kind, fields)]


@rule(live)
def edit_action(context: Context, command: c.EditAction) -> Items:
    action: Action = found(context.state.actions, command.action, "action")
    fields = action_fields(command, context.state)
    refuse_empty_action(action.kind, {**asdict(action), **fields})
    return [e.ActionEdited(command.action, fields)]


@rule(live)
def delete_action(context: Context, command: c.DeleteAction) -> Items:
    found(context.state.actions, command.action, "action")
    return [e.ActionDeleted(command.action)]


@rule(live)
def add_appreciation(context: Context, command: c.AddAppreciation) -> Items:
    item = fresh(context.state.appreciations, command.appreciation, c.MOST["appreciations"])
    return [e.AppreciationAdded(item, command.kind, command.text, key_hash(command.key))]


@rule(live)
def edit_appreciation(context: Context, command: c.EditAppreciation) -> Items:
    own_appreciation(context, command.appreciation, command.key)
    return [e.AppreciationEdited(command.appreciation, command.text)]


@rule(live)
def delete_appreciation(context: Context, command: c.DeleteAppreciation) -> Items:
    own_appreciation(context, command.appreciation, command.key)
    return [e.AppreciationDeleted(command.appreciation)]


def own_appreciation(context: Context, item: str, key: str) -> None:
    appreciation: Appreciation = found(context.state.appreciations, item, "line")
    refuse_wrong_key(appreciation.key_hash, key)


def action_fields(command: c.AddAction | c.EditAction, state: Meeting) -> dict[str, str]:
    """The given texts of an action, by field name. A learning that does not exist any more becomes empty."""
    given = {name: text for name, text in asdict(command).items() if name in ACTION_FIELDS}
    fields = {name: text for name, text in given.items() if text is not None}
    if fields.get("learning") and fields["learning"] not in state.learnings:
        fields["learning"] = ""
    return fields


def refuse_empty_action(kind: str, fields: Mapping[str, str]) -> None:
    """Check that an action says what to do or to try.

    :raises Refused: ``empty`` when it does not
    """
    if kind == "step" and not fields.get("what"):
        raise Refused("empty", "Say what will be done.", 422)
    if kind == "experiment" and not (fields.get("hypothesis") or fields.get("what")):
        raise Refused("empty", "Say what you expect to see: if we …, then …", 422)
