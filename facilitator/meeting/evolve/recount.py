"""Applying the events of the recount and the timeline."""

from __future__ import annotations

from dataclasses import replace

from .. import events as e
from ..model import (
    Meeting,
    TimelineRow,
    next_pos,
)
from .fold import change, drop, folds, order, put


@folds
def recount_edited(state: Meeting, event: e.RecountEdited) -> Meeting:
    return replace(state, recount=replace(state.recount, **{event.field: event.text}))


@folds
def timeline_row_added(state: Meeting, event: e.TimelineRowAdded) -> Meeting:
    row = TimelineRow(event.at, event.what, next_pos(state.timeline))
    return put(state, "timeline", event.row, row)


@folds
def timeline_row_edited(state: Meeting, event: e.TimelineRowEdited) -> Meeting:
    return change(state, "timeline", event.row, at=event.at, what=event.what)


@folds
def timeline_ordered(state: Meeting, event: e.TimelineOrdered) -> Meeting:
    return order(state, "timeline", event.rows)


@folds
def timeline_row_deleted(state: Meeting, event: e.TimelineRowDeleted) -> Meeting:
    return drop(state, "timeline", event.row)
