"""Secret answers: votes, thumbs, the safety check, and the return on time."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import PollName, ThumbAnswer
from .command import Command, identity, number

__all__ = ["AnswerRoti", "AnswerSafety", "CastVote", "ClosePoll", "ReopenPoll", "TakeBackVote", "Thumb"]


@dataclass(frozen=True)
class AnswerSafety(Command):
    score: int = number(1, 5)


@dataclass(frozen=True)
class AnswerRoti(Command):
    score: int = number(0, 4)


@dataclass(frozen=True)
class ClosePoll(Command):
    poll: PollName


@dataclass(frozen=True)
class ReopenPoll(Command):
    """Opens the poll again with the answers that it had, or with ``anew`` without them."""

    poll: PollName
    anew: bool = False


@dataclass(frozen=True)
class CastVote(Command):
    theme: str = identity()


@dataclass(frozen=True)
class TakeBackVote(Command):
    theme: str = identity()


@dataclass(frozen=True)
class Thumb(Command):
    answer: ThumbAnswer
    theme: str | None = identity(default=None)
