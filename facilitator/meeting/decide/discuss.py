"""Discussing themes: the current theme, learnings, and the parking lot."""

from __future__ import annotations

from facilitator.refused import Refused

from .. import commands as c
from .. import events as e
from ..model import Learning, Meeting, Stage, themes_in_order
from ..texts import merged
from .guards import facilitator, in_stage, live, poll_shut, theme_chosen
from .polls import close_open, open_anew
from .rule import Context, Items, found, fresh, moved, rule
from .themes import dissolve_if_empty

LEAST_TIMEBOX_SECONDS = 60


@rule(facilitator, in_stage("discuss"))
def discuss_theme(context: Context, command: c.DiscussTheme) -> Items:
    found(context.state.themes, command.theme, "theme")
    return open_theme(context, command.theme)


def theme_ahead(state: Meeting, seat: str) -> None:
    if theme_after(state) is None:
        raise Refused("last_theme", "There is no theme after this one. Go on to the next stage.")


@rule(facilitator, in_stage("discuss"), theme_ahead)
def next_theme(context: Context, command: c.NextTheme) -> Items:
    """Open the next theme. If two people press it at once, the second command is refused.

    ``theme`` is the one that the sender sees; after the first command the room is at another one.
    """
    if command.theme not in (None, context.state.theme):
        raise Refused("wrong_theme", "The room is at another theme already.")
    return open_theme(context, str(theme_after(context.state)))


@rule(facilitator, in_stage("discuss"))
def move_theme(context: Context, command: c.MoveTheme) -> Items:
    for theme in filter(None, (command.theme, command.before)):
        found(context.state.themes, theme, "theme")
    before = themes_in_order(context.state)
    return [e.ThemesOrdered(tuple(moved(before, command.theme, command.before)))]


@rule(facilitator, in_stage("discuss"), theme_chosen, poll_shut("thumb"))
def open_thumbs(context: Context, command: c.OpenThumbs) -> Items:
    return open_anew("thumb")


@rule(live)
def add_learning(context: Context, command: c.AddLearning) -> Items:
    """If its theme does not exist any more, the learning is added without one."""
    learning = fresh(context.state.learnings, command.learning, c.MOST["learnings"])
    theme = command.theme if command.theme in context.state.themes else None
    return [e.LearningAdded(learning, command.text, theme)]


@rule(live)
def edit_learning(context: Context, command: c.EditLearning) -> Items:
    current = found(context.state.learnings, command.learning, "learning").text
    text = merged(command.was, command.text, current, c.LIMITS["learning"])
    return [e.LearningEdited(command.learning, text)]


@rule(live)
def delete_learning(context: Context, command: c.DeleteLearning) -> Items:
    learning: Learning = found(context.state.learnings, command.learning, "learning")
    deleted: Items = [e.LearningDeleted(command.learning)]
    return [*deleted, *dissolve_if_empty(context, deleted, learning.theme)]


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
    opened = e.ThemeOpened(context.now, theme)
    return [*close_open(context, "thumb"), opened, *first_timebox(context.state)]


def begin_discussion(state: Meeting, stage: Stage, at: int) -> Items:
    """Set the timebox of each theme, and open the first theme unless one is open already."""
    order = themes_in_order(state)
    if not order:
        return []
    wanted = [theme for theme in order if state.themes[theme].votes] or order
    box: Items = [e.TimeboxSet(timebox(stage, len(wanted)))]
    return box if state.theme in state.themes else [*box, e.ThemeOpened(at, order[0])]


def first_timebox(state: Meeting) -> Items:
    """Set the timebox of each theme if there is none yet: the discussion began without any theme."""
    stage = state.current
    if state.timebox_seconds or stage is None:
        return []
    return [e.TimeboxSet(timebox(stage, len(state.themes)))]


def timebox(stage: Stage, themes: int) -> int:
    """An equal share of the stage for each theme, in seconds, at least a minute."""
    return max(LEAST_TIMEBOX_SECONDS, stage.seconds // themes)


def theme_after(state: Meeting) -> str | None:
    """The theme after the current one in the order of the room, or None. Without a current one, the first."""
    order = themes_in_order(state)
    index = order.index(state.theme) + 1 if state.theme in order else 0
    return order[index] if index < len(order) else None
