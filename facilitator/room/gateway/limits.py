"""How much of this process one seat may ask for, and how often one network may be refused.

All connections of a seat share one budget. It goes on when they are closed, so connecting anew gives no more.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from facilitator.refused import Refused
from facilitator.room.gateway.budget import Budget

EVENTS_A_SECOND, EVENTS_AT_ONCE = 30, 60
# A whole view is the most that a client can ask for with a short message.
VIEWS_A_SECOND, VIEWS_AT_ONCE = 3, 60
# A meeting holds some for everybody. Who gave how many is kept here only, and on no disk.
REACTIONS_A_SECOND, REACTIONS_AT_ONCE = 1 / 30, 100
REFUSALS_A_SECOND, REFUSALS_AT_ONCE = 1, 60
REFUSAL_PAUSE_SECONDS = 1

TOO_FAST = Refused("too_fast", "That is very fast. Wait a second, then send it again.", 429)
TOO_MANY_REACTIONS = Refused("too_many", "You have said very much with a press. Wait for a minute.", 429)


@dataclass
class Limit:
    """One kind of budget, for each seat or network. Those that are full again are forgotten."""

    a_second: float
    at_once: float
    _budgets: dict[str, Budget] = field(default_factory=dict)

    def count(self, whose: str) -> None:
        """Take one from somebody's budget.

        :raises Refused: ``too_fast``, when there is none left.
        """
        if not self.spend(whose):
            raise TOO_FAST

    def spend(self, whose: str) -> bool:
        """Take one from somebody's budget, if there is one left. Whether there was."""
        now = time.monotonic()
        return self._budgets.setdefault(whose, Budget(self.a_second, self.at_once, now)).spend(now)

    def is_spent(self, whose: str) -> bool:
        """Whether nothing is left."""
        return whose in self._budgets and self._budgets[whose].grow(time.monotonic()) < 1

    def forget_full(self) -> None:
        now = time.monotonic()
        self._budgets = {key: budget for key, budget in self._budgets.items() if not budget.is_full(now)}


class Limits:
    """All limits of this process: events, views and reactions of each seat, refused connections of a network."""

    def __init__(self) -> None:
        self.events = Limit(EVENTS_A_SECOND, EVENTS_AT_ONCE)
        self.views = Limit(VIEWS_A_SECOND, VIEWS_AT_ONCE)
        self.reactions = Limit(REACTIONS_A_SECOND, REACTIONS_AT_ONCE)
        self.refusals = Limit(REFUSALS_A_SECOND, REFUSALS_AT_ONCE)

    def forget_full(self) -> None:
        for limit in (self.events, self.views, self.reactions, self.refusals):
            limit.forget_full()
