"""The secret questions with a few numbers to choose from, in the words of the room and of what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

LEAST_FOR_COUNTS = 4
LEAST_FOR_MEAN = 3


@dataclass(frozen=True)
class Scale:
    """A question with numbers to choose from, and what its lowest and highest number mean.

    ``least`` is from how many answers on more than their number is shown.
    """

    question: str
    scores: range
    lowest: str
    highest: str
    least: int = LEAST_FOR_COUNTS

    @property
    def title(self) -> str:
        return f"{self.question} {self.scores[0]} to {self.scores[-1]}"

    @property
    def ends(self) -> str:
        return f"{self.scores[0]} is “{self.lowest}”, {self.scores[-1]} is “{self.highest}”."


SAFETY = Scale(
    "How safe is it to speak openly here?", range(1, 6), "I’d rather keep quiet", "I can say anything"
)
ROTI = Scale("Was it worth your time?", range(5), "Time lost", "Far more than it cost", LEAST_FOR_MEAN)


def for_browser() -> dict[str, Any]:
    """The questions by the names of their polls."""
    return {
        name: {
            "title": scale.question,
            "scores": list(scale.scores),
            "ends": [scale.lowest, scale.highest],
            "least": scale.least,
        }
        for name, scale in (("safety", SAFETY), ("roti", ROTI))
    }
