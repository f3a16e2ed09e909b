"""Starting, pausing, going on and back, and closing. Nothing on the way discards a word."""

from __future__ import annotations

from dataclasses import replace

from .. import agenda, ledger
from .. import commands as c
from .. import events as e
from ..closing import loose_ends
from ..model import Meeting, Stage, themes_by_votes
from ..refused import Refused
from .cards import reveal
from .guards import facilitator, in_stage, live, not_closed, not_started, paused, running
from .polls import close_open, open_poll
from .rule import Context, Items, after, rule
from .themes import lone_themes

EXTENSION_SECONDS = 60
LEAST_TIMEBOX_SECONDS = 60


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
    return [e.StageExtended(str(context.state.stage), EXTENSION_SECONDS)]


@rule(facilitator, live)
def next_stage(context: Context, command: c.NextStage) -> Items:
    writing = still_writing(context)
    if writing and not command.sure:
        people = "1 person is" if writing == 1 else f"{writing} people are"
        raise Refused("still_writing", f"{people} still writing. Go on anyway?")
    return leave(context) + enter(context, neighbour(context.state, 1), context.now)


@rule(facilitator, live)
def previous_stage(context: Context, command: c.PreviousStage) -> Items:
    stage = neighbour(context.state, -1)
    items = close_open(context, "thumb") + enter(context, stage, context.now)
    if stage.focus == "failure" and not stage.left_ms:
        items.append(e.StageExtended(stage.id, EXTENSION_SECONDS))
    return items


@rule(running)
def end_due_stage(context: Context, command: c.EndDueStage) -> Items:
    """The failure stage ends at the instant it was due, however late a browser says so."""
    if command.stage != context.state.stage:
        raise Refused("wrong_stage", "The room is in another stage already.")
    due = ledger.due_at(context.state)
    if due is None or context.now < due:
        raise Refused("not_due", "This stage still has time.")
    return leave(context) + enter(context, neighbour(context.state, 1), due)


@rule(facilitator, live)
def close_meeting(context: Context, command: c.CloseMeeting) -> Items:
    open_ends = loose_ends(context.state)
    if open_ends and not command.sure:
        raise Refused("still_open", f"{' '.join(open_ends)} Close anyway?")
    items = reveal(context) + close_open(context, "safety", "vote", "thumb", "roti")
    return [*items, e.MeetingClosed(context.now, context.new_id())]


@rule(in_stage("frame", "reflect", "group", "vote", "discuss", "commit", "celebrate"), running)
def declare_drift(context: Context, command: c.DeclareDrift) -> Items:
    if context.state.drift:
        raise Refused("drifting", "Somebody said so already.")
    return [e.DriftDeclared(context.now)]


@rule(live)
def end_drift(context: Context, command: c.EndDrift) -> Items:
    if not context.state.drift:
        raise Refused("not_drifting", "You are on the learning already.")
    return [e.DriftEnded(context.now)]


@rule(facilitator, not_closed)
def set_agenda(context: Context, command: c.SetAgenda) -> Items:
    stages = tuple(agenda.stage(item.kind, item.seconds, item.title) for item in command.stages)
    kept = {stage.id for stage in stages}
    if any((s.spent_ms or s.id == context.state.stage) and s.id not in kept for s in context.state.stages):
        raise Refused("stage_begun", "A stage that has begun stays in the agenda. Drop one that is to come.")
    return [e.AgendaSet(agenda.accept(stages))]


def still_writing(context: Context) -> int:
    """How many others are here and not done, while everybody writes."""
    if not context.state.is_in("reflect"):
        return 0
    here = {seat for seat, person in context.state.seats.items() if person.here}
    return len(here - set(context.state.done) - {context.seat_id})


def neighbour(state: Meeting, step: int) -> Stage:
    """The stage before or after the current one. :raises Refused: ``no_stage`` at either end"""
    ids = [stage.id for stage in state.stages]
    index = ids.index(str(state.stage)) + step
    if 0 <= index < len(ids):
        return state.stages[index]
    end = "last stage. Close the meeting when you are done" if step > 0 else "first stage"
    raise Refused("no_stage", f"This is the {end}.")


def leave(context: Context) -> Items:
    """What is counted when the room goes on from the current stage."""
    if context.state.is_in("frame"):
        return close_open(context, "safety")
    if context.state.is_in("vote"):
        return close_open(context, "vote")
    return close_open(context, "thumb") if context.state.is_in("discuss") else []


def enter(context: Context, stage: Stage, at: int) -> Items:
    """What happens on the way into a stage, and the arrival itself."""
    items: Items = []
    if stage.kind in ("group", "vote", "discuss", "commit", "celebrate"):
        items += reveal(context)
    if stage.kind in ("vote", "discuss"):
        items += lone_themes(replace(context, state=after(context.state, items)))
    if stage.kind == "frame":
        items += open_poll(context.state, "safety")
    if stage.kind == "vote":
        items += open_poll(context.state, "vote")
    if stage.kind == "celebrate":
        items += open_poll(context.state, "roti")
    items.append(e.StageEntered(at, stage.id))
    if stage.kind == "discuss":
        items += first_theme(leave_tallied(context, items), stage, at)
    return items


def leave_tallied(context: Context, items: Items) -> Meeting:
    """The state in which the discussion begins: with the tally of the vote that is being left."""
    return after(context.state, [*leave(context), *items])


def first_theme(state: Meeting, stage: Stage, at: int) -> Items:
    """The timebox of each theme, and the theme to begin with unless one was under way."""
    order = themes_by_votes(state)
    if not order:
        return []
    wanted = [theme for theme in order if state.themes[theme].votes] or order
    box = max(LEAST_TIMEBOX_SECONDS, stage.seconds // len(wanted))
    items: Items = [e.TimeboxSet(box)]
    return items if state.theme in state.themes else [*items, e.ThemeOpened(at, order[0])]
