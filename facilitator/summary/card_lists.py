"""Where each card stands in the formats that are read as a text: once, in the list of its column.

A card comes as its text with remarks: its theme, who wrote it if that is known, and what others said to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from facilitator.summary import words
from facilitator.summary.model import Card, Column, Summary

Remarked = tuple[str, tuple[str, ...]]
"""A text, and the remarks to it."""
ON_CARDS = ", on the cards"
"""After the name of a column that is also the heading of what became of its cards."""


@dataclass(frozen=True)
class Listed:
    """Cards below the heading of their column."""

    heading: str
    cards: list[Remarked]


@dataclass(frozen=True)
class CardLists:
    """``drivers`` are the lines of what drove it as it is worded now, ``columns`` are told as they are.

    ``more`` are the cards that became something else: learnings, or other words of what drove it.
    """

    drivers: list[Remarked]
    columns: list[Listed]
    more: list[Listed]


def card_lists(summary: Summary) -> CardLists:
    """The cards, each once."""
    themes = {theme.id: theme.name for theme, _ in summary.gathered() if theme}
    drivers, reworded = _drivers(summary)
    what_drove_it = words.what_drove_it(summary)

    def remarked(card: Card, said: str) -> Remarked:
        column = summary.column_of(card).title
        other_column = "" if column == said else column
        remarks = (themes.get(card.theme or ""), card.author, other_column, words.reactions(card.reactions))
        return card.text, tuple(filter(None, remarks))

    def listed(column: Column, cards: Iterable[Card], more: str = "") -> Listed:
        return Listed(column.title + more, [remarked(card, column.title) for card in cards])

    def counting_as(name: str) -> list[Column]:
        return [column for column in summary.columns if column.counts_as == name]

    return CardLists(
        drivers=[(line, remarked(card, what_drove_it)[1] if card else ()) for line, card in drivers],
        columns=[listed(column, summary.in_column(column)) for column in words.told_columns(summary)],
        more=[
            *(listed(each, summary.in_column(each), ON_CARDS) for each in counting_as("learning")),
            *(listed(each, _of(each, reworded), ON_CARDS) for each in counting_as("driver")),
        ],
    )


def _of(column: Column, cards: Iterable[Card]) -> list[Card]:
    return [card for card in cards if card.column == column.id]


def _drivers(summary: Summary) -> tuple[list[tuple[str, Card | None]], list[Card]]:
    """The lines of what drove it, each with the card that says just that, and the cards that no line is left of."""
    left: dict[str, list[Card]] = {}
    for card in filter(summary.is_driver, summary.cards):
        left.setdefault(words.flat(card.text), []).append(card)
    lines = [(line, _taken(left, words.flat(line))) for line in summary.drivers]
    return lines, [card for cards in left.values() for card in cards]


def _taken(left: dict[str, list[Card]], text: str) -> Card | None:
    cards = left.get(text)
    return cards.pop(0) if cards else None
