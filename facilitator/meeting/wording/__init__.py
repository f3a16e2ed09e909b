"""Hints on wording that only the writer sees: families of rules, each with the source that it rests on.

A browser tests drafts itself, because a text must not leave it before it is saved (``static/js/room/wording.js``)
    .
So patterns are regular expressions of JavaScript. They meet a text with straight apostrophes and single blanks
    ;
``{name}`` stands for whatever the people in the room are called. A hint that is wrong hurts, so what may be mean
    t
otherwise is left alone. The tests have sentences for each family that must set it off, and that must not.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .blame import BLAME, INTERROGATION, NAME
from .family import Family, Rule
from .hindsight import CAUSE, COUNTERFACTUAL, HINDSIGHT
from .people import GENERALISING, MIND_READING
from .plans import SIGNAL, VAGUE

FAMILIES: tuple[Family, ...] = (
    NAME,
    COUNTERFACTUAL,
    BLAME,
    HINDSIGHT,
    CAUSE,
    GENERALISING,
    MIND_READING,
    INTERROGATION,
    VAGUE,
    SIGNAL,
)
"""Of several hints that fit, the first one is shown."""


def for_browser(families: Iterable[Family] = FAMILIES) -> list[dict[str, Any]]:
    """What the room's page has: a list of ``{field, sentence, pattern, flags, unless?}``, in their order."""
    return [_shown(family, rule) for family in families for rule in family.rules]


def _shown(family: Family, rule: Rule) -> dict[str, Any]:
    shown = {"field": family.field, "sentence": rule.sentence, "pattern": rule.pattern, "flags": rule.flags}
    return shown | ({"unless": rule.unless} if rule.unless else {})
