"""The template data for the pages of a meeting, with its status and people in words."""

from collections.abc import Mapping
from typing import Any

from facilitator.meeting import agenda
from facilitator.meeting.chair import is_chair_free
from facilitator.meeting.columns import TEXTS
from facilitator.meeting.commands import MOST
from facilitator.meeting.model import Meeting, Seat
from facilitator.meeting.timeline import moment
from facilitator.meeting.view import timeline_view
from facilitator.room import agenda_form
from facilitator.room.plan import plan_of
from facilitator.room.plan_form import PlanForm
from facilitator.summary.words import listed

STATUS = {"draft": "Being prepared", "running": "Running now", "paused": "Paused", "closed": "Closed"}
KINDS = {kind: title for kind, (title, _) in TEXTS.items()}
FEW = 3
"""With fewer seats than this, an anonymous meeting hides little: people can guess who wrote what."""

PREPARED = "prepared it."
"""Said of the preparer to those who are not let in: it stays true, and tells nothing of the room."""


def meeting_context(meeting: Meeting) -> dict[str, Any]:
    """The template data for the page of a meeting that is being prepared."""
    recount = meeting.recount
    timeline = [{"at": moment(row["at"]), "what": row["what"]} for row in timeline_view(meeting).values()]
    told = (recount.expected, recount.happened, recount.impact, meeting.statement, timeline)
    return {
        "meeting": meeting,
        "status_words": STATUS[meeting.status],
        "timeline": timeline,
        "told_anything": any(told),
        **plan_context(plan_of(meeting)),
        **people_context(meeting),
    }


def plan_context(plan: Mapping[str, Any]) -> dict[str, Any]:
    """The template data for the plan of a meeting or a template."""
    stages = [agenda.stage(row["kind"], row["seconds"], row["title"]) for row in plan["agenda"]]
    return {
        "minutes": agenda_form.whole_minutes(stages),
        "stages": agenda_form.told_stages(stages),
        "verdict": agenda.check(stages),
        "columns": plan["columns"],
        "kinds": KINDS,
        "rules": plan["rules"],
    }


def plan_form_context(form: PlanForm) -> dict[str, Any]:
    """The template data for a form that has a plan."""
    return {
        "form": form,
        "verdict": agenda_form.agenda_verdict(form.stages),
        "titles": agenda.TITLES,
        "kinds": KINDS,
        "most": MOST,
    }


def people_context(meeting: Meeting) -> dict[str, Any]:
    """The people who have a seat, and a sentence that sums them up."""
    seats = sorted(meeting.seats.values(), key=lambda seat: seat.pos)
    shown = [{"name": seat.name, "here": seat.here, "words": _part(seat)} for seat in seats]
    leaders = [seat.name for seat in seats if seat.role == "facilitator"]
    return {
        "people": shown,
        "people_words": _people_words(seats),
        "leads": listed(leaders),
        "leads_many": len(leaders) > 1,
    }


def _part(seat: Seat) -> str:
    if seat.role == "facilitator":
        return "leads"
    return "asks" if seat.asker else ""


def _people_words(seats: list[Seat]) -> str:
    here = sum(seat.here for seat in seats)
    if len(seats) <= 1:
        return "Nobody else yet. Send the link, and they show up here."
    if here == len(seats):
        return f"All {here} are in the room now."
    return (
        f"{len(seats)} have joined; {here or 'none'} of them {'is' if here == 1 else 'are'} in the room now."
    )


def who_leads(meeting: Meeting, now: int) -> str:
    """What the page of a link says after the name of whoever prepared the meeting, to those whom it lets in.

    Nobody else in the room is named: anybody may have the link.
    """
    if meeting.status == "closed":
        return PREPARED
    if is_chair_free(meeting, now):
        return f"{PREPARED} The chair is free: nobody leads it just now."
    leaders = [seat for seat in meeting.seats.values() if seat.role == "facilitator"]
    if leaders and not any(seat.owner or seat.name == meeting.leader for seat in leaders):
        return f"{PREPARED} Somebody else leads it now."
    return "leads it."


def reason_not_joinable(meeting: Meeting) -> str:
    """A sentence that says why nobody can join at the moment, or ``""`` if people can."""
    if meeting.status == "closed":
        return f"This meeting is over. Ask {meeting.leader} for its summary."
    if meeting.locked:
        return f"The room is locked just now. Ask {meeting.leader} to let you in."
    if len(meeting.seats) >= meeting.capacity:
        return f"The room is full: {meeting.capacity} people are in. Ask {meeting.leader} to make room."
    return ""
