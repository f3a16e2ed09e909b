"""What becomes of an action, in the words that the rows keep."""

from __future__ import annotations

OPEN = "open"
STEP_ENDS = ("done", "dropped")
EXPERIMENT_ENDS = ("worked", "partly", "did not work", "dropped")
STATES = (OPEN, "done", "worked", "partly", "did not work", "dropped")


def ends_of(kind: str) -> tuple[str, ...]:
    """How an action of this kind can end."""
    return EXPERIMENT_ENDS if kind == "experiment" else STEP_ENDS
