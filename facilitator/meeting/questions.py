"""The questions that askers and facilitators can put before the room, for each stage of a meeting.

Each has a purpose and names the tradition that asks in this way. The words are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from .model import Category, Kind

Purpose = Literal["safe", "see", "sense", "differ", "try", "well"]

PURPOSES: Mapping[Purpose, str] = {
    "safe": "What makes it easy to speak?",
    "see": "What did you see?",
    "sense": "What made it sensible then?",
    "differ": "What would have to be true?",
    "try": "What will we try?",
    "well": "What went well?",
}
CATEGORY_PURPOSE = "For a meeting like this one"


@dataclass(frozen=True)
class Tradition:
    """A way of looking back that others have worked out. ``source`` says who, where and when."""

    name: str
    source: str


AFTER_ACTION = Tradition(
    "After-action review",
    "The US Army’s way to compare what was planned with what happened; A Leader’s Guide to After-Action "
    "Reviews, 1993",
)
AFFINITY = Tradition(
    "Affinity diagram",
    "Jiro Kawakita’s method of letting cards find their groups, Japan, in the 1960s",
)
APPRECIATIVE = Tradition(
    "Appreciative inquiry",
    "David Cooperrider and Suresh Srivastva, 1987: begin with what gives life to the work",
)
DEBRIEFING = Tradition(
    "Debriefing guide",
    "John Allspaw, Morgan Evans and Daniel Schauenberg, Debriefing Facilitation Guide, Etsy, 2016",
)
DECISIONS = Tradition(
    "Critical decision method",
    "Gary Klein, Roberta Calderwood and Donald MacGregor, 1989: interviews on how experts decide",
)
DOUBLE_LOOP = Tradition(
    "Double-loop learning",
    "Chris Argyris, 1977: look at the beliefs behind what we do, not only at what we do",
)
FIELD_GUIDE = Tradition(
    "Field guide",
    "Sidney Dekker, The Field Guide to Understanding ‘Human Error’, third edition, 2014",
)
IMPROVEMENT = Tradition(
    "Model for improvement",
    "Gerald Langley and others, The Improvement Guide, 1996: small tests, and a measure for each",
)
LEAN_STARTUP = Tradition("Lean startup", "Eric Ries, The Lean Startup, 2011: build, measure, learn")
LEARNING_REVIEW = Tradition(
    "Learning review",
    "The US Forest Service’s answer to accident investigations, in the 2010s: many views, no verdict",
)
OWN = Tradition("Our own", "Written for this room")
PRE_MORTEM = Tradition(
    "Pre-mortem",
    "Gary Klein, Performing a Project Premortem, Harvard Business Review, 2007: imagine that it has failed",
)
RETROSPECTIVE = Tradition(
    "Retrospective",
    "Norman Kerth, Project Retrospectives, 2001, with its prime directive: everybody did the best they could",
)
SAFETY = Tradition(
    "Psychological safety",
    "Amy Edmondson, Psychological Safety and Learning Behavior in Work Teams, 1999",
)
SAFETY_II = Tradition(
    "Safety-II",
    "Erik Hollnagel, Safety-I and Safety-II, 2014: understand how work goes right on most days",
)


@dataclass(frozen=True)
class Question:
    text: str
    purpose: Purpose
    tradition: Tradition


QUESTIONS: Mapping[Kind, tuple[Question, ...]] = {
    "frame": (
        Question("What would make it easier to be open in this room today?", "safe", SAFETY),
        Question("What might make somebody here hold something back?", "safe", SAFETY),
        Question("Whose word weighs most here, and can they speak last?", "safe", SAFETY),
        Question("What must stay in this room, so that we can speak freely?", "safe", RETROSPECTIVE),
        Question("Who is not here whose view we need?", "safe", LEARNING_REVIEW),
        Question("What do we hope to know at the end that we don’t know now?", "see", AFTER_ACTION),
        Question("What have we already made up our minds about?", "see", DEBRIEFING),
        Question("Which version of the story have you heard, and from whom?", "see", DEBRIEFING),
        Question("What do we have to forget for an hour, to see it as it looked then?", "sense", FIELD_GUIDE),
        Question("Can we agree that everybody did their best with what they had?", "sense", RETROSPECTIVE),
        Question("Imagine that this hour taught us nothing: what happened in it?", "differ", PRE_MORTEM),
        Question("What has to happen here for this hour to be worth it?", "differ", RETROSPECTIVE),
    ),
    "recount": (
        Question("What did we expect, and where did we write it down?", "see", AFTER_ACTION),
        Question("When did somebody first notice that something was different?", "see", DEBRIEFING),
        Question("What did the first sign look like to whoever saw it?", "see", DECISIONS),
        Question("Who saw it from another place, and what did they see?", "see", LEARNING_REVIEW),
        Question("Who felt it first, and how did we hear of it?", "see", LEARNING_REVIEW),
        Question("Is there a fact here on which we disagree?", "see", DEBRIEFING),
        Question("Which of these times do we know, and which do we guess?", "see", DEBRIEFING),
        Question("What else was going on at the same hour?", "sense", LEARNING_REVIEW),
        Question("What were people busy with when it began?", "sense", FIELD_GUIDE),
        Question("At this point, what did you think would come next?", "sense", DECISIONS),
        Question("What kept it from being worse?", "well", SAFETY_II),
        Question("When did it get better, and what had just been done?", "well", SAFETY_II),
    ),
    "reflect": (
        Question("What surprised you, and what had you counted on instead?", "see", AFTER_ACTION),
        Question("What almost happened?", "see", LEARNING_REVIEW),
        Question("What did you notice, and keep to yourself?", "see", SAFETY),
        Question("What did you decide that looked right at the time?", "sense", FIELD_GUIDE),
        Question("What did you know then, and what did you only learn later?", "sense", FIELD_GUIDE),
        Question("What were you trying to get done at that moment?", "sense", DEBRIEFING),
        Question("What pulled you in two directions?", "sense", FIELD_GUIDE),
        Question("What did you take for granted that day?", "sense", DOUBLE_LOOP),
        Question("What would you have needed in order to choose otherwise?", "differ", DEBRIEFING),
        Question("It comes back next year: what had we left as it was?", "differ", PRE_MORTEM),
        Question("What worked although nobody had planned for it?", "well", SAFETY_II),
        Question("Who or what was a help to you?", "well", APPRECIATIVE),
    ),
    "group": (
        Question("Which two cards say the same from different sides?", "see", AFFINITY),
        Question("Which card stands alone, and what does it tell us?", "see", AFFINITY),
        Question("Which card does each of us read differently?", "see", LEARNING_REVIEW),
        Question("What is on nobody’s card?", "see", OWN),
        Question("What lies underneath all the cards of this group?", "sense", AFFINITY),
        Question("What do these cards say about how the work is really done?", "sense", SAFETY_II),
        Question("Which of these would look normal on any other day?", "sense", SAFETY_II),
        Question("Does this name describe a condition, or judge a person?", "sense", FIELD_GUIDE),
        Question("What would you call this if it happened to somebody else?", "differ", OWN),
        Question("If this theme were gone, which others would go with it?", "differ", OWN),
        Question("Which card names a strength that we can use elsewhere?", "well", APPRECIATIVE),
    ),
    "vote": (
        Question("Which theme do we know least about?", "see", LEARNING_REVIEW),
        Question("Which one have we met before, here or elsewhere?", "see", AFTER_ACTION),
        Question("Which one have we talked around so far?", "see", DOUBLE_LOOP),
        Question("Which one matters most to people who are not here?", "see", LEARNING_REVIEW),
        Question("Where do you understand least how it made sense?", "sense", FIELD_GUIDE),
        Question("Which one is about every day, not only about that day?", "sense", SAFETY_II),
        Question("Which theme would we regret not having talked about?", "differ", PRE_MORTEM),
        Question("Which one could come back next month?", "differ", PRE_MORTEM),
        Question("Which one, once understood, would change the most?", "differ", DOUBLE_LOOP),
        Question("Which one can the people in this room do something about?", "try", RETROSPECTIVE),
        Question("Where could a small test teach us something within weeks?", "try", IMPROVEMENT),
        Question("Which theme holds something that we want more of?", "well", APPRECIATIVE),
    ),
    "discuss": (
        Question("How did this look to the people who were in it?", "see", DEBRIEFING),
        Question("What told you that something was not as usual?", "see", DECISIONS),
        Question("What else could these signs have meant?", "see", DECISIONS),
        Question("What made the choice sensible at the time?", "sense", FIELD_GUIDE),
        Question("Which other ways did you see, and what spoke against them?", "sense", DECISIONS),
        Question("What was everybody under pressure to get done?", "sense", FIELD_GUIDE),
        Question("How does this go right on most days?", "sense", SAFETY_II),
        Question("Which rule or habit helped here, and which got in the way?", "sense", LEARNING_REVIEW),
        Question("Which belief of ours turned out not to hold?", "differ", DOUBLE_LOOP),
        Question("What would have told us a week earlier?", "differ", OWN),
        Question("What would have to be different for this to be easy?", "differ", DEBRIEFING),
        Question("A year from now it has happened again: how did that come about?", "differ", PRE_MORTEM),
        Question("Where else do we do the same?", "try", LEARNING_REVIEW),
        Question("What did it cost us to find out, and what would cost less?", "try", LEAN_STARTUP),
        Question("What would show us within two weeks whether we are right?", "try", IMPROVEMENT),
    ),
    "commit": (
        Question("Does this change the conditions, or only ask people to try harder?", "sense", FIELD_GUIDE),
        Question("Three months on, nothing was done: what came in between?", "differ", PRE_MORTEM),
        Question("What has to be true for this to help, and how sure are we?", "differ", LEAN_STARTUP),
        Question("For whom could this make something harder?", "differ", LEARNING_REVIEW),
        Question("What would make the right way the easy way?", "differ", OWN),
        Question("What is the smallest step that would show whether we are right?", "try", LEAN_STARTUP),
        Question("How will we know that it worked, and when do we look?", "try", IMPROVEMENT),
        Question("Where can we try it for one week, with one team?", "try", IMPROVEMENT),
        Question("Who does what, and by which day?", "try", AFTER_ACTION),
        Question("Who needs help to do this, and from whom?", "try", OWN),
        Question("What will we stop doing, so that there is room for this?", "try", OWN),
        Question("What already works somewhere, and who could use it too?", "well", APPRECIATIVE),
    ),
    "celebrate": (
        Question("What made it easier to speak today, and what made it harder?", "safe", SAFETY),
        Question("What do you see differently than an hour ago?", "see", LEARNING_REVIEW),
        Question("Who changed your mind today, and how?", "see", DOUBLE_LOOP),
        Question("What will you do differently tomorrow morning?", "try", AFTER_ACTION),
        Question("Who else can use what we learned, and who tells them?", "try", LEARNING_REVIEW),
        Question("What will you tell a colleague about this hour?", "try", OWN),
        Question("Whose help made a difference that few people saw?", "well", APPRECIATIVE),
        Question("What did we do well under pressure?", "well", SAFETY_II),
        Question("Which of our habits served us well?", "well", AFTER_ACTION),
        Question("What did somebody do that you would like to learn?", "well", APPRECIATIVE),
        Question("What are you proud of, however small?", "well", APPRECIATIVE),
    ),
}

CATEGORY_QUESTIONS: Mapping[Category, tuple[Question, ...]] = {
    "product launch": (
        Question(
            "What did we believe about those who would use it, and how did we know?", "sense", LEAN_STARTUP
        ),
    ),
    "sales conversation": (
        Question("When did the other side’s questions change, and what did we make of it?", "see", DECISIONS),
    ),
    "hiring decision": (
        Question("Which signal did we weigh too much, and which too little?", "sense", DECISIONS),
    ),
    "marketing strategy": (
        Question("Which number did we trust, and what did it really measure?", "sense", LEAN_STARTUP),
    ),
    "incident": (
        Question("What did the screens show then, and what did people make of it?", "see", DEBRIEFING),
    ),
    "project": (Question("When did the plan and the work part, and who could see it?", "see", AFTER_ACTION),),
    "decision": (Question("Which other way did we look at, and what made us leave it?", "sense", DECISIONS),),
    "other": (Question("What did we all count on without saying so?", "sense", DOUBLE_LOOP),),
}
"""They come first in ``discuss``, in meetings of their category."""


def all_questions() -> tuple[Question, ...]:
    decks = (*QUESTIONS.values(), *CATEGORY_QUESTIONS.values())
    return tuple(question for deck in decks for question in deck)


def by_purpose(questions: Iterable[Question]) -> list[tuple[str, list[Question]]]:
    """Each purpose as a sentence, with its questions. Those of one purpose stand together in the tables above."""
    return [
        (PURPOSES[key], list(group)) for key, group in groupby(questions, lambda question: question.purpose)
    ]


def traditions() -> list[Tradition]:
    """All that have questions here, by name; those that are our own come last."""
    named = {question.tradition for question in all_questions()} - {OWN}
    return [*sorted(named, key=lambda tradition: tradition.name), OWN]


def for_browser() -> dict[Kind, list[dict[str, Any]]]:
    """By stage, what the room's page has: groups ``{purpose, questions: [{text, from}]}``.

    A group with a ``category`` is for meetings of that category only.
    """
    decks = {kind: [_group(*group) for group in by_purpose(deck)] for kind, deck in QUESTIONS.items()}
    special = [
        {**_group(CATEGORY_PURPOSE, questions), "category": category}
        for category, questions in CATEGORY_QUESTIONS.items()
    ]
    return {**decks, "discuss": [*special, *decks["discuss"]]}


def _group(purpose: str, questions: Iterable[Question]) -> dict[str, Any]:
    asked = [{"text": question.text, "from": question.tradition.name} for question in questions]
    return {"purpose": purpose, "questions": asked}
