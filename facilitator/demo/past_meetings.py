"""Finished meetings for the demonstration: scenarios played through the rules, at instants in the past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.demo.script import Pace, Scenario, play, prepared
from facilitator.meeting.commands import Arrive
from facilitator.meeting.view import shared_view
from facilitator.room import schemas, service
from facilitator.room.access import seat_in
from facilitator.room.change import Change, changing
from facilitator.room.prepare import PrepareSchema, new_meeting
from facilitator.room.tables import MeetingRow
from facilitator.tokens import new_id

# The actual time of stages, as a factor of the planned time: people are quick at some and slow at others. The
# failure's own stage has no factor, because it ends automatically.
_STRETCH = {"frame": 1.04, "reflect": 1.08, "group": 0.94, "vote": 0.8, "discuss": 1.02, "commit": 0.96}


@dataclass
class PastPace(Pace):
    """A pace with a simulated clock: waiting only moves ``now`` (milliseconds since the epoch)."""

    now: int

    def wait(self, kind: str, seconds: float) -> None:
        self.now += round(1000 * seconds * _STRETCH.get(kind, 1.0))


@dataclass(frozen=True)
class PastPerson:
    """An actor that takes commands in a transaction directly, without a socket."""

    change: Change
    seat_id: str
    clock: PastPace

    @property
    def view(self) -> Mapping[str, Any]:
        return shared_view(self.change.state)

    def send(self, name: str, /, **data: Any) -> None:
        """Take one command at the simulated time.

        :raises Refused: with the code of the rule that refuses it.
        """
        self.change.take(schemas.command(name, data), self.seat_id, self.clock.now)


def hold(scenario: Scenario, account_id: str, began: datetime) -> str:
    """Hold the scenario's meeting from joining to the entry in the log, and return the meeting's id.

    Needs an application context.

    :param began: when it started.
    """
    meeting_id, link, leader_token = draft(scenario, account_id)
    with database.read() as session:
        leader = seat_in(session, meeting_id, leader_token).id
    others = [service.join(link, name).seat_id for name in scenario["people"][1:]]
    play_past(scenario, meeting_id, [leader, *others], began)
    return meeting_id


def play_past(scenario: Scenario, meeting_id: str, seats: Sequence[str], began: datetime) -> None:
    """Play the scenario in a draft.

    :param seats: the ids of the people's seats, the leader's first.
    """
    clock = PastPace(round(began.timestamp() * 1000))
    with changing(meeting_id) as change:
        change.session.get_one(MeetingRow, meeting_id).created_at = clock.now
        people = [PastPerson(change, seat, clock) for seat in seats]
        for seat in seats:
            change.take(Arrive(), seat, clock.now)
        play(scenario, people, clock, began.astimezone(UTC).date())


def draft(scenario: Scenario, account_id: str) -> tuple[str, str, str]:
    """Create the scenario's meeting as a draft. Returns its id, its link's token and the leader's token."""
    details = PrepareSchema().load(prepared(scenario))
    with database.session() as session:
        zone = session.get_one(Account, account_id).zone
        made = new_meeting(new_id(), scenario["people"][0], zone, details)
        return service.create_meeting(session, account_id, made)
