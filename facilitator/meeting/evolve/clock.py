"""Applying the clock's events. Each that changes the focus, the stage or the running first books the time."""

from __future__ import annotations

from dataclasses import replace

from .. import events as e
from ..ledger import settle
from ..model import WRITTEN_HIDDEN, Meeting, Stage
from .fold import change_polls, folds
from .reactions import without_keys


@folds
def meeting_started(state: Meeting, event: e.MeetingStarted) -> Meeting:
    return replace(state, status="running", started_at=event.at, since=event.at)


@folds
def stage_entered(state: Meeting, event: e.StageEntered) -> Meeting:
    """A raised hand goes down: what it was raised for went with the stage."""
    booked = forget_answers(settle(state, event.at))
    return replace(
        booked,
        stage=event.stage,
        entered_at=event.at,
        shown_at=shown_since(state, event),
        seats={key: replace(seat, hand=None) for key, seat in booked.seats.items()},
        drift=False,
        question=None,
        seen_now=None,
        done=0,
    )


def shown_since(state: Meeting, event: e.StageEntered) -> int | None:
    """The instant at which the cards were shown, or None in the stages in which they are written."""
    [kind] = [stage.kind for stage in state.stages if stage.id == event.stage]
    if kind in WRITTEN_HIDDEN:
        return None
    return event.at if state.shown_at is None else state.shown_at


@folds
def meeting_paused(state: Meeting, event: e.MeetingPaused) -> Meeting:
    return replace(settle(state, event.at), status="paused", since=None, emptied=event.emptied)


@folds
def meeting_resumed(state: Meeting, event: e.MeetingResumed) -> Meeting:
    return replace(state, status="running", since=event.at, emptied=False)


@folds
def stage_extended(state: Meeting, event: e.StageExtended) -> Meeting:
    def extended(stage: Stage) -> Stage:
        return replace(stage, extra_seconds=stage.extra_seconds + event.seconds)

    stages = tuple(extended(s) if s.id == event.stage else s for s in state.stages)
    return replace(state, stages=stages)


@folds
def agenda_set(state: Meeting, event: e.AgendaSet) -> Meeting:
    """The time is booked first, so that a shortened failure stage is due now and not in the past."""
    booked = settle(state, event.at)
    measured = {stage.id: stage for stage in booked.stages}

    def kept(plan: Stage) -> Stage:
        before = measured.get(plan.id)
        return replace(before, title=plan.title, seconds=plan.seconds) if before else plan

    return replace(booked, stages=tuple(kept(plan) for plan in event.stages))


@folds
def drift_declared(state: Meeting, event: e.DriftDeclared) -> Meeting:
    return replace(settle(state, event.at), drift=True)


@folds
def drift_ended(state: Meeting, event: e.DriftEnded) -> Meeting:
    return replace(settle(state, event.at), drift=False)


@folds
def meeting_closed(state: Meeting, event: e.MeetingClosed) -> Meeting:
    """Nobody can change a card any more, so that its key's hash is of no use but to tell whose it was."""
    booked = forget_answers(settle(state, event.at))
    return replace(
        booked,
        status="closed",
        closed_at=event.at,
        entry=event.entry,
        since=None,
        drift=False,
        question=None,
        seen_now=None,
        vacant_since=None,
        editors={},
        cards={key: replace(card, key_hash="") for key, card in state.cards.items()},
        appreciations={key: replace(item, key_hash="") for key, item in state.appreciations.items()},
        reactions=without_keys(state.reactions),
    )


def forget_answers(state: Meeting) -> Meeting:
    """Counted polls can't go on with their answers: these are deleted when the stage is left."""
    return change_polls(state, lambda poll: replace(poll, kept=False))
