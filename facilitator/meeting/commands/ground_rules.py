"""The ground rules."""

from __future__ import annotations

from dataclasses import dataclass

from .command import Command, identity, words

__all__ = ["AddRule", "DeleteRule", "EditRule"]


@dataclass(frozen=True)
class AddRule(Command):
    rule: str = identity()
    text: str = words("rule")


@dataclass(frozen=True)
class EditRule(Command):
    rule: str = identity()
    was: str = words("rule", least=0)
    text: str = words("rule")


@dataclass(frozen=True)
class DeleteRule(Command):
    rule: str = identity()
