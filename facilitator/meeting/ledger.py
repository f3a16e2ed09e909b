"""The ledger: the time actually spent per focus, and a forecast for the end.

:func:`settle` books the time up to an instant. Every event that changes the stage, the focus or the running
of the clock calls it first. Pauses are never booked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .model import Focus, Meeting, Stage

WARN_SECONDS = 20
"""The browser warns so long before the end of a failure stage."""


@dataclass(frozen=True)
class Ledger:
    """The planned and spent milliseconds per focus.

    ``forecast_share`` is in percent. ``budget_ms`` is below zero if the failure took more than planned.
    """

    planned_learning_ms: int
    planned_failure_ms: int
    learning_ms: int
    failure_ms: int
    forecast_share: float

    @property
    def budget_ms(self) -> int:
        return self.planned_failure_ms - self.failure_ms


def settle(state: Meeting, at: int) -> Meeting:
    """Book the time since the last booking to the current stage, focus and theme."""
    if state.since is None or state.focus is None:
        return state
    elapsed = max(0, at - state.since)
    stages = tuple(
        booked(stage, state.focus, elapsed) if stage.id == state.stage else stage for stage in state.stages
    )
    themed = _book_theme(state, elapsed)
    return replace(themed, stages=stages, since=max(at, state.since))


def booked(stage: Stage, focus: Focus, elapsed_ms: int) -> Stage:
    if focus == "failure":
        return replace(stage, failure_ms=stage.failure_ms + elapsed_ms)
    return replace(stage, learning_ms=stage.learning_ms + elapsed_ms)


def _book_theme(state: Meeting, elapsed_ms: int) -> Meeting:
    if state.theme is None or not state.is_in("discuss"):
        return state
    theme = state.themes[state.theme]
    spent = replace(theme, spent_ms=theme.spent_ms + elapsed_ms)
    return replace(state, themes={**state.themes, state.theme: spent})


def ledger(state: Meeting) -> Ledger:
    """The planned and spent time per focus, up to the last booking (``state.since``)."""
    planned_failure = 1000 * sum(s.seconds for s in state.stages if s.focus == "failure")
    planned_learning = 1000 * sum(s.seconds for s in state.stages if s.focus == "learning")
    return Ledger(
        planned_learning,
        planned_failure,
        sum(stage.learning_ms for stage in state.stages),
        sum(stage.failure_ms for stage in state.stages),
        forecast_share(state),
    )


def forecast_share(state: Meeting) -> float:
    """The share of learning at the end, in percent, if the rest goes as planned."""
    ahead = [] if state.status == "closed" else stages_ahead(state)
    learning = sum(s.learning_ms for s in state.stages) + sum(
        s.left_ms for s in ahead if s.focus == "learning"
    )
    failure = sum(s.failure_ms for s in state.stages) + sum(s.left_ms for s in ahead if s.focus == "failure")
    whole = learning + failure
    return round(100 * learning / whole, 1) if whole else 100.0


def stages_ahead(state: Meeting) -> list[Stage]:
    """The current stage and those after it; all of them before the start."""
    ids = [stage.id for stage in state.stages]
    first = ids.index(state.stage) if state.stage in ids else 0
    return list(state.stages[first:])


def due_at(state: Meeting) -> int | None:
    """The instant at which a running failure stage ends automatically. None for any other stage."""
    stage = state.current
    if stage is None or state.since is None or stage.focus != "failure":
        return None
    return state.since + stage.left_ms
