"""Guards: who may give a command, and when.

A guard depends only on the state and the seat, so the view can use it too, to list the allowed commands.
"""

from __future__ import annotations

from facilitator.refused import Refused

from ..agenda import TITLES
from ..model import Kind, Meeting, PollName
from .rule import Guard

BEFORE_THE_CARDS: tuple[Kind, ...] = ("frame", "recount")
COUNTED = (
    "The answers were counted before yours came, so it is not among them. "
    "Ask the facilitator to open it again: what the others answered stays."
)


def facilitator(state: Meeting, seat: str) -> None:
    if state.seats[seat].role != "facilitator":
        raise Refused("facilitator_only", "Only a facilitator can do that. Ask yours.", 403)


def asker(state: Meeting, seat: str) -> None:
    person = state.seats[seat]
    if not person.asker and person.role != "facilitator":
        raise Refused("asker_only", "Only the askers and the facilitator put questions before the room.", 403)


def not_closed(state: Meeting, seat: str) -> None:
    if state.status == "closed":
        raise Refused("meeting_closed", "The meeting is closed. What was saved is in its summary.", 410)


def not_started(state: Meeting, seat: str) -> None:
    not_closed(state, seat)
    if state.status != "draft":
        raise Refused("already_started", "The meeting has begun, so this stays as it is.")


def live(state: Meeting, seat: str) -> None:
    not_closed(state, seat)
    if state.status == "draft":
        raise Refused("not_started", "The meeting has not begun. Wait until the facilitator starts it.")


def running(state: Meeting, seat: str) -> None:
    live(state, seat)
    if state.status == "paused":
        raise Refused("paused", "The meeting is paused. It can go on when the facilitator resumes it.")


def paused(state: Meeting, seat: str) -> None:
    live(state, seat)
    if state.status != "paused":
        raise Refused("not_paused", "The meeting is not paused.")


def live_or_facilitator(state: Meeting, seat: str) -> None:
    """Before the start, only a facilitator may write; after it, everybody may."""
    if state.status == "draft":
        facilitator(state, seat)
    not_closed(state, seat)


def in_stage(*kinds: Kind) -> Guard:
    def guard(state: Meeting, seat: str) -> None:
        live(state, seat)
        if not state.is_in(*kinds):
            names = " or ".join(f"“{TITLES[kind]}”" for kind in kinds)
            raise Refused("wrong_stage", f"That belongs to {names}. Ask the facilitator to go there.")

    return guard


def learning_stage(state: Meeting, seat: str) -> None:
    running(state, seat)
    if state.current is not None and state.current.focus == "failure":
        raise Refused("wrong_stage", "This stage is about the failure anyway. Say what you have to say.")


def drifting(state: Meeting, seat: str) -> None:
    live(state, seat)
    if not state.drift:
        raise Refused("not_drifting", "You are on the learning already.")


def not_drifting(state: Meeting, seat: str) -> None:
    if state.drift:
        raise Refused("drifting", "Somebody said so already.")


def stage_ahead(state: Meeting, seat: str) -> None:
    if state.neighbour(1) is None:
        raise Refused("no_stage", "This is the last stage. Close the meeting when you are done.")


def stage_behind(state: Meeting, seat: str) -> None:
    if state.neighbour(-1) is None:
        raise Refused("no_stage", "This is the first stage.")


def writing_has_begun(state: Meeting, seat: str) -> None:
    """Cards are taken once the writing stage has begun, and from then on in any stage.

    That includes earlier stages to which the room goes back. A browser whose connection was lost may still
    have cards to send.
    """
    live(state, seat)
    begun = any(stage.spent_ms for stage in state.stages if stage.kind not in BEFORE_THE_CARDS)
    if state.is_in(*BEFORE_THE_CARDS) and not begun:
        raise Refused("wrong_stage", f"Cards come in “{TITLES['reflect']}”. Keep the thought until then.")


def chair_vacant(state: Meeting, seat: str) -> None:
    live(state, seat)
    if state.vacant_since is None:
        raise Refused("chair_taken", "A facilitator is here. Ask them to hand over to you.")


def chair_open(state: Meeting, seat: str) -> None:
    """The chair is open when no facilitator is here, and to whose meeting it is at any time."""
    person = state.seats[seat]
    if person.owner and person.role != "facilitator":
        not_closed(state, seat)
    else:
        chair_vacant(state, seat)


def another_facilitator(state: Meeting, seat: str) -> None:
    if sum(person.role == "facilitator" for person in state.seats.values()) == 1:
        raise Refused("last_facilitator", "You are the only facilitator. Hand over to somebody first.")


def theme_chosen(state: Meeting, seat: str) -> None:
    if state.theme is None:
        raise Refused("no_theme", "Choose a theme first.")


def poll_open(poll: PollName) -> Guard:
    def guard(state: Meeting, seat: str) -> None:
        live(state, seat)
        if poll not in state.polls:
            raise Refused(
                "poll_closed", "No answers are taken at the moment. Ask the facilitator to open it again."
            )
        if not state.polls[poll].open:
            raise Refused("poll_closed", COUNTED)

    return guard


def answer_unlocked(poll: PollName) -> Guard:
    def guard(state: Meeting, seat: str) -> None:
        if poll in state.polls and seat in state.polls[poll].locked:
            raise Refused(
                "answer_stays", "You answered on your other device. That counts, and stays as it is."
            )

    return guard


def poll_shut(poll: PollName) -> Guard:
    def guard(state: Meeting, seat: str) -> None:
        if poll in state.polls and state.polls[poll].open:
            raise Refused("poll_open", "People are still answering. Count the answers first.")

    return guard
