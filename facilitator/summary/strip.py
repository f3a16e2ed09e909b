"""The meeting's time in one look: what stands beside the bar below the title."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.meeting.agenda import minutes_text
from facilitator.summary import words
from facilitator.summary.model import Summary


@dataclass(frozen=True)
class Strip:
    """``learning`` and ``failure`` are whole percents, together 100. Below a minute, ``spent`` is like ``36 s``."""

    learning: int
    spent: str
    planned: str

    @property
    def failure(self) -> int:
        return 100 - self.learning

    @property
    def text(self) -> str:
        """``87 % learning, 13 % failure, 11 of 60 min``."""
        learning, failure = words.percent(self.learning), words.percent(self.failure)
        return f"{learning} learning, {failure} failure, {self.spent} {self.planned}"


def strip_of(summary: Summary) -> Strip | None:
    """The strip of a meeting; None as long as no time was spent, and for an entry that was written alone."""
    time = summary.time
    if not time.spent_ms:
        return None
    spent, planned = words.minutes(time.spent_ms), words.minutes(1000 * time.planned_seconds)
    return Strip(
        learning=_percent(time.learning_ms, time.spent_ms),
        spent=str(spent) if time.spent_ms >= _MINUTE else minutes_text(time.spent_ms // 1000),
        planned=f"of {planned}\N{NO-BREAK SPACE}min",
    )


def strip_text(summary: Summary) -> str:
    """The strip in words, or ``""``."""
    strip = strip_of(summary)
    return strip.text if strip else ""


def _percent(part: int, whole: int) -> int:
    """The share as a whole percent. It is 0 or 100 only where that is exact."""
    share = 100 * part / whole
    return round(share) if part in (0, whole) else min(99, max(1, round(share)))


_MINUTE = 60_000
