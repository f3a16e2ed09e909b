"""Ground rules: how a group wants to talk. A meeting has the usual ones until its people change them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count

TEXTS: tuple[str, ...] = (
    "We look at how it made sense at the time, not at who should have known better.",
    "What is said here stays here; what we learned goes out.",
    "One speaks, the others listen. Questions are welcome, verdicts are not.",
    "Nobody is branded by what they share.",
)
MOST_RULES = 12


@dataclass(frozen=True)
class GroundRule:
    text: str
    pos: int


Rules = dict[str, GroundRule]


def prepared(texts: Iterable[str]) -> Rules:
    """The rules of a meeting that begins with these texts."""
    numbers = count()
    return with_texts({}, texts, lambda: f"prepared-rule-{next(numbers):04}")


def usual_rules() -> Rules:
    return prepared(TEXTS)


def with_texts(rules: Rules, texts: Iterable[str], new_id: Callable[[], str]) -> Rules:
    """The rules with these texts in place of their own. One whose text stays keeps its id."""
    known = {rule.text: key for key, rule in reversed(rules.items())}
    return {known.pop(text, "") or new_id(): GroundRule(text, pos) for pos, text in enumerate(texts)}


def texts_of(rules: Rules) -> tuple[str, ...]:
    """The texts in their order, without empty ones, which older meetings may have."""
    return tuple(rule.text for rule in sorted(rules.values(), key=lambda rule: rule.pos) if rule.text.strip())
