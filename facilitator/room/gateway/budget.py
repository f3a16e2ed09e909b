"""How often somebody may do something: so many times a second, and more at once after a pause."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Budget:
    """What is left to one client or seat. Instants are in seconds, on any clock that never goes back.

    :param a_second: how many times a second are allowed.
    :param at_once: how many are allowed at once, after a pause that was long enough.
    """

    a_second: float
    at_once: float
    now: float
    left: float = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.at_once

    def spend(self, now: float) -> bool:
        """Take one, if there is one. Whether there was."""
        self.grow(now)
        if self.left < 1:
            return False
        self.left -= 1
        return True

    def take(self, now: float) -> None:
        """Take one that was used already, even if none is left. Then the next ones must wait for longer."""
        self.grow(now)
        self.left -= 1

    def grow(self, now: float) -> float:
        """What is left by now."""
        self.left = min(self.at_once, self.left + (now - self.now) * self.a_second)
        self.now = now
        return self.left

    def is_full(self, now: float) -> bool:
        """Whether nothing was spent for so long that a new budget would be the same."""
        return self.grow(now) >= self.at_once
