from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from facilitator.demo import script
from facilitator.demo.script import Scenario
from facilitator.meeting.commands import Arrive, Command, Join
from facilitator.meeting.decide import decide
from facilitator.meeting.evolve import fold
from facilitator.meeting.hidden import NOTHING
from facilitator.meeting.model import Ballot, Meeting, Role
from facilitator.meeting.opening import new_meeting
from facilitator.meeting.view import shared_view
from facilitator.room import schemas
from facilitator.summary.build import build_summary
from facilitator.summary.model import Summary

BEGAN = 1_767_603_600_000  # 5 January 2026, 09:00 UTC


class Table:
    """A meeting in memory: the rules, a clock, and nothing else."""

    def __init__(self, scenario: Scenario) -> None:
        recount = scenario["recount"]
        self.now, self.chance = BEGAN, random.Random(7)
        self.ballots: dict[tuple[str, str], Ballot] = {}
        self.hidden = NOTHING
        self.state = new_meeting(
            "meeting-of-the-tests",
            title=scenario["title"],
            leader=scenario["people"][0],
            minutes=scenario["minutes"],
            category=scenario["category"],
            tags=scenario["tags"],
            secrecy="anonymous" if scenario["anonymous"] else "named",
            statement=scenario["leader_statement"],
            recount={part: recount[part] for part in ("expected", "happened", "impact")},
            timeline=recount["timeline"],
        )

    def take(self, seat: str, command: Command) -> None:
        decision = decide(self.state, command, seat, self.now, self.chance, self.ballots, self.hidden)
        self.state, self.hidden = fold(self.state, decision.events), decision.hidden
        for change in decision.ballots:
            for key in [key for key in self.ballots if key[0] == change.poll]:
                if change.seat in (None, key[1]):
                    del self.ballots[key]
            if change.seat and change.value is not None:
                self.ballots[change.poll, change.seat] = change.value


class Sitter:
    """Somebody with a seat at the table."""

    def __init__(self, table: Table, seat: str, name: str, role: Role) -> None:
        self.table, self.seat = table, seat
        table.take(seat, Join(name, role))
        table.take(seat, Arrive())

    @property
    def view(self) -> dict[str, Any]:
        return shared_view(self.table.state)

    def send(self, name: str, /, **data: Any) -> None:
        self.table.take(self.seat, schemas.command(name, data))


class TablePace(script.Pace):
    """Moves the table's clock on instead of waiting."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def wait(self, kind: str, seconds: float) -> None:
        self.table.now += round(1000 * seconds)


def closed_state(scenario: Scenario) -> Meeting:
    """The scenario's meeting, played through the rules to its close."""
    table = Table(scenario)
    people = [
        Sitter(table, f"seat-{number}", name, "participant" if number else "facilitator")
        for number, name in enumerate(scenario["people"])
    ]
    script.play(scenario, people, TablePace(table), date(2026, 1, 5))
    return table.state


@pytest.fixture(scope="session")
def outage_state() -> Meeting:
    return closed_state(script.load("database-outage-2017"))


@pytest.fixture(scope="session")
def outage(outage_state: Meeting) -> Summary:
    """The summary of an anonymous meeting of five."""
    return build_summary(outage_state)


@pytest.fixture(scope="session")
def formula() -> Summary:
    """The summary of a meeting of three, with names."""
    return build_summary(closed_state(script.load("new-formula-1985")))
