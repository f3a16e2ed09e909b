"""Meetings of the demonstration: scenarios played through the rules, at instants in the past."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.demo.script import Actor, Cast, Pace, Scenario, add_learning, play, play_until, prepared
from facilitator.meeting.commands import Arrive, Leave
from facilitator.meeting.view import shared_view
from facilitator.room import schemas, service
from facilitator.room.access import seat_in
from facilitator.room.change import Change, changing
from facilitator.room.prepare import PrepareSchema, new_meeting
from facilitator.room.tables import MeetingRow
from facilitator.tokens import new_id

# The actual time of stages, as a factor of the planned time: people are quick at some and slow at others. The
# failure's own stage has no factor, because it ends automatically.
Play = Callable[[Scenario, Sequence[Actor], Pace, date], None]
HALF_MINUTES = 14
"""Roughly the time that `hold_half` takes by the simulated clock."""
FIRST_THEME_SECONDS = 130
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


@dataclass(frozen=True)
class Seats:
    """A meeting's id, its link's token, and the ids and tokens of the people's seats, the leader's first."""

    meeting: str
    link: str
    ids: Sequence[str]
    tokens: Sequence[str]


def hold(scenario: Scenario, account_id: str, began: datetime) -> str:
    """Hold the scenario's meeting from joining to the entry in the log, and return the meeting's id.

    Needs an application context.

    :param began: when it started.
    """
    taken = _take_seats(scenario, account_id)
    play_past(scenario, taken.meeting, taken.ids, began)
    return taken.meeting


def hold_half(scenario: Scenario, account_id: str, ended: datetime) -> Seats:
    """Hold the scenario's meeting until its first theme has a learning, and pause it at the second theme.

    Needs an application context. Afterwards everybody has left.

    :param ended: roughly the instant of the pause.
    """
    taken = _take_seats(scenario, account_id)
    began = ended - timedelta(minutes=HALF_MINUTES)
    play_past(scenario, taken.meeting, taken.ids, began, play_half)
    return taken


def play_half(scenario: Scenario, people: Sequence[Actor], pace: Pace, today: date) -> None:
    """Play the scenario until its first theme has a learning, and pause it at the second theme."""
    cast = Cast(scenario, people, pace, today)
    play_until("discuss", cast)
    pace.wait("discuss", FIRST_THEME_SECONDS)
    add_learning(cast, 0)
    cast.leader.send("next_theme")
    cast.leader.send("pause")


def play_past(
    scenario: Scenario, meeting_id: str, seats: Sequence[str], began: datetime, how: Play = play
) -> None:
    """Play the scenario in a draft: everybody comes, and leaves at the end.

    :param seats: the ids of the people's seats, the leader's first.
    """
    clock = PastPace(round(began.timestamp() * 1000))
    with changing(meeting_id) as change:
        change.session.get_one(MeetingRow, meeting_id).created_at = clock.now
        people = [PastPerson(change, seat, clock) for seat in seats]
        for seat in seats:
            change.take(Arrive(), seat, clock.now)
        how(scenario, people, clock, began.astimezone(UTC).date())
        for seat in seats:
            change.take(Leave(), seat, clock.now)


def _take_seats(scenario: Scenario, account_id: str) -> Seats:
    meeting_id, link, token = draft(scenario, account_id)
    with database.read() as session:
        leader = seat_in(session, meeting_id, token).id
    others = [service.join(link, name) for name in scenario["people"][1:]]
    return Seats(
        meeting_id,
        link,
        [leader, *(joined.seat_id for joined in others)],
        [token, *(joined.token for joined in others)],
    )


def draft(scenario: Scenario, account_id: str) -> tuple[str, str, str]:
    """Create the scenario's meeting as a draft. Returns its id, its link's token and the leader's token."""
    details = PrepareSchema().load(prepared(scenario))
    with database.session() as session:
        zone = session.get_one(Account, account_id).zone
        made = new_meeting(new_id(), scenario["people"][0], zone, details)
        return service.create_meeting(session, account_id, made)
