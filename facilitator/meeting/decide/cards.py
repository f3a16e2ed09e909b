"""Writing cards. Whoever has a card's key may change it, so the writer's name need not be stored."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from facilitator.refused import Refused

from .. import commands as c
from .. import events as e
from ..hidden import NOTHING, HiddenAppreciation, HiddenCard
from ..model import WRITTEN_HIDDEN, Card, Meeting
from ..theme_names import shortened
from .guards import facilitator, in_stage, live, not_started, writing_has_begun
from .polls import done_counted
from .rule import (
    BallotChange,
    Context,
    Items,
    found,
    fresh,
    gone,
    hide_card,
    key_hash,
    rule,
    somebody_came_late,
    somebody_just_came,
)
from .themes import dissolve_if_empty, needs_theme, own_theme

AnyHidden = TypeVar("AnyHidden", HiddenCard, HiddenAppreciation)

NAME_OF_NOTHING = "A card that was taken back"


@rule(writing_has_begun)
def add_card(context: Context, command: c.AddCard) -> Items:
    """A new card is hidden while everybody writes.

    After that, a card may still come from somebody whose connection was lost. It is shown at once in a named
    meeting, and where nobody has arrived since; else after a random while, because everybody saw who came.
    """
    found(context.state.columns, command.column, "column")
    named = context.state.secrecy == "named"
    taken = {**context.state.cards, **context.hidden.cards}
    card = fresh(taken, command.card, c.MOST["cards"])
    author = context.seat_id if named else None
    written = HiddenCard(command.column, command.text, key_hash(command.key), author)
    writing = context.state.is_in(*WRITTEN_HIDDEN)
    if not writing and (named or not somebody_came_late(context)):
        return show_card(context, card, written)
    return [hide_card(context, card, written)]


@rule(not_started)
def give_feedback(context: Context, command: c.GiveFeedback) -> Items:
    """A card from before the meeting is hidden until the reveal, like all others. It never has a writer.

    Sent again with its key, it gets the newest words. A refusal must not tell how many there are.
    """
    hidden = context.hidden.cards
    if command.card in hidden:
        own(hidden[command.card], command.key, "card")
    elif len(hidden) >= c.MOST["feedback"]:
        raise Refused("too_many", "No more cards can come in. Tell whoever leads the meeting.")
    card = HiddenCard(command.column, command.text, key_hash(command.key))
    return [hide_card(context, command.card, card)]


@rule(not_started)
def take_back_feedback(context: Context, command: c.TakeBackFeedback) -> Items:
    own(context.hidden.cards.get(command.card), command.key, "card")
    return [hide_card(context, command.card, None)]


@rule(facilitator, not_started)
def clear_feedback(context: Context, command: c.ClearFeedback) -> Items:
    return [NOTHING]


@rule(live)
def edit_card(context: Context, command: c.EditCard) -> Items:
    card = own_card(context, command.card, command.key)
    return changed(context, command.card, replace(card, text=command.text))


@rule(live)
def move_card(context: Context, command: c.MoveCard) -> Items:
    found(context.state.columns, command.column, "column")
    card = own_card(context, command.card, command.key)
    return changed(context, command.card, replace(card, column=command.column))


@rule(live)
def delete_card(context: Context, command: c.DeleteCard) -> Items:
    card = own_card(context, command.card, command.key)
    return changed(context, command.card, replace(card, deleted=True))


@rule(in_stage("reflect"))
def mark_done(context: Context, command: c.MarkDone) -> Items:
    """Who is done is a ballot. The room is told how many are."""
    if command.done == (("done", context.seat_id) in context.ballots):
        return []
    change = BallotChange("done", context.seat_id, 1 if command.done else None)
    return [change, *done_counted(context, 1 if command.done else -1)]


def changed(context: Context, key: str, card: HiddenCard) -> Items:
    """Change an own card: a hidden one where it is hidden, a shown one at once.

    In an anonymous meeting, changes are hidden first while somebody has just arrived, like a late card.
    """
    late = context.state.secrecy == "anonymous" and somebody_just_came(context)
    if late or key in context.hidden.cards:
        never_shown = card.deleted and key not in context.state.cards
        return [hide_card(context, key, None if never_shown else card)]
    return show_card(context, key, card)


def show_card(context: Context, key: str, card: HiddenCard) -> Items:
    """The events that show a card, or a change of a shown one. The room may have changed meanwhile."""
    shown = context.state.cards.get(key)
    if shown is None:
        return [] if card.deleted else added(context, key, card)
    if card.deleted:
        items: Items = [e.CardDeleted(key), *named_anew(context.state, shown, NAME_OF_NOTHING)]
        return [*items, *dissolve_if_empty(context, items, shown.theme)]
    items = [e.CardMoved(key, card.column)] if card.column != shown.column else []
    if card.text == shown.text:
        return items
    return [*items, e.CardEdited(key, card.text), *named_anew(context.state, shown, card.text)]


def added(context: Context, key: str, card: HiddenCard) -> Items:
    """A card gets a theme if the room votes or discusses, to be voted for and discussed like the others."""
    new = e.CardAdded(key, context.state.column_for(card.column), card.text, card.key_hash, card.author)
    return [new, *(own_theme(context, key, card.text) if needs_theme(context.state) else [])]


def named_anew(state: Meeting, card: Card, text: str) -> Items:
    """Rename the card's theme if its name is the card's old text, so that withdrawn words do not stay."""
    if card.theme is None or state.themes[card.theme].name != shortened(card.text):
        return []
    return [e.ThemeRenamed(card.theme, shortened(text))]


def own_card(context: Context, key: str, secret: str) -> HiddenCard:
    """The newest text of an own card, hidden or shown.

    :raises Refused: ``not_found``, ``wrong_key``
    """
    hidden, shown = context.hidden.cards.get(key), context.state.cards.get(key)
    if hidden is None and shown is not None:
        hidden = HiddenCard(shown.column, shown.text, shown.key_hash, shown.author)
    return own(hidden, secret, "card")


def own(newest: AnyHidden | None, secret: str, what: str) -> AnyHidden:
    """A card or an appreciation, if it is there and the secret is that of its writer's browser.

    :raises Refused: ``not_found``, ``wrong_key``
    """
    if newest is None or newest.deleted:
        raise gone(what)
    if key_hash(secret) != newest.key_hash:
        raise Refused("wrong_key", "Only the browser that wrote this can change it.", 403)
    return newest
