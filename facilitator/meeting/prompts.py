"""The texts of the room: intros, and the question that turns a point. The askers' questions are in ``questions``."""

from __future__ import annotations

from collections.abc import Mapping

from .model import Category, Kind

INTROS: Mapping[Kind, str] = {
    "frame": "We are here to learn, not to judge. Everybody did what made sense to them with what they knew.",
    "recount": "Only what was expected, what happened and what came of it. Keep it short: the learning comes next.",
    "reflect": "Each on their own, in silence. Nobody sees a card before all are shown.",
    "group": "Read first. Then put together what speaks of the same thing, and give it a name.",
    "vote": "What would teach us most if we talked about it? Votes are secret.",
    "discuss": "Stay with what it teaches us. How did it look at the time, and what would have to be different?",
    "commit": "Few and small: a step somebody will really take, or an experiment that tells us whether we are right.",
    "celebrate": "Say thanks, name what went well, and take one thing with you.",
}

NAMED_REFLECT = "The cards carry your name once they are shown."
ANONYMOUS_REFLECT = "Nobody sees whose it was."

TURN: Mapping[Category, str] = {
    "product launch": "If we launched again next month, what would we find out first?",
    "sales conversation": "What could we ask next time before we offer anything?",
    "hiring decision": "What would we want to have seen before we decide the next time?",
    "marketing strategy": "Which small test would have told us the same, earlier and cheaper?",
    "incident": "What would have told us a week earlier, and what would have made it easy to notice?",
    "project": "What would we do differently in the first week of the next one?",
    "decision": "What would have to be true for us to decide otherwise next time?",
    "other": "What would we do differently the next time, knowing what we know now?",
}
"""The question that turns a point about the failure into learning."""


def intro(kind: Kind, *, anonymous: bool) -> str:
    if kind != "reflect":
        return INTROS[kind]
    return f"{INTROS[kind]} {ANONYMOUS_REFLECT if anonymous else NAMED_REFLECT}"
