"""Who may act, and when. A guard looks at the state and the seat only, so the view can ask it too."""

from __future__ import annotations

from ..agenda import TITLES
from ..model import Kind, Meeting, PollName
from ..refused import Refused
from .rule import Guard


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
    """Before the start only a facilitator writes; after it everybody does."""
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


def from_reflect_on(state: Meeting, seat: str) -> None:
    live(state, seat)
    if state.is_in("frame", "recount"):
        raise Refused("wrong_stage", f"Cards come in “{TITLES['reflect']}”. Keep the thought until then.")


def poll_open(poll: PollName) -> Guard:
    def guard(state: Meeting, seat: str) -> None:
        live(state, seat)
        if poll not in state.polls or not state.polls[poll].open:
            raise Refused(
                "poll_closed", "The answers are counted already. Ask the facilitator to open it again."
            )

    return guard
