"""Who is cut off while writing cannot be told from the cards that come after the return.

Two people lose their connection and come back within a few seconds of each other. Each sends at once what
waited in the browser: a card before the reveal, and one of the two, by the toss of a coin, a card after it.
Guessers with all that the other people hear, and guessers with all that is in the database, say who wrote
which. Over many meetings none of them may be better than the coin.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from cast import a_meeting
from fixtures.listening import listening
from flask import Flask
from sqlalchemy import select

from facilitator import clock, database
from facilitator.meeting import commands as c
from facilitator.meeting import model
from facilitator.meeting.commands import Command
from facilitator.meeting.hidden import SHOWN_AFTER_MS
from facilitator.room import service, store
from facilitator.room.access import seat_in
from facilitator.room.change import changing
from facilitator.room.service import Joined
from facilitator.room.tables import JournalRow, MeetingRow
from facilitator.tokens import new_id

NOON = 1_800_000_000_000
EARLY, LATE, BETTER = "early", "late", "better"
Row = tuple[int | None, int | None, str]


@dataclass
class Observed:
    """One meeting: who came back when, and all that was heard and kept."""

    returned: list[str] = field(default_factory=list)
    """The seats that came back after the reveal, in this order; before it, the same two in ``first_returned``."""
    first_returned: list[str] = field(default_factory=list)
    arrivals: dict[str, int] = field(default_factory=dict)
    wrote: dict[str, str] = field(default_factory=dict)
    """By the text of a card, the seat that wrote it."""
    heard: list[tuple[int, Any]] = field(default_factory=list)
    """The instant, and what was sent to everybody."""
    hidden: dict[str, Any] = field(default_factory=dict)
    """What the database holds before the reveal."""
    state: dict[str, Any] = field(default_factory=dict)
    journal: list[Row] = field(default_factory=list)
    """All rows of the journal in the order in which the database keeps them: seq, at, events."""


class World:
    """A clock and a chance that the test sets, and what was sent."""

    def __init__(self) -> None:
        self.now = NOON
        self.chance = Random(0)
        self.sent: list[tuple[int, Any]] = []
        self.connect: Callable[[Joined], None]


@pytest.fixture
def world(bound: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    made = World()
    monkeypatch.setattr(clock, "now", lambda: made.now)
    monkeypatch.setattr(secrets, "SystemRandom", lambda: made.chance)
    monkeypatch.setattr(database, "forget", lambda: None)  # It is slow, and has tests of its own.
    with listening(lambda *what: made.sent.append((made.now, what))) as connect:
        made.connect = connect
        yield made


class Room:
    """A meeting of the leader and two more, who act by themselves."""

    def __init__(self, world: World, secrecy: str) -> None:
        self.world = world
        first = a_meeting(secrecy=secrecy)
        with database.session() as session:
            self.id, link, token = service.create_meeting(session, None, first)
            self.leader = seat_in(session, self.id, token).id
        joined = [service.join(link, name) for name in ("Ben", "Cleo")]
        self.two = [each.seat_id for each in joined]
        for each in (Joined(self.id, self.leader, token), *joined):
            world.connect(each)

    def act(self, seat: str, command: Command) -> None:
        service.act(self.id, seat, new_id(), command)

    def go(self, *steps: tuple[str, Command]) -> None:
        """Commands that come together, such as arriving and leaving, which the connection gives for its seat."""
        with changing(self.id) as change:
            for seat, command in steps:
                change.take(command, seat, self.world.now)
        service.publish(change)

    def starts_writing(self) -> None:
        on = (self.leader, c.NextStage(sure=True))
        self.go((self.leader, c.Start()), on, on)

    def wait(self, milliseconds: int) -> None:
        """Let time pass, with a look for late words every ten seconds."""
        end = self.world.now + milliseconds
        while self.world.now < end:
            self.world.now = min(end, self.world.now + 10_000)
            service.show_late_words()

    def card(self, seat: str, text: str, better: str = "") -> c.EditCard:
        """Write a card, and return the command that gives it a better text."""
        card, key = new_id(), new_id()
        self.act(seat, c.AddCard("driver", card, key, text))
        return c.EditCard(card, key, better)

    def seq(self) -> int:
        with database.read() as session:
            return session.get_one(MeetingRow, self.id).seq

    def kept(self) -> tuple[dict[str, Any], dict[str, Any], list[Row]]:
        columns = (JournalRow.seq, JournalRow.at, JournalRow.events)
        with database.read() as session:
            row = session.get_one(MeetingRow, self.id)
            rows = session.execute(select(*columns).where(JournalRow.meeting_id == self.id)).all()
            state = json.loads(model.to_json(store.read_state(session, self.id)))
            return json.loads(row.hidden), state, [(r[0], r[1], r[2]) for r in rows]


def hold(world: World, seed: int, secrecy: str = "anonymous") -> Observed:
    chance = Random(seed)
    world.chance, world.sent = Random(seed + 1), []
    room, seen = Room(world, secrecy), Observed()
    room.go(*((seat, c.Arrive()) for seat in room.two))
    room.starts_writing()
    cut_off(room)
    betters = come_back_before_the_reveal(room, seen, chance)
    seen.hidden = room.kept()[0]
    room.wait(60_000)
    room.act(room.leader, c.NextStage(sure=True))
    cut_off(room)
    come_back_after_it(room, seen, chance, betters)
    room.wait(120_000)
    room.act(room.leader, c.NextStage(sure=True))
    _, seen.state, seen.journal = room.kept()
    seen.heard = world.sent
    return seen


def come_back_before_the_reveal(room: Room, seen: Observed, chance: Random) -> dict[str, c.EditCard]:
    """Both write a card and are done. Returns the command with which each betters it later."""
    betters = {}
    seen.first_returned = chance.sample(room.two, 2)
    for seat, number in zip(seen.first_returned, chance.sample("01", 2), strict=True):
        come_back(room, seat, chance)
        seen.wrote[EARLY + number] = seat
        betters[seat] = room.card(seat, EARLY + number, BETTER)
        room.act(seat, c.MarkDone())
    return betters


def come_back_after_it(room: Room, seen: Observed, chance: Random, betters: dict[str, c.EditCard]) -> None:
    """One of the two has another card and a better text for the first one."""
    seen.returned = chance.sample(room.two, 2)
    writer = chance.choice(room.two)
    seen.wrote |= {LATE: writer, BETTER: writer}
    for seat in seen.returned:
        seen.arrivals[seat] = come_back(room, seat, chance)
        if seat == writer:
            room.card(seat, LATE)
            room.act(seat, betters[seat])


def cut_off(room: Room) -> None:
    room.go(*((seat, c.Leave()) for seat in room.two))
    room.wait(30_000)


def come_back(room: Room, seat: str, chance: Random) -> int:
    """Returns the instant of the arrival. What waited in the browser follows 13 ms later."""
    room.world.now += chance.randint(500, 3_000)
    room.go((seat, c.Arrive()))
    arrived = room.world.now
    room.world.now += 13
    return arrived


def first_heard(seen: Observed, words: str) -> int:
    return next(now for now, what in seen.heard if f"'{words}'" in str(what))


def who_arrived_last_before_it_was_heard(seen: Observed, words: str) -> bool:
    before = [seat for seat in seen.returned if seen.arrivals[seat] <= first_heard(seen, words)]
    return before[-1] == seen.wrote[words]


def whose_return_is_a_usual_while_before(seen: Observed, words: str) -> bool:
    usual = sum(SHOWN_AFTER_MS) / 2
    waits = {seat: first_heard(seen, words) - at for seat, at in seen.arrivals.items()}
    return min(waits, key=lambda seat: abs(waits[seat] - usual)) == seen.wrote[words]


def who_arrived_in_the_last_row_before(seen: Observed, words: str) -> bool:
    in_order = sorted((row for row in seen.journal if row[0] is not None), key=lambda row: row[0] or 0)
    return arrived_before(in_order, words)[-1] == seen.wrote[words]


def who_arrived_in_a_row_that_the_disk_has_before(seen: Observed, words: str) -> bool:
    return (arrived_before(seen.journal, words) or seen.returned)[-1] == seen.wrote[words]


def arrived_before(rows: list[Row], words: str) -> list[str]:
    """The seats that the rows before the one with these words let arrive."""
    has_it = next(i for i, row in enumerate(rows) if f'"{words}"' in row[2])
    return [json.loads(row[2])[0]["seat"] for row in rows[:has_it] if "seat_arrived" in row[2]]


def who_returned_first(cards: dict[str, Any], seen: Observed) -> bool:
    """The first of the two cards in the database is of whom came back first."""
    texts = [card["text"] for card in cards.values() if card["text"] in (EARLY + "0", EARLY + "1")]
    return seen.wrote[texts[0]] == seen.first_returned[0]


BY_THE_LATE_WORDS = (
    who_arrived_last_before_it_was_heard,
    whose_return_is_a_usual_while_before,
    who_arrived_in_the_last_row_before,
    who_arrived_in_a_row_that_the_disk_has_before,
)


def right_guesses(held: list[Observed]) -> dict[str, float]:
    """The share of meetings in which each guesser is right."""
    guesses = {f"{guess.__name__}: {words}": [guess(seen, words) for seen in held]
               for guess in BY_THE_LATE_WORDS for words in (LATE, BETTER)}  # fmt: skip
    guesses["the order before the reveal"] = [who_returned_first(seen.hidden["cards"], seen) for seen in held]
    guesses["the order after it"] = [who_returned_first(seen.state["cards"], seen) for seen in held]
    return {name: sum(right) / len(right) for name, right in guesses.items()}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("meetings", [80, pytest.param(300, marks=pytest.mark.soak)])
def test_nobody_guesses_better_than_a_coin(world: World, meetings: int) -> None:
    shares = right_guesses([hold(world, seed) for seed in range(meetings)])
    # Three and a half standard deviations of so many tosses of a fair coin.
    furthest = 3.5 * (0.25 / meetings) ** 0.5
    assert {name: share for name, share in shares.items() if abs(share - 0.5) > furthest} == {}


def test_in_a_named_meeting_they_guess_right(world: World) -> None:
    """So the test above would notice."""
    shares = right_guesses([hold(world, seed, "named") for seed in range(10)])
    assert shares[f"{who_arrived_last_before_it_was_heard.__name__}: {LATE}"] == 1
    assert shares[f"{who_arrived_in_the_last_row_before.__name__}: {BETTER}"] == 1


def test_hidden_words_are_heard_by_nobody(world: World) -> None:
    """Not even as a step of the meeting: its instant would be that of somebody's return."""
    room = Room(world, "anonymous")
    room.starts_writing()
    world.sent = []
    seq = room.seq()
    room.act(room.two[0], room.card(room.two[0], EARLY, BETTER))
    assert (world.sent, room.seq()) == ([], seq)


def test_rows_of_the_journal_have_no_finer_instant_than_the_stage(world: World) -> None:
    seen = hold(world, 1)
    begun = {
        event["at"]
        for row in seen.journal
        for event in json.loads(row[2])
        if event["event"] == "stage_entered"
    }
    live = [row for row in seen.journal if row[1] is not None and row[1] > NOON]
    assert {row[1] for row in live} <= begun


def test_after_the_close_no_key_is_kept(world: World) -> None:
    room = Room(world, "anonymous")
    room.starts_writing()
    room.card(room.two[0], EARLY, BETTER)
    room.act(room.leader, c.CloseMeeting(sure=True))
    hidden, state, _ = room.kept()
    assert hidden["cards"] == {}
    assert [card["key_hash"] for card in state["cards"].values()] == [""]
