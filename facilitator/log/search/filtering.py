"""The filters of a search, as SQL conditions on entries."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlalchemy.orm import Session

from facilitator.log.entry.action_status import OPEN, status_on
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Action, Entry
from facilitator.log.search import choose_backend
from facilitator.log.search.drivers import entries_with_driver
from facilitator.log.search.query import NOT_SAID, Query

KINDS = {"steps": "step", "experiments": "experiment"}


class _Asked(NamedTuple):
    session: Session
    reader: Reader
    query: Query


def filter_conditions(
    session: Session, reader: Reader, query: Query, names: Collection[str]
) -> list[ColumnElement[bool]]:
    """The conditions of the query's active filters that have these names."""
    asked = _Asked(session, reader, query)
    return [_CONDITIONS[name](asked) for name in query.filters if name in names]


def has_open_action() -> ColumnElement[bool]:
    """Whether the entry has an action that is open."""
    # Not EXISTS, for which Postgres would first collect all open actions that there are.
    its = select(literal(True)).where(Action.entry_id == Entry.id, Action.state == OPEN).limit(1)
    return func.coalesce(its.correlate(Entry).scalar_subquery(), False)


def _has_outcome(asked: _Asked) -> ColumnElement[bool]:
    outcome = asked.query.outcome
    return func.coalesce(Entry.outcome, "") == ("" if outcome == NOT_SAID else outcome)


def _has_tag(asked: _Asked) -> ColumnElement[bool]:
    each = choose_backend.backend_of(asked.session).each_tag(Entry.tags)
    return select(literal(1)).select_from(each).where(each.c.value == asked.query.tag).exists()


def _is_in_year(asked: _Asked) -> ColumnElement[bool]:
    # A range of days, which an index over the days can find, unlike the year as a number.
    year = int(str(asked.query.year))
    return Entry.date.between(datetime.date(year, 1, 1), datetime.date(year, 12, 31))


def _is_in_quarter(asked: _Asked) -> ColumnElement[bool]:
    month = func.extract("month", Entry.date)
    return case((month <= 3, 1), (month <= 6, 2), (month <= 9, 3), else_=4) == asked.query.quarter


def _has_driver(asked: _Asked) -> ColumnElement[bool]:
    return Entry.id.in_(entries_with_driver(asked.session, asked.reader, asked.query.driver))


def _has_action(asked: _Asked, kind: str, became: str) -> ColumnElement[bool]:
    of_entry = (Action.entry_id == Entry.id) & (Action.kind == kind)
    return select(Action.id).where(of_entry, status_on(asked.query.today) == became).exists()


_CONDITIONS: Mapping[str, Callable[[_Asked], ColumnElement[bool]]] = {
    "category": lambda asked: Entry.category == asked.query.category,
    "tag": _has_tag,
    "outcome": _has_outcome,
    "year": _is_in_year,
    "quarter": _is_in_quarter,
    "mine": lambda asked: Entry.account_id == asked.reader.account_id,
    "meetings": lambda _asked: Entry.meeting_id.is_not(None),
    "open": lambda _asked: has_open_action(),
    "driver": _has_driver,
    "steps": lambda asked: _has_action(asked, KINDS["steps"], asked.query.steps),
    "experiments": lambda asked: _has_action(asked, KINDS["experiments"], asked.query.experiments),
}
