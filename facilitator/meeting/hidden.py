"""What people wrote and the room does not see yet. Like ballots, it is stored outside the state.

It has no order, no writer and no time: neither the journal nor anybody's view has a trace of it until it is
shown, together with all else that is hidden, in random order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, TypeVar

import msgspec

from .model import AppreciationKind, ReactionKind

JUST_BACK_MS = 10_000
"""How long after somebody's arrival words without a writer are hidden first: they may have waited in a browser."""
SHOWN_AFTER_MS = (20_000, 60_000)
"""The shortest and longest random while after which late words are shown, counted from the last of them."""
SHOWN_BY_MS = (120_000, 180_000)
"""The shortest and longest while after which those that came first are shown, however many follow them."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class HiddenCard:
    """A card that nobody sees yet, or what a shown card of the same id will become.

    ``author`` is stored only in named meetings. ``deleted`` is whether its writer took a shown card back. ``column``
    is the id of the one that it was written for, which may have been taken out before the start.
    """

    column: str
    text: str
    key_hash: str
    author: str | None = None
    deleted: bool = False


@dataclass(frozen=True)
class HiddenAppreciation:
    """An appreciation that nobody sees yet, or what a shown one of the same id will become."""

    kind: AppreciationKind
    text: str
    key_hash: str
    deleted: bool = False


@dataclass(frozen=True)
class HiddenReaction:
    """A reaction that nobody sees yet, or with ``deleted`` one that was shown and is taken back.

    ``words`` is the hash of what the card or learning said then.
    """

    to: str
    kind: ReactionKind
    deleted: bool = False
    words: str = ""


@dataclass(frozen=True)
class Hidden:
    """All that is hidden in a meeting, by id; reactions by the hash of their key.

    ``show_at`` is the instant to show it, when no stage does before. It moves with each late word, but not beyond
    ``show_by``; what comes too shortly before that waits for a time of its own, ``waiting``, by the same ids.
    """

    cards: dict[str, HiddenCard] = field(default_factory=dict)
    appreciations: dict[str, HiddenAppreciation] = field(default_factory=dict)
    reactions: dict[str, HiddenReaction] = field(default_factory=dict)
    show_at: int | None = None
    show_by: int | None = None
    waiting: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.cards or self.appreciations or self.reactions)

    def keys(self) -> set[str]:
        return {*self.cards, *self.appreciations, *self.reactions}

    def with_card(self, key: str, card: HiddenCard | None) -> Hidden:
        """This with one card changed, or taken out when it is None."""
        return replace(self, cards=_with(self.cards, key, card))

    def with_appreciation(self, key: str, item: HiddenAppreciation | None) -> Hidden:
        """This with one appreciation changed, or taken out when it is None."""
        return replace(self, appreciations=_with(self.appreciations, key, item))

    def with_reaction(self, key: str, item: HiddenReaction | None) -> Hidden:
        """This with one reaction changed, or taken out when it is None."""
        return replace(self, reactions=_with(self.reactions, key, item))

    def timed(self, now: int, chance: Random, key: str | None = None) -> Hidden:
        """This with a random instant at which it is shown.

        :param key: of what has just been hidden, which is shown no sooner than the shortest while from now
        """
        drawn = now + chance.randint(*SHOWN_AFTER_MS)
        if self.show_at is None or self.show_by is None:
            return replace(self, show_at=drawn, show_by=now + chance.randint(*SHOWN_BY_MS))
        if key is None:
            return self
        if now + SHOWN_AFTER_MS[0] > self.show_by:
            return replace(self, waiting=tuple(sorted({*self.waiting, key})))
        return replace(self, show_at=max(self.show_at, min(drawn, self.show_by)))

    def untimed(self) -> Hidden:
        return replace(self, show_at=None, show_by=None, waiting=())

    def due(self) -> Hidden:
        """What of this is shown at its instant."""
        return self._only(lambda key: key not in self.waiting)

    def not_due(self) -> Hidden:
        """What of this waits for a time of its own, which is not drawn yet."""
        return self._only(lambda key: key in self.waiting).untimed()

    def _only(self, is_kept: Callable[[str], bool]) -> Hidden:
        return replace(
            self,
            cards=_where(self.cards, is_kept),
            appreciations=_where(self.appreciations, is_kept),
            reactions=_where(self.reactions, is_kept),
        )


NOTHING = Hidden()


def dump(hidden: Hidden) -> dict[str, Any]:
    """What is hidden, as plain JSON data. It is sorted by the random ids, to keep no order of writing."""
    data: dict[str, Any] = msgspec.to_builtins(hidden)
    return {
        name: dict(sorted(part.items())) if isinstance(part, dict) else part for name, part in data.items()
    }


def load(data: dict[str, Any]) -> Hidden:
    """What is hidden, from the data of :func:`dump`."""
    return msgspec.convert(data, Hidden)


def _with(items: Mapping[str, Item], key: str, item: Item | None) -> dict[str, Item]:
    others = {other: kept for other, kept in items.items() if other != key}
    return others if item is None else {**others, key: item}


def _where(items: Mapping[str, Item], is_kept: Callable[[str], bool]) -> dict[str, Item]:
    return {key: item for key, item in items.items() if is_kept(key)}
