"""The form for feedback: a box for each column of cards, of which each may be left empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from marshmallow import ValidationError

from facilitator.forms import first_sentence
from facilitator.meeting import columns as usual
from facilitator.meeting.columns import Column, ColumnKind, Columns
from facilitator.meeting.commands import GiveFeedback, TakeBackFeedback
from facilitator.room.schemas import schema_for

_QUESTIONS: Mapping[ColumnKind, tuple[str, str]] = {
    "surprise": ("What did you see?", "What happened where you were, and what surprised you?"),
    "driver": ("What drove it?", "Think of tools, time, habits, incentives, rather than of people."),
    "learning": ("What did you learn?", "What do you know now that you did not know then?"),
    "worked": ("What worked?", "What helped, or kept it from being worse?"),
}
"""For each usual column, the question of its box and a hint."""
_GONE = ("What else you wrote", "It is not asked for any more, and comes in all the same.")
_CARD = "_card"

_GIVEN = schema_for(GiveFeedback)
TakeBackSchema = schema_for(TakeBackFeedback)


def questions_of(columns: Columns, sent: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The boxes of the form: the question and the hint of each, by the id of its column.

    :param sent: the form as it was sent, which may have texts for columns that are gone since
    """
    asked = {key: _question(column) for key, column in columns.items()}
    return asked | {key: _GONE for key in written_in(sent) if key not in asked}


def _question(column: Column) -> tuple[str, str]:
    """That of the usual column, or as the meeting calls one of its own."""
    kind = column.counts_as
    is_usual = kind and (column.title, column.hint) == usual.TEXTS[kind]
    return _QUESTIONS[kind] if kind and is_usual else (column.title, column.hint)


def written_in(sent: Mapping[str, str]) -> Iterator[str]:
    """The ids of the columns for which a form has a text."""
    asked = (name.removesuffix(_CARD) for name in sent if name.endswith(_CARD))
    return (column for column in asked if sent.get(column, "").strip())


def cards_in(sent: Mapping[str, str]) -> list[GiveFeedback]:
    """The cards of a form. Its fields are the text of each column, and the id and the key of its card.

    :raises ValidationError: with the column of each text that does not fit, or with ``whole``
    """
    wrong: dict[str, list[str]] = {}
    cards: list[GiveFeedback] = []
    for column in written_in(sent):
        try:
            cards.append(_card_in(sent, column))
        except ValidationError as invalid:
            wrong[column] = [first_sentence(invalid.messages)]
    if not wrong and not cards:
        wrong["whole"] = ["Write something into one of the boxes first."]
    if wrong:
        raise ValidationError(wrong)
    return cards


def _card_in(sent: Mapping[str, str], column: str) -> GiveFeedback:
    names = {"text": column, "card": f"{column}{_CARD}", "key": f"{column}_key"}
    given = {name: sent.get(field, "") for name, field in names.items()}
    card: GiveFeedback = _GIVEN().load({"column": column} | given)
    return card
