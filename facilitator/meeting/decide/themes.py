"""Grouping cards into themes. A theme without cards, votes and learnings is dissolved."""

from __future__ import annotations

from dataclasses import replace

from facilitator.refused import Refused

from .. import commands as c
from .. import events as e
from ..model import Meeting, cards_of
from ..theme_names import shortened
from .guards import in_stage, live
from .polls import standing_votes
from .rule import BallotChange, Context, Items, after, found, fresh, rule

grouping = in_stage("group", "vote", "discuss")


@rule(grouping)
def create_theme(context: Context, command: c.CreateTheme) -> Items:
    theme = fresh(context.state.themes, command.theme, c.MOST["themes"])
    for card in command.cards:
        found(context.state.cards, card, "card")
    name = command.name or suggested_name(context.state, command.cards)
    items: Items = [e.ThemeCreated(theme, name, kept=not command.cards)]
    for card in command.cards:
        items += move(later(context, items), card, theme)
    return items


@rule(live)
def rename_theme(context: Context, command: c.RenameTheme) -> Items:
    found(context.state.themes, command.theme, "theme")
    return [e.ThemeRenamed(command.theme, command.name)]


@rule(grouping)
def group_card(context: Context, command: c.GroupCard) -> Items:
    found(context.state.cards, command.card, "card")
    found(context.state.themes, command.theme, "theme")
    return move(context, command.card, command.theme)


@rule(grouping)
def ungroup_card(context: Context, command: c.UngroupCard) -> Items:
    found(context.state.cards, command.card, "card")
    return move(context, command.card, None)


@rule(grouping)
def merge_themes(context: Context, command: c.MergeThemes) -> Items:
    found(context.state.themes, command.theme, "theme")
    found(context.state.themes, command.into, "theme")
    if command.theme == command.into:
        raise Refused("same_theme", "That is the same theme. Choose another one to put it with.")
    return [e.ThemesMerged(command.theme, command.into), *moved_votes(context, command)]


@rule(grouping)
def dissolve_theme(context: Context, command: c.DissolveTheme) -> Items:
    """Take all cards out of a theme, and the theme away, also one that was created by its name."""
    found(context.state.themes, command.theme, "theme")
    if is_in_use(context, command.theme):
        raise Refused(
            "theme_in_use",
            "This theme has votes or a learning, or you are on it now. Merge it into another one instead.",
        )
    cards = cards_of(context.state, command.theme)
    alone = [item for card in cards for item in _taken_out(context, card)]
    return [*alone, e.ThemeDissolved(command.theme)]


def moved_votes(context: Context, command: c.MergeThemes) -> Items:
    """Move the votes in open ballots from the merged theme to the one that stays."""
    items: Items = []
    for (poll, seat), ballot in context.ballots.items():
        votes = standing_votes(context.state, ballot) if poll == "vote" else {}
        if gone := votes.pop(command.theme, 0):
            joined = {**votes, command.into: votes.get(command.into, 0) + gone}
            items.append(BallotChange("vote", seat, joined))
    return items


def suggested_name(state: Meeting, cards: tuple[str, ...]) -> str:
    return shortened(state.cards[cards[0]].text) if cards else "New theme"


def move(context: Context, card: str, theme: str | None) -> Items:
    """Move a card into a theme, or with None out of its theme. An old theme without content is dissolved."""
    old = context.state.cards[card].theme
    if old == theme:
        return []
    items: Items = [e.CardGrouped(card, theme)] if theme else _taken_out(context, card)
    return [*items, *dissolve_if_empty(context, items, old)]


def _taken_out(context: Context, card: str) -> Items:
    """A card is on its own. Where the room votes or discusses, it has a theme of its own, as all cards there."""
    if needs_theme(context.state):
        return own_theme(context, card, context.state.cards[card].text)
    return [e.CardGrouped(card, None)]


def needs_theme(state: Meeting) -> bool:
    """Whether each card needs a theme, to be voted for and discussed."""
    return state.is_in("vote", "discuss")


def dissolve_if_empty(context: Context, items: Items, theme: str | None) -> Items:
    """Dissolve ``theme`` if, after the items, it has no cards, votes or learnings.

    The current theme stays, and so do those that were created without cards (``kept``).
    """
    now = later(context, items)
    if theme is None or now.state.themes[theme].kept or is_in_use(now, theme) or cards_of(now.state, theme):
        return []
    return [e.ThemeDissolved(theme)]


def is_in_use(context: Context, theme: str) -> bool:
    """Whether a theme has votes or learnings, or is the current one, so that it must not go.

    Votes count from when they are given: else they would vanish while their poll says how many have answered.
    """
    voted = any(theme in ballot for ballot in context.ballots.values() if isinstance(ballot, dict))
    return voted or is_seen_in_use(context.state, theme)


def is_seen_in_use(state: Meeting, theme: str) -> bool:
    """Whether everybody sees that it is in use, without the votes in an open ballot."""
    learned = any(learning.theme == theme for learning in state.learnings.values())
    return learned or bool(state.themes[theme].votes) or state.theme == theme


def later(context: Context, items: Items) -> Context:
    """The context after the events among the items."""
    return replace(context, state=after(context.state, items))


def lone_themes(context: Context) -> Items:
    """Create a theme for each card that has none."""
    alone = sorted(cards_of(context.state).items(), key=lambda pair: pair[1].pos)
    return [item for key, card in alone for item in own_theme(context, key, card.text)]


def own_theme(context: Context, card: str, text: str) -> Items:
    theme = context.new_id()
    return [e.ThemeCreated(theme, shortened(text), lone_card=card), e.CardGrouped(card, theme)]


def lone_again(state: Meeting) -> Items:
    """Take apart the themes that were made of lone cards, if they are still as they were made.

    Those with counted votes or a learning, or that were talked about, stay. Votes in an open ballot do not count: of
    all themes at once, those that stay would tell who chose what. They can be given again.
    """
    items: Items = []
    for key, theme in state.themes.items():
        if is_as_made(state, key) and not is_seen_in_use(state, key) and not theme.spent_ms:
            items += [e.CardGrouped(str(theme.lone_card), None), e.ThemeDissolved(key)]
    return items


def is_as_made(state: Meeting, theme: str) -> bool:
    """Whether a theme was made of a lone card, and has that card alone, and its words as its name."""
    made = state.themes[theme]
    card = state.cards.get(made.lone_card or "")
    has_its_words = card is not None and made.name == shortened(card.text)
    return has_its_words and list(cards_of(state, theme)) == [made.lone_card]
