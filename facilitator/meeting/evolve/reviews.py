"""Applying the events of ``decide.reviews``: what the room says to actions of earlier meetings."""

from __future__ import annotations

from dataclasses import replace

from .. import events as e
from ..model import Meeting
from .fold import change, folds


@folds
def reviews_set(state: Meeting, event: e.ReviewsSet) -> Meeting:
    return replace(state, reviews=event.reviews)


@folds
def action_reviewed(state: Meeting, event: e.ActionReviewed) -> Meeting:
    said = {"decision": event.decision, "new_due": event.due, "new_what": event.what, "why": event.why}
    return change(state, "reviews", event.review, **said)


@folds
def review_taken_back(state: Meeting, event: e.ReviewTakenBack) -> Meeting:
    return change(state, "reviews", event.review, decision="", new_due="", new_what="", why="")
