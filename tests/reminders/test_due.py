"""On which days somebody is told of an action."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from facilitator.reminders import due

DUE = date(2026, 11, 26)


@dataclass
class Step:
    kind: str = "step"
    state: str = "open"
    worked: str = ""
    due: date | None = DUE
    done_at: int | None = None


@dataclass(frozen=True)
class Told:
    part: str
    due: date | None
    day: date


def told_on(days: Iterable[int], day_due: date | None = DUE) -> dict[int, str]:
    """In which part it stands, by how many days after its day the letter is, if the server ran on these days."""
    step, told = Step(due=day_due), None
    found: dict[int, str] = {}
    for day in days:
        today = DUE + timedelta(day)
        if part := due.part_for(step, told, today, 0):
            found[day], told = part, Told(part, step.due, today)
    return found


def test_when_new_three_days_before_on_the_day_and_weekly() -> None:
    told = told_on(range(-10, 17))
    assert told == {-10: "new", -3: "soon", 0: "today", 1: "overdue", 8: "overdue", 15: "overdue"}


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((-5, -1, 0), {-5: "new", -1: "soon", 0: "today"}),
        ((-5, 2, 3), {-5: "new", 2: "overdue"}),
        ((-3, 4, 10, 11), {-3: "soon", 4: "overdue", 11: "overdue"}),
        ((5, 6), {5: "overdue"}),
    ],
)
def test_days_on_which_nothing_ran_are_made_up_for_once(days: tuple[int, ...], told: dict[int, str]) -> None:
    assert told_on(days) == told


def test_without_a_day_it_is_told_once() -> None:
    assert told_on(range(400), None) == {0: "new"}


def test_another_day_is_told_anew_when_it_is_near() -> None:
    told = Told("overdue", DUE, DUE + timedelta(1))
    moved = Step(due=DUE + timedelta(10))
    assert due.part_for(moved, told, DUE + timedelta(2), 0) == ""
    assert due.part_for(moved, told, DUE + timedelta(7), 0) == "soon"


def test_a_step_that_is_done_is_asked_about_once() -> None:
    done = Step(state="done", done_at=1000)
    told = Told("overdue", DUE, DUE)
    assert due.part_for(done, told, DUE, 999) == ""
    assert due.part_for(done, told, DUE, 1000) == "ask"
    assert due.part_for(done, Told("ask", DUE, DUE), DUE + timedelta(40), 2000) == ""


@pytest.mark.parametrize("name", ["worked", "state", "kind"])
def test_others_are_not_asked(name: str) -> None:
    done = Step(state="done", done_at=0)
    setattr(done, name, "another")
    assert due.part_for(done, None, DUE, 1000) == ""
