"""Editing the recount (expected, happened, impact) and the timeline, several people at once."""

from __future__ import annotations

from .. import commands as c
from .. import events as e
from ..model import Meeting
from ..texts import merged
from ..timeline import place_by_time, split_row
from .guards import live_or_facilitator
from .rule import Context, Items, found, fresh, in_order, moved, rule


@rule(live_or_facilitator)
def edit_recount(context: Context, command: c.EditRecount) -> Items:
    current = getattr(context.state.recount, command.field)
    text = merged(command.was, command.text, current, c.LIMITS["recount"])
    return [e.RecountEdited(command.field, text)]


@rule(live_or_facilitator)
def add_timeline_row(context: Context, command: c.AddTimelineRow) -> Items:
    row = fresh(context.state.timeline, command.row, c.MOST["timeline"])
    at, what = split_row(command.at, command.what)
    return [e.TimelineRowAdded(row, at, what), *placed(context.state, row, at)]


@rule(live_or_facilitator)
def edit_timeline_row(context: Context, command: c.EditTimelineRow) -> Items:
    row = found(context.state.timeline, command.row, "line")
    at, what = split_row(row.at if command.at is None else command.at, command.what or row.what)
    edited = e.TimelineRowEdited(command.row, at, what)
    return [edited, *placed(context.state, command.row, at)] if at != row.at else [edited]


@rule(live_or_facilitator)
def move_timeline_row(context: Context, command: c.MoveTimelineRow) -> Items:
    rows = context.state.timeline
    found(rows, command.row, "line")
    if command.before is not None:
        found(rows, command.before, "line")
    return [e.TimelineOrdered(tuple(moved(in_order(rows), command.row, command.before)))]


@rule(live_or_facilitator)
def delete_timeline_row(context: Context, command: c.DeleteTimelineRow) -> Items:
    found(context.state.timeline, command.row, "line")
    return [e.TimelineRowDeleted(command.row)]


def placed(state: Meeting, row: str, at: str) -> Items:
    """Put a row that is new, or has another time, where its time belongs."""
    rows = list(dict.fromkeys([*in_order(state.timeline), row]))
    others = [key for key in rows if key != row]
    later = others[place_by_time([state.timeline[key].at for key in others], at) :]
    ordered = moved(rows, row, later[0] if later else None)
    return [] if ordered == rows else [e.TimelineOrdered(tuple(ordered))]
