"""The discussion: its order, thumbs, learnings, and the parking lot."""

from __future__ import annotations

from dataclasses import dataclass

from .command import Command, identity, words

__all__ = [
    "AddLearning",
    "DeleteLearning",
    "DiscussTheme",
    "DropParked",
    "EditLearning",
    "EditParked",
    "MoveTheme",
    "NextTheme",
    "OpenThumbs",
    "Park",
]


@dataclass(frozen=True)
class DiscussTheme(Command):
    theme: str = identity()


@dataclass(frozen=True)
class NextTheme(Command):
    theme: str | None = identity(default=None)


@dataclass(frozen=True)
class MoveTheme(Command):
    """Puts a theme before another one, or without ``before`` at the end."""

    theme: str = identity()
    before: str | None = identity(default=None)


@dataclass(frozen=True)
class OpenThumbs(Command):
    pass


@dataclass(frozen=True)
class AddLearning(Command):
    learning: str = identity()
    text: str = words("learning")
    theme: str | None = identity(default=None)


@dataclass(frozen=True)
class EditLearning(Command):
    learning: str = identity()
    was: str = words("learning", least=0)
    text: str = words("learning")


@dataclass(frozen=True)
class DeleteLearning(Command):
    learning: str = identity()


@dataclass(frozen=True)
class Park(Command):
    item: str = identity()
    text: str = words("parked")


@dataclass(frozen=True)
class EditParked(Command):
    item: str = identity()
    text: str = words("parked")


@dataclass(frozen=True)
class DropParked(Command):
    item: str = identity()
