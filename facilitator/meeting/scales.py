"""The secret questions with a few numbers to choose from, in the words of the room and of what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Scale:
    """A question with numbers to choose from, and what its lowest and highest number mean."""

    question: str
    scores: range
    lowest: str
    highest: str

    @property
    def title(self) -> str:
        return f"{self.question} {self.scores[0]} to {self.scores[-1]}"

    @property
    def ends(self) -> str:
        return f"{self.scores[0]} is “{self.lowest}”, {self.scores[-1]} is “{self.highest}”."


SAFETY = Scale(
    "How safe is it to speak openly here?", range(1, 6), "I’d rather keep quiet", "I can say anything"
)
ROTI = Scale("Was it worth your time?", range(5), "Time lost", "Far more than it cost")


def for_browser() -> dict[str, Any]:
    """The questions by the names of their polls."""
    return {
        name: {
            "title": scale.question,
            "scores": list(scale.scores),
            "ends": [scale.lowest, scale.highest],
        }
        for name, scale in (("safety", SAFETY), ("roti", ROTI))
    }
