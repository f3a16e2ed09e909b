"""Reactions to cards and learnings."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import ReactionKind
from .command import Command, identity

__all__ = ["React"]


@dataclass(frozen=True)
class React(Command):
    """One press on a card or a learning, ``to``. With ``on`` false it is taken back, which takes its ``key``."""

    kind: ReactionKind
    to: str = identity()
    key: str = identity()
    on: bool = True
