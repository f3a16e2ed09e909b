"""Applying the events of writing cards."""

from __future__ import annotations

from .. import events as e
from ..model import Card, Meeting, next_pos
from .fold import change, drop, folds, put
from .reactions import reworded


@folds
def card_added(state: Meeting, event: e.CardAdded) -> Meeting:
    card = Card(event.column, event.text, event.key_hash, next_pos(state.cards), author=event.author)
    return put(state, "cards", event.card, card)


@folds
def card_edited(state: Meeting, event: e.CardEdited) -> Meeting:
    return reworded(state, "cards", event.card, event.text)


@folds
def card_moved(state: Meeting, event: e.CardMoved) -> Meeting:
    return change(state, "cards", event.card, column=event.column)


@folds
def card_deleted(state: Meeting, event: e.CardDeleted) -> Meeting:
    return drop(drop(state, "cards", event.card), "reactions", event.card)
