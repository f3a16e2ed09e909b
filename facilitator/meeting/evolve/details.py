"""Applying the events of preparing a meeting: title, category, columns, ground rules, date, time zone and capacity."""

from __future__ import annotations

from dataclasses import replace

from .. import events as e
from ..model import Meeting
from .fold import folds


@folds
def capacity_set(state: Meeting, event: e.CapacitySet) -> Meeting:
    return replace(state, capacity=event.capacity)


@folds
def title_edited(state: Meeting, event: e.TitleEdited) -> Meeting:
    return replace(state, title=event.title)


@folds
def category_set(state: Meeting, event: e.CategorySet) -> Meeting:
    return replace(state, category=event.category, tags=event.tags)


@folds
def columns_set(state: Meeting, event: e.ColumnsSet) -> Meeting:
    return replace(state, columns=event.columns)


@folds
def rules_set(state: Meeting, event: e.RulesSet) -> Meeting:
    return replace(state, rules=event.rules)


@folds
def scheduled(state: Meeting, event: e.Scheduled) -> Meeting:
    return replace(state, scheduled_at=event.at)


@folds
def zone_set(state: Meeting, event: e.ZoneSet) -> Meeting:
    return replace(state, zone=event.zone)
