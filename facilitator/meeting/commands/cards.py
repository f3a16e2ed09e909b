"""Cards: written, changed and thrown away, before the meeting and in it."""

from __future__ import annotations

from dataclasses import dataclass

from .command import Command, Internal, identity, words

__all__ = [
    "AddCard",
    "ClearFeedback",
    "DeleteCard",
    "EditCard",
    "GiveFeedback",
    "MarkDone",
    "MoveCard",
    "TakeBackFeedback",
]


@dataclass(frozen=True)
class AddCard(Command):
    column: str = words("column")
    card: str = identity()
    key: str = identity()
    text: str = words("card")


@dataclass(frozen=True)
class EditCard(Command):
    card: str = identity()
    key: str = identity()
    text: str = words("card")


@dataclass(frozen=True)
class MoveCard(Command):
    column: str = words("column")
    card: str = identity()
    key: str = identity()


@dataclass(frozen=True)
class DeleteCard(Command):
    card: str = identity()
    key: str = identity()


@dataclass(frozen=True)
class MarkDone(Command):
    done: bool = True


@dataclass(frozen=True)
class GiveFeedback(Internal):
    """Somebody writes a card before the start, on the page for feedback. It has no seat."""

    column: str = words("column")
    card: str = identity()
    key: str = identity()
    text: str = words("card")


@dataclass(frozen=True)
class TakeBackFeedback(Internal):
    """The browser that wrote a card before the start takes it back. It has no seat."""

    card: str = identity()
    key: str = identity()


@dataclass(frozen=True)
class ClearFeedback(Internal):
    """Throws away all cards from before the start."""
