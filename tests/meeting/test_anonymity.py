"""Whoever wrote the cards: nothing that is kept, told or shown is different by one byte."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from meeting.sequences import any_of, resolved
from meeting.table import ANA, BEN, CLEO, DAN, SECOND, Table

from facilitator.meeting import commands as c
from facilitator.meeting import events, hidden, model
from facilitator.meeting.commands import Command
from facilitator.refused import Refused

WRITERS = (BEN, CLEO, DAN)
ABOUT_CARDS = (c.AddCard, c.EditCard, c.MoveCard, c.DeleteCard, c.React)

THE_REST = (
    c.CreateTheme,
    c.GroupCard,
    c.CastVote,
    c.AddAppreciation,
    c.RaiseHand,
    c.MarkDone,
    c.Leave,
    c.Arrive,
    c.ShowHidden,
)
PRESENCE = (c.Leave(), c.Arrive(), c.ShowHidden())
MOVES = (c.NextStage(sure=True), c.PreviousStage(), c.CloseMeeting(sure=True))
Steps = list[tuple[str, Command]]


def random_steps(seed: int, many: int) -> Steps:
    chance = Random(seed)

    def step() -> tuple[str, Command]:
        roll = chance.random()
        if roll < 0.1:
            return ANA, chance.choice(MOVES)
        if roll < 0.25:
            return chance.choice(WRITERS), chance.choice(PRESENCE)
        return chance.choice(WRITERS), any_of(chance.choice(ABOUT_CARDS if roll < 0.7 else THE_REST), chance)

    return [step() for _ in range(many)]


def everything(given: Steps, authors: dict[str, str], secrecy: str) -> str:
    """All that is written down or seen by anybody, after each step, as one text."""
    table = Table(ANA, *WRITERS, secrecy=secrecy)
    table.chance = Random(11)
    table.go_to("reflect")
    seen: list[Any] = []
    for seat, command in given:
        table.wait(SECOND)
        wanted = resolved(command, table.state)
        writer = authors[seat] if isinstance(command, ABOUT_CARDS) else seat
        try:
            table.do(writer, wanted)
        except Refused as no:
            seen.append(no.message)
        seen.append([table.shared, [table.me(each) for each in table.state.seats]])
    kept = [json.loads(model.to_json(table.state)), events.dump(table.journal), hidden.dump(table.hidden)]
    return json.dumps([kept, seen])


@settings(deadline=None, max_examples=25)
@given(st.builds(random_steps, st.integers(0, 2**32), st.integers(1, 40)), st.permutations(WRITERS))
def test_swapping_the_authors_of_all_cards_changes_no_byte(given: Steps, swapped: list[str]) -> None:
    authors = dict(zip(WRITERS, swapped, strict=True))
    straight = everything(given, dict(zip(WRITERS, WRITERS, strict=True)), "anonymous")
    assert everything(given, authors, "anonymous") == straight


def test_in_a_named_meeting_it_does() -> None:
    """So the test above would notice a name."""
    given: Steps = [(BEN, c.AddCard("driver", "card", "key", "tired"))]
    written = everything(given, {BEN: BEN}, "named")
    assert everything(given, {BEN: CLEO}, "named") != written
