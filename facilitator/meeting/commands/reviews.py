"""Actions of earlier meetings."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model import Review, ReviewDecision
from .command import Command, Internal, identity, words

__all__ = ["ReviewAction", "SetReviews", "TakeBackReview"]


@dataclass(frozen=True)
class ReviewAction(Command):
    """What the room decides about an action of an earlier meeting. Another decision takes the place of it.

    ``due`` is the day until which it is kept, ``what`` are its new words, and ``why`` is a word to it.
    """

    decision: ReviewDecision
    review: str = identity()
    due: str = field(default="", metadata={"date": True})
    what: str = words("review", least=0, default="")
    why: str = words("review", least=0, default="")


@dataclass(frozen=True)
class TakeBackReview(Command):
    review: str = identity()


@dataclass(frozen=True)
class SetReviews(Internal):
    """Chooses the actions of earlier meetings that the room looks at, by their ids, in place of those before."""

    reviews: dict[str, Review]
