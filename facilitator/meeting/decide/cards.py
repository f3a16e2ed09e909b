"""Writing cards. Whoever has a card's key may change it, so the writer's name need not be stored."""

from __future__ import annotations

from facilitator.refused import Refused

from .. import commands as c
from .. import events as e
from ..model import Card, Meeting
from .guards import in_stage, live, writing_has_begun
from .rule import Context, Items, found, fresh, key_hash, rule
from .themes import dissolve_if_empty, own_theme, shortened

NAME_OF_NOTHING = "A card that was taken back"


@rule(writing_has_begun)
def add_card(context: Context, command: c.AddCard) -> Items:
    """A new card is hidden while everybody writes.

    After that, a card may still come from somebody whose connection was lost. It is shown at once, and gets a
    theme if the room votes or discusses, so that it can be voted for and discussed like the others.
    """
    card = fresh(context.state.cards, command.card, c.MOST["cards"])
    author = context.seat_id if context.state.secrecy == "named" else None
    added = e.CardAdded(card, command.column, command.text, key_hash(command.key), author)
    if context.state.is_in("frame", "recount", "reflect"):
        return [added]
    late: Items = [added, e.CardsRevealed((card,))]
    alone = context.state.is_in("vote", "discuss")
    return [*late, *own_theme(context, card, command.text)] if alone else late


@rule(live)
def edit_card(context: Context, command: c.EditCard) -> Items:
    card = own_card(context, command.card, command.key)
    edited = e.CardEdited(command.card, command.text)
    return [edited, *named_anew(context.state, card, command.text)]


@rule(live)
def move_card(context: Context, command: c.MoveCard) -> Items:
    own_card(context, command.card, command.key)
    return [e.CardMoved(command.card, command.column)]


@rule(live)
def delete_card(context: Context, command: c.DeleteCard) -> Items:
    card = own_card(context, command.card, command.key)
    items: Items = [e.CardDeleted(command.card), *named_anew(context.state, card, NAME_OF_NOTHING)]
    return [*items, *dissolve_if_empty(context.state, items, card.theme)]


@rule(in_stage("reflect"))
def mark_done(context: Context, command: c.MarkDone) -> Items:
    if command.done == (context.seat_id in context.state.done):
        return []
    return [e.DoneMarked(context.seat_id, command.done)]


def named_anew(state: Meeting, card: Card, text: str) -> Items:
    """Rename the card's theme if its name is the card's old text, so that withdrawn words do not stay."""
    if card.theme is None or state.themes[card.theme].name != shortened(card.text):
        return []
    return [e.ThemeRenamed(card.theme, shortened(text))]


def own_card(context: Context, card_id: str, key: str) -> Card:
    card: Card = found(context.state.cards, card_id, "card")
    refuse_wrong_key(card.key_hash, key)
    return card


def refuse_wrong_key(kept: str, key: str) -> None:
    """Check the key of a card or an appreciation against its stored hash.

    :raises Refused: ``wrong_key`` when it is not the key of the browser that wrote it
    """
    if key_hash(key) != kept:
        raise Refused("wrong_key", "Only the browser that wrote this can change it.", 403)


def reveal(context: Context) -> Items:
    """Reveal the hidden cards, in random order."""
    hidden = [key for key, card in context.state.cards.items() if card.pos is None]
    context.chance.shuffle(hidden)
    return [e.CardsRevealed(tuple(hidden))] if hidden else []
