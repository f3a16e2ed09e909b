"""The filters of a search, as SQL conditions on entries. Their values are parameters."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Date,
    Integer,
    String,
    and_,
    bindparam,
    case,
    func,
    literal,
    select,
)
from sqlalchemy.orm import Session

from facilitator.log.entry.access import VISIBLE
from facilitator.log.entry.action_status import OPEN, status_on
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Action, Entry
from facilitator.log.search.backend import Backend
from facilitator.log.search.drivers import entries_with_driver
from facilitator.log.search.query import NOT_SAID, Query

KINDS = {"steps": "step", "experiments": "experiment"}


def visible_with(filters: Collection[str], backend: Backend) -> list[ColumnElement[bool]]:
    """The conditions for the entries that the reader may see and that match the filters with these names.

    Databases ask cheap conditions first. A CASE keeps the filters for what is visible, so that the work does not
    tell of other people's entries, and keeps the database from looking up a filter's entries for each entry with
    the words. The year stands outside, because an index finds it.
    """
    asked = [_CONDITIONS[name](backend) for name in sorted(filters) if name != "year"]
    visible = case((VISIBLE, and_(*asked)), else_=False) if asked else VISIBLE
    return [visible, _is_in_year()] if "year" in filters else [visible]


def filter_parameters(session: Session, reader: Reader, query: Query) -> dict[str, object]:
    """The values of the parameters of all conditions of the query's active filters."""
    values = query.filters | {"today": query.today}
    if query.outcome == NOT_SAID:
        values["outcome"] = ""
    if query.year:
        values["first_day"] = datetime.date(query.year, 1, 1)
        values["last_day"] = datetime.date(query.year, 12, 31)
    if query.driver:
        values["of_driver"] = entries_with_driver(session, reader, query.driver)
    return values


def has_open_action() -> ColumnElement[bool]:
    """Whether the entry has an action that is open."""
    # Not EXISTS, for which Postgres would first collect all open actions that there are.
    its = select(literal(True)).where(Action.entry_id == Entry.id, Action.state == OPEN).limit(1)
    return func.coalesce(its.correlate(Entry).scalar_subquery(), False)


def _is(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    return column == bindparam(name, type_=String)


def _has_tag(backend: Backend) -> ColumnElement[bool]:
    each = backend.each_of(Entry.tags)
    return select(literal(1)).select_from(each).where(_is(each.c.value, "tag")).exists()


def _is_in_year() -> ColumnElement[bool]:
    # A range of days, which an index over the days can find, unlike the year as a number.
    return Entry.date.between(bindparam("first_day", type_=Date), bindparam("last_day", type_=Date))


def _is_in_quarter(_backend: Backend) -> ColumnElement[bool]:
    month = func.extract("month", Entry.date)
    quarter = case((month <= 3, 1), (month <= 6, 2), (month <= 9, 3), else_=4)
    return quarter == bindparam("quarter", type_=Integer)


def _has_driver(backend: Backend) -> ColumnElement[bool]:
    # One parameter: a database has a limit for their number, and these may be most of the log.
    return Entry.id.in_(select(backend.each_of(bindparam("of_driver", type_=JSON)).c.value))


def _has_action(name: str) -> ColumnElement[bool]:
    of_entry = (Action.entry_id == Entry.id) & (Action.kind == KINDS[name])
    return select(Action.id).where(of_entry, _is(status_on(bindparam("today", type_=Date)), name)).exists()


_CONDITIONS: Mapping[str, Callable[[Backend], ColumnElement[bool]]] = {
    "category": lambda _backend: _is(Entry.category.expression, "category"),
    "tag": _has_tag,
    "outcome": lambda _backend: _is(func.coalesce(Entry.outcome, ""), "outcome"),
    "quarter": _is_in_quarter,
    "mine": lambda _backend: _is(Entry.account_id.expression, "reader"),
    "meetings": lambda _backend: Entry.meeting_id.is_not(None),
    "open": lambda _backend: has_open_action(),
    "driver": _has_driver,
    "steps": lambda _backend: _has_action("steps"),
    "experiments": lambda _backend: _has_action("experiments"),
}
