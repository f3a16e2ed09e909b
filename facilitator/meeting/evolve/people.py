"""Applying the events of people. The chair is vacant from the instant when the last facilitator has gone."""

from __future__ import annotations

from dataclasses import replace

from .. import events as e
from ..model import Meeting, Poll, Seat, next_pos
from .fold import change, change_polls, drop, folds, put


def with_chair(state: Meeting, at: int | None = None) -> Meeting:
    """Set the instant since when no facilitator is here, or clear it if one is here."""
    if any(seat.here and seat.role == "facilitator" for seat in state.seats.values()):
        return replace(state, vacant_since=None)
    return state if state.vacant_since is not None else replace(state, vacant_since=at)


@folds
def seat_joined(state: Meeting, event: e.SeatJoined) -> Meeting:
    return put(
        state, "seats", event.seat, Seat(event.name, event.role, next_pos(state.seats), owner=event.owner)
    )


@folds
def seat_arrived(state: Meeting, event: e.SeatArrived) -> Meeting:
    """Who comes while a poll is open is asked, too."""

    def asking(poll: Poll) -> Poll:
        return replace(poll, asked=tuple(sorted({*poll.asked, event.seat}))) if poll.open else poll

    arrived = change(state, "seats", event.seat, here=True, gone_at=None, arrived_at=event.at)
    return with_chair(change_polls(arrived, asking))


@folds
def seat_left(state: Meeting, event: e.SeatLeft) -> Meeting:
    """A raised hand keeps its place, in case the person comes back."""
    left = change(state, "seats", event.seat, here=False, gone_at=event.at)
    return with_chair(left, event.at)


@folds
def seat_renamed(state: Meeting, event: e.SeatRenamed) -> Meeting:
    return change(state, "seats", event.seat, name=event.name)


@folds
def seat_removed(state: Meeting, event: e.SeatRemoved) -> Meeting:
    def without(poll: Poll) -> Poll:
        return replace(poll, asked=tuple(seat for seat in poll.asked if seat != event.seat))

    return with_chair(change_polls(drop(state, "seats", event.seat), without), event.at)


@folds
def role_changed(state: Meeting, event: e.RoleChanged) -> Meeting:
    before = state.seats[event.seat].appointed
    appointed = before if event.appointed is None else event.appointed
    return with_chair(change(state, "seats", event.seat, role=event.role, appointed=appointed), event.at)


@folds
def asker_named(state: Meeting, event: e.AskerNamed) -> Meeting:
    return change(state, "seats", event.seat, asker=event.asker)


@folds
def room_locked(state: Meeting, event: e.RoomLocked) -> Meeting:
    return replace(state, locked=event.locked)


@folds
def hand_raised(state: Meeting, event: e.HandRaised) -> Meeting:
    last = max((seat.hand or 0 for seat in state.seats.values()), default=0)
    return change(state, "seats", event.seat, hand=last + 1)


@folds
def hand_lowered(state: Meeting, event: e.HandLowered) -> Meeting:
    return change(state, "seats", event.seat, hand=None)
