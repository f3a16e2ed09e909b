"""Themes, and which cards are in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from .command import Command, identity, words

__all__ = ["CreateTheme", "DissolveTheme", "GroupCard", "MergeThemes", "RenameTheme", "UngroupCard"]


@dataclass(frozen=True)
class CreateTheme(Command):
    theme: str = identity()
    name: str = words("theme", least=0)
    cards: tuple[str, ...] = field(default=(), metadata={"items": 300})


@dataclass(frozen=True)
class RenameTheme(Command):
    theme: str = identity()
    name: str = words("theme")


@dataclass(frozen=True)
class GroupCard(Command):
    card: str = identity()
    theme: str = identity()


@dataclass(frozen=True)
class UngroupCard(Command):
    card: str = identity()


@dataclass(frozen=True)
class MergeThemes(Command):
    theme: str = identity()
    into: str = identity()


@dataclass(frozen=True)
class DissolveTheme(Command):
    theme: str = identity()
