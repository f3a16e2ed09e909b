"""Long computing beside live rooms: it ends in time, and lets the others have their turns."""

from __future__ import annotations

from time import thread_time

from facilitator.aside import let_others_work

BUDGET_SECONDS = 0.6
TURN_SECONDS = 0.002


class Turns:
    """What one step of the work may take: a budget of computing time, in turns of a few milliseconds."""

    def __init__(self, seconds: float = BUDGET_SECONDS) -> None:
        self._began = self._turn = thread_time()
        self._seconds = seconds

    def go_on(self) -> bool:
        """Whether there is time left. Ask before each small step: now and then the others work first."""
        now = thread_time()
        if now - self._turn >= TURN_SECONDS:
            let_others_work()
            self._turn = now
        return now - self._began < self._seconds
