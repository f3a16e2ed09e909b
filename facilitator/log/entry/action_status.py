"""The status of actions, which depends on their due date. Lists and charts all get it from here."""

from __future__ import annotations

import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from facilitator.log.entry.tables import Action, Entry

OPEN = "open"
STEP_ENDS = ("done", "dropped")
EXPERIMENT_ENDS = ("worked", "partly", "did not work", "dropped")
ANSWERS = ("yes", "no", "cannot tell")
"""The answers to whether a step that is done worked."""
STATES = (OPEN, "done", "worked", "partly", "did not work", "dropped")
STEP_STATUS = {
    "on time": "Done on time",
    "late": "Done later",
    "done": "Done, without a day",
    "coming": "Open, the day is still to come",
    "overdue": "Open, the day has passed",
    "undated": "Open, without a day",
    "dropped": "Dropped",
}
EXPERIMENT_STATUS = {
    "worked": "It worked",
    "partly": "It worked in part",
    "did not work": "It did not work",
    "coming": "Running",
    "overdue": "To be looked at: its day has passed",
    "dropped": "Dropped",
}
STATUS_BY_KIND = {"step": STEP_STATUS, "experiment": EXPERIMENT_STATUS}


def end_states(kind: str) -> tuple[str, ...]:
    """The states in which an action of this kind can end."""
    return EXPERIMENT_ENDS if kind == "experiment" else STEP_ENDS


def number_that(worked: bool) -> ColumnElement[int]:
    """The SQL expression for how many of an entry's actions worked, or did not: what was tried and answered.

    An experiment that worked in part counts as one that worked.
    """
    states, answer = (("worked", "partly"), "yes") if worked else (("did not work",), "no")
    answered = or_(Action.state.in_(states), Action.worked == answer)
    of_entry = select(func.count()).where(Action.entry_id == Entry.id, answered)
    return of_entry.correlate(Entry).scalar_subquery()


def status_on(today: datetime.date | ColumnElement[datetime.date]) -> ColumnElement[str]:
    """The SQL expression for an action's status on that day, which is the reader's.

    Its value is a key of `STEP_STATUS`, or of `EXPERIMENT_STATUS` for an experiment. A step is on time when
    it was done before the end of its due date where its owner is.
    """
    is_open = Action.state == OPEN
    is_experiment = Action.kind == "experiment"
    return case(
        (and_(is_open, Action.due < today), "overdue"),
        (and_(is_open, or_(is_experiment, Action.due >= today)), "coming"),
        (is_open, "undated"),
        (Action.state != "done", Action.state),
        (or_(Action.done_on.is_(None), Action.due.is_(None)), "done"),
        (Action.done_on <= Action.due, "on time"),
        else_="late",
    )
