"""Coming back to a seat from another device."""

from __future__ import annotations

from dataclasses import dataclass

from .command import Command, Internal, identity

__all__ = ["AnswerReturn", "AskToReturn"]


@dataclass(frozen=True)
class AnswerReturn(Command):
    """Whether it is really the person of a seat who asks to come back to it from another device."""

    yes: bool
    ask: str = identity()


@dataclass(frozen=True)
class AskToReturn(Internal):
    """Somebody at the join page says that this seat is theirs. With a yes, it opens with their token."""

    token_hash: str
