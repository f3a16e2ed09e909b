"""Whether the chair is free: no facilitator has been here for a while, and anybody in the room may take it."""

from __future__ import annotations

from .model import Meeting

CHAIR_VACANT_MS = 30_000


def is_chair_free(state: Meeting, now: int) -> bool:
    """A connection that was lost for a moment frees no chair."""
    held = state.status in ("running", "paused")
    return held and state.vacant_since is not None and now - state.vacant_since >= CHAIR_VACANT_MS
