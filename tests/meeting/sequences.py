"""Random meetings: any command of anybody, at any instant, in any order, from a seed."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from facilitator.meeting import commands as c
from facilitator.meeting.agenda import KINDS
from facilitator.meeting.commands import COMMANDS, Command
from facilitator.meeting.model import Meeting

Steps = list[tuple[str, Command, int]]
"""Who, what, and how many milliseconds after the step before."""

LEAD = "whoever leads"
SEATS = ("ana", "ben", "cleo", "dan", "eve")
IDS = tuple(f"id-{i}" for i in range(8))
PICKS = tuple(f"#{i}" for i in range(4))
"""Ids that mean 'the first, second, ... one that is there'; see :func:`resolved`."""

WORDS = ("", "a", "the alarm was off", "x" * 90, "“ß😀”\n\nb")
ELAPSED = (0, 1, 400, 9_000, 31_000, 61_000, 200_000, 400_000, -5_000, -90_000)

POINTS_AT: Mapping[str, str] = {
    "card": "cards",
    "column": "columns",
    "theme": "themes",
    "into": "themes",
    "learning": "learnings",
    "action": "actions",
    "item": "parked",
    "row": "timeline",
    "before": "themes",
    "appreciation": "appreciations",
    "to": "cards",
    "ask": "returns",
    "review": "reviews",
    "rule": "rules",
}
NEW_ID: Mapping[type[Command], str] = {
    c.AddCard: "card",
    c.CreateTheme: "theme",
    c.AddLearning: "learning",
    c.AddAction: "action",
    c.Park: "item",
    c.AddRule: "rule",
    c.AddTimelineRow: "row",
    c.AddAppreciation: "appreciation",
}

PREPARING = (c.EditDetails, c.Schedule, c.SetReviews)
ALL = [kind for kind in COMMANDS.values() if kind not in (*PREPARING, c.CloseMeeting, c.RemoveSeat)]
OFTEN = (c.AddCard, c.CreateTheme, c.GroupCard, c.MergeThemes, c.CastVote, c.AnswerSafety, c.AnswerRoti, c.Thumb,
         c.Arrive, c.Arrive, c.Leave, c.DeclareDrift, c.Resume, c.NextTheme, c.OpenThumbs)  # fmt: skip
MOVES = (c.NextStage(sure=True), c.NextStage(sure=True), c.PreviousStage())
RARE = (c.CloseMeeting(sure=True), c.EditDetails(votes=2), c.EditDetails(title="A day"), c.Schedule(5),
        c.RemoveSeat("ben"), c.RemoveSeat("dan"))  # fmt: skip


def random_steps(seed: int, many: int) -> Steps:
    chance = Random(seed)
    return [(_seat(chance), _command(chance), chance.choice(ELAPSED)) for _ in range(many)]


sequences = st.builds(random_steps, st.integers(0, 2**32), st.integers(0, 120))


def _seat(chance: Random) -> str:
    return LEAD if chance.random() < 0.4 else chance.choice(SEATS[:4])


def _command(chance: Random) -> Command:
    roll = chance.random()
    if roll < 0.08:
        return chance.choice(MOVES)
    if roll < 0.1:
        return chance.choice(RARE)
    return any_of(chance.choice(OFTEN if roll < 0.4 else ALL), chance)


def any_of(kind: type[Command], chance: Random) -> Command:
    hints = get_type_hints(kind)
    return kind(**{name: _value(kind, name, hint, chance) for name, hint in hints.items()})


def _value(kind: type[Command], name: str, hint: Any, chance: Random) -> Any:
    if get_origin(hint) is Literal:
        return chance.choice(get_args(hint))
    if hint in (bool, int):
        return chance.choice((True, False)) if hint is bool else chance.randint(0, 5)
    if name == "cards":
        return tuple(chance.sample(IDS + PICKS, chance.randint(0, 3)))
    if name == "stages":
        return _agenda(chance)
    if NEW_ID.get(kind) == name:
        return chance.choice(IDS)
    return chance.choice(_choices(name))


def _choices(name: str) -> tuple[str, ...]:
    if name in POINTS_AT:
        return (IDS[0], *PICKS)
    if name == "token_hash":
        return ("0" * 64, "f" * 64)
    return {"seat": SEATS, "stage": ("", "", *KINDS), "key": ("key", "key", "other")}.get(name, WORDS)


def _agenda(chance: Random) -> tuple[c.AgendaItem, ...]:
    """All stages in any order, or some of them."""
    kinds = chance.sample(KINDS, chance.choice((8, 8, 7, 4)))
    return tuple(c.AgendaItem(kind, chance.choice((30, 60)) if kind == "recount" else 180) for kind in kinds)


def resolved(command: Command, state: Meeting) -> Command:
    """The command with each pick replaced by the id of something that is there."""
    found: dict[str, Any] = {}
    for name, collection in POINTS_AT.items():
        if name in vars(command):
            found[name] = _pick(vars(command)[name], list(getattr(state, collection)))
    if isinstance(command, c.MoveTimelineRow):
        found["before"] = _pick(command.before, list(state.timeline))
    if isinstance(command, c.CreateTheme):
        found["cards"] = tuple(_pick(card, list(state.cards)) for card in command.cards)
    return type(command)(**vars(command) | found)


def _pick(given: Any, there: list[str]) -> Any:
    if not isinstance(given, str) or not given.startswith("#") or not there:
        return given
    return there[int(given[1:]) % len(there)]


def acting(seat: str, state: Meeting) -> str:
    return (
        next(key for key, found in state.seats.items() if found.role == "facilitator")
        if seat == LEAD
        else seat
    )
