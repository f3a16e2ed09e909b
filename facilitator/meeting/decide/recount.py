"""Editing the recount (expected, happened, impact) and the timeline, several people at once."""

from __future__ import annotations

from .. import commands as c
from .. import events as e
from ..texts import merged
from .guards import live_or_facilitator
from .rule import Context, Items, found, fresh, rule


@rule(live_or_facilitator)
def edit_recount(context: Context, command: c.EditRecount) -> Items:
    current = getattr(context.state.recount, command.field)
    text = merged(command.was, command.text, current, c.LIMITS["recount"])
    return [e.RecountEdited(command.field, text)]


@rule(live_or_facilitator)
def add_timeline_row(context: Context, command: c.AddTimelineRow) -> Items:
    row = fresh(context.state.timeline, command.row, c.MOST["timeline"])
    return [e.TimelineRowAdded(row, command.at, command.what)]


@rule(live_or_facilitator)
def edit_timeline_row(context: Context, command: c.EditTimelineRow) -> Items:
    row = found(context.state.timeline, command.row, "line")
    at = row.at if command.at is None else command.at
    return [e.TimelineRowEdited(command.row, at, command.what or row.what)]


@rule(live_or_facilitator)
def delete_timeline_row(context: Context, command: c.DeleteTimelineRow) -> Items:
    found(context.state.timeline, command.row, "line")
    return [e.TimelineRowDeleted(command.row)]
