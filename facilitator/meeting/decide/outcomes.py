"""Actions (steps and experiments) and appreciations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace

from facilitator.refused import Refused

from .. import commands as c
from .. import events as e
from ..hidden import HiddenAppreciation
from ..model import Action, Meeting
from .cards import own
from .guards import live
from .rule import Context, Items, found, fresh, hide_appreciation, key_hash, rule, somebody_just_came

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
    taken = {**context.state.appreciations, **context.hidden.appreciations}
    item = fresh(taken, command.appreciation, c.MOST["appreciations"])
    return told(context, item, HiddenAppreciation(command.kind, command.text, key_hash(command.key)))


@rule(live)
def edit_appreciation(context: Context, command: c.EditAppreciation) -> Items:
    item = own_appreciation(context, command.appreciation, command.key)
    return told(context, command.appreciation, replace(item, text=command.text))


@rule(live)
def delete_appreciation(context: Context, command: c.DeleteAppreciation) -> Items:
    item = own_appreciation(context, command.appreciation, command.key)
    return told(context, command.appreciation, replace(item, deleted=True))


def told(context: Context, key: str, item: HiddenAppreciation) -> Items:
    """Show an appreciation or its change. It is hidden first while somebody has just arrived."""
    if key not in context.hidden.appreciations and not somebody_just_came(context):
        return show_appreciation(context, key, item)
    never_shown = item.deleted and key not in context.state.appreciations
    return [hide_appreciation(context, key, None if never_shown else item)]


def show_appreciation(context: Context, key: str, item: HiddenAppreciation) -> Items:
    """The events that show an appreciation, or a change of a shown one."""
    shown = context.state.appreciations.get(key)
    if shown is None:
        return [] if item.deleted else [e.AppreciationAdded(key, item.kind, item.text, item.key_hash)]
    if item.deleted:
        return [e.AppreciationDeleted(key)]
    return [] if item.text == shown.text else [e.AppreciationEdited(key, item.text)]


def own_appreciation(context: Context, key: str, secret: str) -> HiddenAppreciation:
    """The newest text of an own appreciation, hidden or shown.

    :raises Refused: ``not_found``, ``wrong_key``
    """
    hidden, shown = context.hidden.appreciations.get(key), context.state.appreciations.get(key)
    if hidden is None and shown is not None:
        hidden = HiddenAppreciation(shown.kind, shown.text, shown.key_hash)
    return own(hidden, secret, "line")


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
