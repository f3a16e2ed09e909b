"""The form for feedback: a box for each column of cards, of which each may be left empty."""

from __future__ import annotations

from collections.abc import Mapping

from marshmallow import ValidationError

from facilitator.forms import first_sentence
from facilitator.meeting.commands import GiveFeedback, TakeBackFeedback
from facilitator.meeting.model import Column
from facilitator.room.schemas import schema_for

QUESTIONS: Mapping[Column, tuple[str, str]] = {
    "surprise": ("What did you see?", "What happened where you were, and what surprised you?"),
    "driver": ("What drove it?", "Think of tools, time, habits, incentives, rather than of people."),
    "learning": ("What did you learn?", "What do you know now that you did not know then?"),
    "worked": ("What worked?", "What helped, or kept it from being worse?"),
}
"""For each column, the question of its box and a hint."""

_GIVEN = schema_for(GiveFeedback)
TakeBackSchema = schema_for(TakeBackFeedback)


def cards_in(sent: Mapping[str, str]) -> list[GiveFeedback]:
    """The cards of a form. Its fields are the text of each column, and the id and the key of its card.

    :raises ValidationError: with the column of each text that does not fit, or with ``whole``
    """
    wrong: dict[str, list[str]] = {}
    cards: list[GiveFeedback] = []
    for column in QUESTIONS:
        if sent.get(column, "").strip():
            try:
                cards.append(_card_in(sent, column))
            except ValidationError as invalid:
                wrong[column] = [first_sentence(invalid.messages)]
    if not wrong and not cards:
        wrong["whole"] = ["Write something into one of the boxes first."]
    if wrong:
        raise ValidationError(wrong)
    return cards


def _card_in(sent: Mapping[str, str], column: Column) -> GiveFeedback:
    names = {"text": column, "card": f"{column}_card", "key": f"{column}_key"}
    given = {name: sent.get(field, "") for name, field in names.items()}
    card: GiveFeedback = _GIVEN().load({"column": column} | given)
    return card
