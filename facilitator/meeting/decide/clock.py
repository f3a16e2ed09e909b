"""Starting, pausing, changing the stage, drift, and closing. None of these deletes anything written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from facilitator.refused import Refused

from .. import agenda, ledger
from .. import commands as c
from .. import events as e
from ..closing import loose_ends, open_poll_words, still_writing
from ..model import WRITTEN_HIDDEN, Kind, Meeting, PollName, Stage
from .discuss import begin_discussion
from .guards import (
    drifting,
    facilitator,
    learning_stage,
    live,
    not_closed,
    not_drifting,
    not_started,
    paused,
    running,
    stage_ahead,
    stage_behind,
)
from .polls import close_open, open_poll
from .reveal import reveal
from .rule import Context, Items, after, rule
from .themes import lone_again, lone_themes

EXTENSION_SECONDS = 60
LOST_LATELY_MS = 2 * 60_000
OPENED_IN: Mapping[Kind, PollName] = {"frame": "safety", "vote": "vote", "celebrate": "roti"}
COUNTED_AFTER: Mapping[Kind, PollName] = {"frame": "safety", "vote": "vote", "discuss": "thumb"}


@rule(facilitator, not_started)
def start(context: Context, command: c.Start) -> Items:
    items: Items = [e.MeetingStarted(context.now)]
    return items + enter(context, context.state.stages[0], context.now)


@rule(facilitator, running)
def pause(context: Context, command: c.Pause) -> Items:
    return [e.MeetingPaused(context.now)]


@rule(facilitator, paused)
def resume(context: Context, command: c.Resume) -> Items:
    return [e.MeetingResumed(context.now)]


@rule(facilitator, live)
def extend_stage(context: Context, command: c.ExtendStage) -> Items:
    refuse_other_stage(context.state, command.stage)
    return [e.StageExtended(str(context.state.stage), EXTENSION_SECONDS)]


@rule(facilitator, live, stage_ahead)
def next_stage(context: Context, command: c.NextStage) -> Items:
    refuse_other_stage(context.state, command.stage)
    writing = still_writing(context.state, context.seat_id, context.ballots)
    if writing and not command.sure:
        raise Refused("still_writing", f"{writing} Go on anyway?")
    missing = still_answering(context)
    if missing and not command.sure:
        raise Refused("still_answering", f"{missing} Go on anyway?")
    return go(context, leave(context), 1, context.now)


@rule(facilitator, live, stage_behind)
def previous_stage(context: Context, command: c.PreviousStage) -> Items:
    refuse_other_stage(context.state, command.stage)
    return go(context, close_open(context, "thumb"), -1, context.now)


@rule(running, stage_ahead)
def end_due_stage(context: Context, command: c.EndDueStage) -> Items:
    """The failure stage ends at the instant when it was due, even if a browser sends this later."""
    refuse_other_stage(context.state, command.stage)
    due = ledger.due_at(context.state)
    if due is None or context.now < due:
        raise Refused("not_due", "This stage still has time.")
    return go(context, leave(context), 1, due)


@rule(facilitator, live)
def close_meeting(context: Context, command: c.CloseMeeting) -> Items:
    open_ends = loose_ends(context.state, context.seat_id, context.ballots)
    if open_ends and not command.sure:
        raise Refused("still_open", f"{' '.join(open_ends)} Close anyway?")
    items = reveal(context) + close_open(context, "safety", "vote", "thumb", "roti")
    return [*items, e.MeetingClosed(context.now, context.new_id())]


@rule(learning_stage, not_drifting)
def declare_drift(context: Context, command: c.DeclareDrift) -> Items:
    return [e.DriftDeclared(context.now)]


@rule(drifting)
def end_drift(context: Context, command: c.EndDrift) -> Items:
    return [e.DriftEnded(context.now)]


@rule(facilitator, not_closed)
def set_agenda(context: Context, command: c.SetAgenda) -> Items:
    stages = tuple(agenda.stage(item.kind, item.seconds, item.title) for item in command.stages)
    kept = {stage.id for stage in stages}
    if any((s.spent_ms or s.id == context.state.stage) and s.id not in kept for s in context.state.stages):
        raise Refused("stage_begun", "A stage that has begun stays in the agenda. Drop one that is to come.")
    return [e.AgendaSet(context.now, agenda.accept(stages))]


def still_answering(context: Context) -> str:
    """The poll that going on would count without somebody who has just lost the connection, or ""."""
    state = context.state
    for poll in polls_to_count(state):
        lately = [
            seat
            for seat in state.polls[poll].asked
            if not state.seats[seat].here and context.now - (state.seats[seat].gone_at or 0) < LOST_LATELY_MS
        ]
        if lately and (words := open_poll_words(state, poll)):
            people = "1 person" if len(lately) == 1 else f"{len(lately)} people"
            return f"{words} {people} lost the connection a moment ago."
    return ""


def polls_to_count(state: Meeting) -> list[PollName]:
    """The open polls that end when the room goes on from the current stage."""
    ending = [poll for kind, poll in COUNTED_AFTER.items() if state.is_in(kind)]
    return [poll for poll in ending if poll in state.polls and state.polls[poll].open]


def refuse_other_stage(state: Meeting, seen: str) -> None:
    """Make sure that a stage ends only once if two people, or one and the clock, end it at the same time.

    :raises Refused: ``wrong_stage`` when the room is not in the stage that the sender sees
    """
    if seen not in ("", state.stage):
        raise Refused("wrong_stage", "The room is in another stage already.")


def go(context: Context, leaving: Items, step: int, at: int) -> Items:
    """Leave the current stage and enter the one ``step`` places after it, which the guards have checked."""
    stage = context.state.neighbour(step)
    assert stage is not None
    left = replace(context, state=after(context.state, leaving))
    return leaving + enter(left, stage, at)


def leave(context: Context) -> Items:
    """Tally the polls that end when the room goes on from the current stage."""
    return close_open(context, *polls_to_count(context.state))


def enter(context: Context, stage: Stage, at: int) -> Items:
    """The events of entering a stage: what must happen before it, the entry itself, and what follows."""
    items: Items = []
    if stage.kind not in WRITTEN_HIDDEN:
        items += reveal(context)
    if stage.kind == "group":
        items += lone_again(after(context.state, items))
    if stage.kind in ("vote", "discuss"):
        items += lone_themes(replace(context, state=after(context.state, items)))
    if stage.kind in OPENED_IN:
        items += open_poll(context.state, OPENED_IN[stage.kind])
    items += [e.StageEntered(at, stage.id), *time_to_return(stage)]
    if stage.kind == "discuss":
        items += begin_discussion(after(context.state, items), stage, at)
    return items


def time_to_return(stage: Stage) -> Items:
    """Give a minute to a failure stage whose time is used up. Otherwise it would end at once."""
    used_up = stage.spent_ms and stage.left_ms < ledger.WARN_SECONDS * 1000
    return [e.StageExtended(stage.id, EXTENSION_SECONDS)] if stage.focus == "failure" and used_up else []
