"""Talking themes through: which one is on, learnings, and what is parked."""

from __future__ import annotations

from .. import commands as c
from .. import events as e
from ..model import Meeting, themes_by_votes
from ..refused import Refused
from ..texts import merged
from .guards import facilitator, in_stage, live
from .polls import close_open
from .rule import Context, Items, found, fresh, rule


@rule(facilitator, in_stage("discuss"))
def discuss_theme(context: Context, command: c.DiscussTheme) -> Items:
    found(context.state.themes, command.theme, "theme")
    return open_theme(context, command.theme)


@rule(facilitator, in_stage("discuss"))
def next_theme(context: Context, command: c.NextTheme) -> Items:
    theme = theme_after(context.state)
    if theme is None:
        raise Refused("last_theme", "That was the last theme. Go on to the next stage.")
    return open_theme(context, theme)


@rule(facilitator, in_stage("discuss"))
def open_thumbs(context: Context, command: c.OpenThumbs) -> Items:
    if context.state.theme is None:
        raise Refused("no_theme", "Choose a theme first.")
    poll = context.state.polls.get("thumb")
    if poll is not None and poll.open:
        raise Refused("poll_open", "It is open: everybody can still answer.")
    return [e.PollOpened("thumb")]


@rule(live)
def add_learning(context: Context, command: c.AddLearning) -> Items:
    learning = fresh(context.state.learnings, command.learning, c.MOST["learnings"])
    if command.theme is not None:
        found(context.state.themes, command.theme, "theme")
    return [e.LearningAdded(learning, command.text, command.theme)]


@rule(live)
def edit_learning(context: Context, command: c.EditLearning) -> Items:
    current = found(context.state.learnings, command.learning, "learning").text
    text = merged(command.was, command.text, current, c.LIMITS["learning"])
    return [e.LearningEdited(command.learning, text)]


@rule(live)
def delete_learning(context: Context, command: c.DeleteLearning) -> Items:
    found(context.state.learnings, command.learning, "learning")
    return [e.LearningDeleted(command.learning)]


@rule(live)
def park(context: Context, command: c.Park) -> Items:
    item = fresh(context.state.parked, command.item, c.MOST["parked"])
    return [e.ItemParked(item, command.text)]


@rule(live)
def edit_parked(context: Context, command: c.EditParked) -> Items:
    found(context.state.parked, command.item, "point")
    return [e.ParkedEdited(command.item, command.text)]


@rule(live)
def drop_parked(context: Context, command: c.DropParked) -> Items:
    found(context.state.parked, command.item, "point")
    return [e.ParkedDropped(command.item)]


def open_theme(context: Context, theme: str) -> Items:
    return [*close_open(context, "thumb"), e.ThemeOpened(context.now, theme)]


def theme_after(state: Meeting) -> str | None:
    """The theme that follows the current one by votes."""
    order = themes_by_votes(state)
    index = order.index(state.theme) + 1 if state.theme in order else 0
    return order[index] if index < len(order) else None
