"""Seats, roles, hands, and the chair, which others can take if the facilitator's connection is lost."""

from __future__ import annotations

from itertools import chain, count

from facilitator.lookalikes import lookalike, name_taken
from facilitator.refused import Refused

from .. import commands as c
from .. import events as e
from ..chair import is_chair_free
from ..model import Meeting
from .editing import edits
from .guards import another_facilitator, chair_open, facilitator, live, not_closed
from .polls import withdrawn
from .rule import Context, Items, found, rule

EMPTY_ROOM_MS = 5 * 60_000
HAND_KEPT_MS = 2 * 60_000


@rule(not_closed)
def join(context: Context, command: c.Join) -> Items:
    """Whose meeting it is gets in at any time, even if a guest locked it or took their name."""
    state = context.state
    if command.owner:
        return [e.SeatJoined(context.seat_id, free_name(state, command.name), command.role, owner=True)]
    if state.locked:
        raise Refused("room_locked", f"The room is locked. Ask {state.leader} to let you in.", 403)
    if len(state.seats) >= state.capacity:
        raise Refused("room_full", f"All {state.capacity} seats are taken. Ask {state.leader} for one more.")
    refuse_taken_name(state, command.name, context.seat_id)
    return [e.SeatJoined(context.seat_id, command.name, command.role)]


@rule()
def arrive(context: Context, command: c.Arrive) -> Items:
    if context.seat.here or context.state.status == "closed":
        return []
    return [
        *paused_while_empty(context),
        *lowered_after(context),
        e.SeatArrived(context.seat_id, context.now),
    ]


@rule()
def leave(context: Context, command: c.Leave) -> Items:
    if not context.seat.here or context.state.status == "closed":
        return []
    return [e.SeatLeft(context.now, context.seat_id), *edits(context, context.seat_id, None)]


def lowered_after(context: Context) -> Items:
    """A hand stays in its place over a lost connection, but not over a longer absence."""
    gone_for = context.now - (context.seat.gone_at or context.now)
    return [e.HandLowered(context.seat_id)] if context.seat.hand and gone_for >= HAND_KEPT_MS else []


def paused_while_empty(context: Context) -> Items:
    """Pause the meeting from the instant when the last person left, if the room was empty for five minutes.

    Time in which nobody was here is no meeting time.
    """
    state = context.state
    last = max((seat.gone_at or 0 for seat in state.seats.values()), default=0)
    alone = state.status == "running" and not state.here
    if not alone or not last or context.now - last < EMPTY_ROOM_MS:
        return []
    return [e.MeetingPaused(max(last, state.since or 0), emptied=True)]


@rule(not_closed)
def rename_seat(context: Context, command: c.RenameSeat) -> Items:
    refuse_taken_name(context.state, command.name, context.seat_id)
    return [e.SeatRenamed(context.seat_id, command.name)]


@rule(facilitator, not_closed)
def name_asker(context: Context, command: c.NameAsker) -> Items:
    seat = found(context.state.seats, command.seat, "person")
    if seat.asker == command.asker:
        return []
    if command.asker and sum(s.asker for s in context.state.seats.values()) >= c.MOST["askers"]:
        raise Refused("too_many_askers", "Three askers are enough. Take one back first.")
    return [e.AskerNamed(command.seat, command.asker)]


@rule(facilitator, not_closed)
def make_facilitator(context: Context, command: c.MakeFacilitator) -> Items:
    found(context.state.seats, command.seat, "person")
    return [e.RoleChanged(context.now, command.seat, "facilitator", context.seat.owner or None)]


@rule(facilitator, not_closed)
def hand_over(context: Context, command: c.HandOver) -> Items:
    found(context.state.seats, command.seat, "person")
    if command.seat == context.seat_id:
        raise Refused("same_seat", "You lead already. Choose somebody else to hand over to.")
    return [
        e.RoleChanged(context.now, command.seat, "facilitator", context.seat.owner or None),
        e.RoleChanged(context.now, context.seat_id, "participant"),
    ]


@rule(facilitator, not_closed, another_facilitator)
def step_down(context: Context, command: c.StepDown) -> Items:
    return [e.RoleChanged(context.now, context.seat_id, "participant")]


@rule(chair_open)
def take_chair(context: Context, command: c.TakeChair) -> Items:
    """Make this seat a facilitator's. The former facilitators become participants."""
    is_owner = context.seat.owner
    if not is_owner and not is_chair_free(context.state, context.now):
        raise Refused("chair_taken", "Your facilitator was here a moment ago. Wait for 30 seconds.")
    former = [seat for seat in facilitators(context.state) if seat != context.seat_id]
    return [
        e.RoleChanged(context.now, context.seat_id, "facilitator"),
        *(e.RoleChanged(context.now, seat, "participant", False if is_owner else None) for seat in former),
    ]


@rule(facilitator, not_closed)
def remove_seat(context: Context, command: c.RemoveSeat) -> Items:
    person = found(context.state.seats, command.seat, "person")
    if command.seat == context.seat_id:
        raise Refused("same_seat", "You can't remove yourself. Hand over first.")
    if person.owner:
        raise Refused("owner_stays", f"This is the meeting of {person.name}. You can't remove them.", 403)
    removed = e.SeatRemoved(context.now, command.seat)
    return [removed, *withdrawn(context, command.seat)]


@rule(facilitator, not_closed)
def lock_room(context: Context, command: c.LockRoom) -> Items:
    return [e.RoomLocked(command.locked)]


@rule(live)
def raise_hand(context: Context, command: c.RaiseHand) -> Items:
    return [] if context.seat.hand else [e.HandRaised(context.seat_id)]


@rule(live)
def lower_hand(context: Context, command: c.LowerHand) -> Items:
    seat = command.seat or context.seat_id
    if seat != context.seat_id:
        facilitator(context.state, context.seat_id)
    return [e.HandLowered(seat)] if found(context.state.seats, seat, "person").hand else []


def facilitators(state: Meeting) -> list[str]:
    return [seat for seat, person in state.seats.items() if person.role == "facilitator"]


def free_name(state: Meeting, name: str) -> str:
    """The name, with a number behind it when somebody has it or one that looks like it."""
    taken = [person.name for person in state.seats.values()]
    tails = chain([""], (f" {number}" for number in count(2)))
    names = (name[: c.LIMITS["name"] - len(tail)] + tail for tail in tails)
    return next(each for each in names if lookalike(each, taken) is None)


def refuse_taken_name(state: Meeting, name: str, seat: str) -> None:
    """Check that nobody else in the room has this name or one that looks like it.

    :raises Refused: ``name_taken`` when somebody has
    """
    other = lookalike(name, (person.name for key, person in state.seats.items() if key != seat))
    if other is not None:
        raise name_taken(name, other, "is here already")
