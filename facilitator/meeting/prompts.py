"""The texts of the room: intros, ground rules, columns and the askers' questions."""

from __future__ import annotations

from collections.abc import Mapping

from .model import Category, Column, Kind

INTROS: Mapping[Kind, str] = {
    "frame": "We are here to learn, not to judge. Everybody did what made sense to them with what they knew.",
    "recount": "Only what was expected, what happened and what it cost. Keep it short: the learning comes next.",
    "reflect": "Each on their own, in silence. Nobody sees a card before all are shown.",
    "group": "Read first. Then put together what speaks of the same thing, and give it a name.",
    "vote": "What would teach us most if we talked about it? Votes are secret.",
    "discuss": "Stay with what it teaches us. How did it look at the time, and what would have to be different?",
    "commit": "Few and small: a step somebody will really take, or an experiment that tells us whether we are right.",
    "celebrate": "Say thanks, name what went well, and take one thing with you.",
}

NAMED_REFLECT = "The cards carry your name once they are shown."
ANONYMOUS_REFLECT = "Nobody sees whose it was."

RULES: tuple[str, ...] = (
    "We look at how it made sense at the time, not at who should have known better.",
    "What is said here stays here; what we learned goes out.",
    "One speaks, the others listen. Questions are welcome, verdicts are not.",
    "Nobody is branded by what they share.",
)

COLUMNS: Mapping[Column, tuple[str, str]] = {
    "surprise": ("What surprised us", "What did you not see coming?"),
    "driver": ("What drove it", "What made it likely? Think of tools, time, habits, incentives."),
    "learning": ("What we learned", "What do you know now that you did not know then?"),
    "worked": ("What worked", "What helped, or kept it from being worse?"),
}

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

DECKS: Mapping[Kind, tuple[str, ...]] = {
    "frame": (
        "What would make it easier to be open in this room today?",
        "What do we hope to know at the end that we don't know now?",
        "Who is not here whose view we need?",
    ),
    "recount": (
        "What did we expect, and where did we write it down?",
        "When did somebody first notice that something was different?",
        "Is there a fact here on which we disagree?",
    ),
    "reflect": (
        "What did you decide that looked right at the time?",
        "What did you know then, and what did you only learn later?",
        "What almost happened?",
    ),
    "group": (
        "Which two cards say the same from different sides?",
        "Which card stands alone, and why?",
        "What would you call this if it happened to somebody else?",
    ),
    "vote": (
        "Which theme would we regret not having talked about?",
        "Which one could come back next month?",
    ),
    "discuss": (
        "How did this look to the people who were in it?",
        "What made the choice sensible at the time?",
        "Where else do we do the same?",
        "What would have told us a week earlier?",
        "What did it cost us to find out, and could we have found out for less?",
        "Which belief of ours turned out not to hold?",
    ),
    "commit": (
        "What is the smallest step that would show whether we are right?",
        "Who needs help to do this, and from whom?",
        "How will we know that it worked, and when do we look?",
        "What will we stop doing, so that there is room for this?",
    ),
    "celebrate": (
        "Whose help made a difference that few people saw?",
        "What did we do well under pressure?",
        "What will you tell a colleague about this hour?",
    ),
}

CATEGORY_QUESTIONS: Mapping[Category, tuple[str, ...]] = {
    "product launch": ("What did we believe about the people who would use it, and how did we know?",),
    "sales conversation": ("When did the other side's questions change, and what did we make of it?",),
    "hiring decision": ("Which signal did we weigh too much, and which too little?",),
    "marketing strategy": ("Which number did we trust, and what did it really measure?",),
    "incident": ("What did the screens show at that moment, and what did people make of it?",),
    "project": ("When did the plan and the work part, and who could see it?",),
    "decision": ("Which other way did we look at, and why did we leave it?",),
    "other": ("What did we take for granted?",),
}


def deck(kind: Kind, category: Category) -> list[dict[str, str]]:
    """The askers' questions for a stage: ``[{id, text}]``. In discuss, those of the category come first."""
    extra = CATEGORY_QUESTIONS[category] if kind == "discuss" else ()
    return [{"id": f"{kind}-{i}", "text": text} for i, text in enumerate((*extra, *DECKS[kind]))]


def intro(kind: Kind, *, anonymous: bool) -> str:
    if kind != "reflect":
        return INTROS[kind]
    return f"{INTROS[kind]} {ANONYMOUS_REFLECT if anonymous else NAMED_REFLECT}"
