"""The cast of the meeting's tests: Ana facilitates, Ben, Cleo and Dan take part."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest

from facilitator.meeting.commands import (
    AddCard,
    Arrive,
    Command,
    CreateTheme,
    Join,
    Leave,
    NextStage,
    ShowHidden,
    Start,
)
from facilitator.meeting.decide import BallotChange, Decision, can, decide
from facilitator.meeting.events import Event
from facilitator.meeting.evolve import fold
from facilitator.meeting.hidden import NOTHING
from facilitator.meeting.model import Ballot, Kind, Meeting, Role
from facilitator.meeting.opening import new_meeting
from facilitator.meeting.view import me_view, shared_view
from facilitator.refused import Refused

ANA, BEN, CLEO, DAN = "ana", "ben", "cleo", "dan"
NOON = 1_800_000_000_000
SECOND, MINUTE = 1000, 60_000
FAILURE_MS = 6 * MINUTE


class Table:
    """A meeting in memory: it keeps the state, the open ballots, the journal and the clock."""

    def __init__(self, *people: str, **settings: Any) -> None:
        given = {"title": "The release that took a day", "leader": "Ana", **settings}
        self.first: Meeting = new_meeting("meeting", **given)
        self.state = self.first
        self.ballots: dict[tuple[str, str], Ballot] = {}
        self.hidden = NOTHING
        self.journal: list[Event] = []
        self.now = NOON - MINUTE  # Words without a writer are hidden first while somebody has just arrived.
        self.chance = Random(7)
        for seat in people:
            self.seat(seat)
        self.now = NOON

    def seat(self, seat: str) -> None:
        role: Role = "participant" if self.state.seats else "facilitator"
        self.do(seat, Join(seat.capitalize(), role))
        self.do(seat, Arrive())

    def do(self, seat: str, command: Command) -> Decision:
        decision = decide(self.state, command, seat, self.now, self.chance, self.ballots, self.hidden)
        self.state = fold(self.state, decision.events)
        self.journal += decision.events
        self.hidden = decision.hidden
        for change in decision.ballots:
            self._keep(change)
        return decision

    def _keep(self, change: BallotChange) -> None:
        others = {k: it for k, it in self.ballots.items() if k != (change.poll, change.seat or k[1])}
        if change.seat is not None and change.value is not None:
            others[change.poll, change.seat] = change.value
        self.ballots = others

    def wait(self, milliseconds: int) -> None:
        self.now += milliseconds

    def comes_back(self, seat: str) -> None:
        self.do(seat, Leave())
        self.do(seat, Arrive())

    def show_late_words(self) -> None:
        """Let the random while pass after which late words are shown."""
        self.now = self.hidden.show_at or self.now
        self.do("", ShowHidden())

    def everybody_leaves(self) -> None:
        for seat in sorted(self.state.here):
            self.do(seat, Leave())

    def go_to(self, kind: Kind) -> None:
        if self.state.status == "draft":
            self.do(ANA, Start())
        while not self.state.is_in(kind):
            self.do(ANA, NextStage(sure=True))

    def cards(self, *texts: str) -> None:
        """Each card's id is its text."""
        for text in texts:
            self.do(BEN, AddCard("driver", text, f"key of {text}", text))

    def themes(self, *names: str) -> None:
        """Each theme's id is its name."""
        for name in names:
            self.do(ANA, CreateTheme(name, name))

    @property
    def shared(self) -> dict[str, Any]:
        return shared_view(self.state)

    def me(self, seat: str) -> dict[str, Any]:
        return me_view(self.state, seat, self.ballots)

    def can(self, seat: str, command: str) -> bool:
        return command in can(self.state, seat)

    @property
    def stage(self) -> str | None:
        return self.state.stage

    def spent(self, stage: str) -> tuple[int, int]:
        """Learning and failure so far, in milliseconds."""
        found = next(item for item in self.state.stages if item.id == stage)
        return found.learning_ms, found.failure_ms


def table_in(kind: Kind, **settings: Any) -> Table:
    """Four people in a stage."""
    table = Table(ANA, BEN, CLEO, DAN, **settings)
    table.go_to(kind)
    return table


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code
    assert caught.value.message[0].isupper() or caught.value.message[0] in "“0123456789"
    assert caught.value.message[-1] in ".?…"
