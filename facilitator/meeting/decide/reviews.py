"""Since last time: what the room says to actions of earlier meetings.

The decisions stay in the meeting. They are written to the earlier entries when it closes.
"""

from __future__ import annotations

from collections.abc import Mapping

from facilitator.refused import Refused

from .. import commands as c
from .. import events as e
from ..model import ActionKind, Review, ReviewDecision
from .guards import facilitator, live, not_started
from .rule import Context, Items, found, rule

DECISIONS: Mapping[ActionKind, tuple[ReviewDecision, ...]] = {
    "step": ("done", "kept", "redefined", "dropped"),
    "experiment": ("worked", "partly", "did not work", "kept", "redefined", "dropped"),
}
"""What can be decided about an action of each kind."""
SIGNAL: tuple[ReviewDecision, ...] = ("worked", "partly", "did not work")
"""The ends that say what the signal of an experiment was."""


@rule(facilitator, not_started)
def set_reviews(context: Context, command: c.SetReviews) -> Items:
    """The server gives this command, with actions that the leader may read."""
    if len(command.reviews) > c.MOST["reviews"]:
        raise Refused("too_many", f"The room can look at {c.MOST['reviews']} of them. Choose fewer.", 422)
    return [e.ReviewsSet(command.reviews)] if command.reviews != context.state.reviews else []


@rule(facilitator, live)
def review_action(context: Context, command: c.ReviewAction) -> Items:
    review: Review = _to_decide(context, command.review)
    if command.decision not in DECISIONS[review.kind]:
        raise Refused("bad_state", "That does not fit it. Choose one of the other decisions.", 422)
    if command.decision == "redefined" and not command.what:
        raise Refused("empty", "Write the words that it shall have from now on.", 422)
    if command.decision in ("dropped", *SIGNAL) and not command.why:
        sentence = "what the signal was in the end" if command.decision in SIGNAL else "why it is dropped"
        raise Refused("no_reason", f"Say {sentence}.", 422)
    due = command.due if command.decision == "kept" else ""
    what = command.what if command.decision == "redefined" else ""
    return [e.ActionReviewed(command.review, command.decision, due, what, command.why)]


@rule(facilitator, live)
def take_back_review(context: Context, command: c.TakeBackReview) -> Items:
    return [e.ReviewTakenBack(command.review)] if _to_decide(context, command.review).decision else []


def _to_decide(context: Context, key: str) -> Review:
    """The review with this id, if the room may decide about it.

    :raises Refused: ``not_found``, ``only_shown``, ``not_open``
    """
    review: Review = found(context.state.reviews, key, "action")
    if review.fixed:
        raise Refused(
            "only_shown", "Those who were in its meeting decide about it. Tell them what you think.", 403
        )
    if review.state != "open":
        raise Refused("not_open", "It has ended already. What came of it can be said on its own page.")
    return review
