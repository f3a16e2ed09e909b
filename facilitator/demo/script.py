"""Plays a scenario as a whole meeting, by people who follow it line by line.

A scenario is a JSON file in facilitator/demo/scenarios. ``people[0]`` facilitates; ``cards`` name a
column, the writer's number and the text; ``themes`` list card numbers, the votes each gets and the
learning it ends in; an action may name the ``theme`` whose learning it follows; ``says`` marks when the
talk drifts back to the failure.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from importlib import resources
from typing import Any, Protocol

from facilitator.tokens import new_id

Scenario = Mapping[str, Any]
Act = Callable[[], object]
Timed = tuple[float, Act]


class Actor(Protocol):
    """Somebody who can act in a room, such as a `facilitator.demo.client.RoomClient`."""

    @property
    def view(self) -> Mapping[str, Any]: ...

    def send(self, name: str, /, **data: Any) -> object: ...


class Pace:
    """How the time of the meeting passes. This base class never waits; tests use it as it is."""

    def wait(self, kind: str, seconds: float) -> None:
        """Let this number of planned seconds of a stage pass."""

    def before_next(self, kind: str) -> None:
        """Wait until the room may leave this stage."""


@dataclass
class Cast:
    """The people, the scenario that they play, and the ids of the cards and themes made so far."""

    scenario: Scenario
    people: Sequence[Actor]
    pace: Pace
    today: date
    cards: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    stage: str = ""

    @property
    def leader(self) -> Actor:
        return self.people[0]

    @property
    def seconds(self) -> int:
        """The planned length of the present stage."""
        return int(self.leader.view["stages"][self.stage]["seconds"])

    def turn(self, number: int) -> Actor:
        """The person whose turn it is: the people take turns, again and again."""
        return self.people[number % len(self.people)]

    def perform(self, acts: Sequence[Timed]) -> None:
        """Do each act at its second of the stage, then let the rest of the stage pass."""
        gone = 0.0
        for at, act in sorted(acts, key=lambda timed: timed[0]):
            self.pace.wait(self.stage, max(0.0, at - gone))
            gone = max(gone, at)
            act()
        self.pace.wait(self.stage, max(0.0, self.seconds - gone))

    def spread(self, acts: Sequence[Act]) -> list[Timed]:
        """The acts at equal distances over the stage."""
        each = self.seconds / (len(acts) + 1)
        return [(each * (number + 1), act) for number, act in enumerate(acts)]


def load(name: str) -> Scenario:
    """The scenario with this file name, without the ending."""
    file = resources.files("facilitator.demo") / "scenarios" / f"{name}.json"
    scenario: Scenario = json.loads(file.read_text("utf-8"))
    return scenario


def prepared(scenario: Scenario) -> dict[str, Any]:
    """The fields of the scenario's meeting that the leader prepares, as the API takes them."""
    recount = scenario["recount"]
    return {
        "title": scenario["title"],
        "category": scenario["category"],
        "tags": scenario["tags"],
        "minutes": scenario["minutes"],
        "secrecy": "anonymous" if scenario["anonymous"] else "named",
        "statement": scenario["leader_statement"],
        **{part: recount[part] for part in ("expected", "happened", "impact")},
        "timeline": [{"at": at, "what": what} for at, what in recount["timeline"]],
    }


def play(scenario: Scenario, people: Sequence[Actor], pace: Pace, today: date) -> None:
    """Play the whole meeting from the start to the close. ``people[0]`` has the facilitator's seat.

    :raises Refused: when the room refuses a command, which means that the scenario does not fit the rules.
    """
    cast = Cast(scenario, people, pace, today)
    play_until("", cast)
    cast.leader.send("close_meeting", sure=True)


def play_until(kind: str, cast: Cast) -> None:
    """Play from the start until the room enters the first stage of this kind, or to the end of the last one.

    :raises Refused: as `play` does.
    """
    cast.leader.send("start")
    stages = cast.leader.view["stages"]
    for stage in sorted(stages, key=lambda key: stages[key]["pos"]):
        if cast.stage:
            cast.leader.send("next_stage", sure=True)
        cast.stage = stage
        if stages[stage]["kind"] == kind:
            return
        PARTS[stages[stage]["kind"]](cast)
        cast.pace.before_next(stage)


def frame(cast: Cast) -> None:
    cast.perform(
        cast.spread([*_answers(cast, "safety"), partial(cast.leader.send, "close_poll", poll="safety")])
    )


def _answers(cast: Cast, poll: str) -> list[Act]:
    scores = zip(cast.people, cast.scenario[poll], strict=True)
    return [partial(who.send, f"answer_{poll}", score=score) for who, score in scores]


def recount(cast: Cast) -> None:
    """Only let the time pass: the recount was written before the meeting, and the group reads it."""
    cast.perform([])


def reflect(cast: Cast) -> None:
    cast.cards = [new_id() for _ in cast.scenario["cards"]]
    lines = zip(cast.cards, cast.scenario["cards"], strict=True)
    writing = [_writing(cast, card, *line) for card, line in lines]
    done = [partial(who.send, "mark_done", done=True) for who in cast.people]
    cast.perform(cast.spread([*writing, *done]))


def _writing(cast: Cast, card: str, column: str, writer: int, text: str) -> Act:
    return partial(cast.people[writer].send, "add_card", card=card, key=new_id(), column=column, text=text)


def group(cast: Cast) -> None:
    cast.themes = [new_id() for _ in cast.scenario["themes"]]
    cast.perform(cast.spread([_making(cast, number) for number in range(len(cast.themes))]))


def _making(cast: Cast, number: int) -> Act:
    theme = cast.scenario["themes"][number]
    cards = [cast.cards[card] for card in theme["cards"]]
    return partial(
        cast.turn(number).send, "create_theme", theme=cast.themes[number], name=theme["name"], cards=cards
    )


def vote(cast: Cast) -> None:
    """Cast the votes. The scenario has the number of votes per theme; they are divided among the people."""
    votes = [cast.themes[n] for n, theme in enumerate(cast.scenario["themes"]) for _ in range(theme["votes"])]
    each = -(-len(votes) // len(cast.people))
    voting = [partial(cast.people[n // each].send, "cast_vote", theme=theme) for n, theme in enumerate(votes)]
    cast.perform(cast.spread(voting))
    cast.leader.send("close_poll", poll="vote")


def discuss(cast: Cast) -> None:
    acts: list[Act] = []
    for number, theme in enumerate(cast.scenario["themes"]):
        acts.append(_opening(cast, number))
        if theme["learning"]:
            acts.append(partial(add_learning, cast, number))
    acts += [_parking(cast, number, text) for number, text in enumerate(cast.scenario["parking"])]
    drifts = [said for said in cast.scenario["says"] if said["stage"] == "discuss"]
    cast.perform([*cast.spread(acts), *(timed for said in drifts for timed in _drifting(cast, said))])


def _opening(cast: Cast, number: int) -> Act:
    def act() -> None:
        theme = cast.themes[number]
        if cast.leader.view.get("discuss", {}).get("theme") != theme:
            cast.leader.send("discuss_theme", theme=theme)

    return act


def add_learning(cast: Cast, number: int) -> None:
    """Somebody writes the learning of the theme with this number."""
    theme, text = cast.themes[number], cast.scenario["themes"][number]["learning"]
    cast.turn(number + 1).send("add_learning", learning=new_id(), theme=theme, text=text)


def _parking(cast: Cast, number: int, text: str) -> Act:
    return partial(cast.turn(number).send, "park", item=new_id(), text=text)


def _drifting(cast: Cast, said: Mapping[str, Any]) -> list[Timed]:
    """One person declares drift at its second of the stage, and ends it after the scenario's seconds."""
    begin, who = float(said["after"]), cast.turn(1)
    return [
        (begin, partial(who.send, "declare_drift")),
        (begin + said["drift"], partial(who.send, "end_drift")),
    ]


def commit(cast: Cast) -> None:
    cast.perform(cast.spread([_deciding(cast, action) for action in cast.scenario["actions"]]))


def _deciding(cast: Cast, action: Mapping[str, Any]) -> Act:
    return lambda: cast.people[action["owner"]].send(
        "add_action", **action_data(cast.scenario, action, cast.leader.view, cast.today)
    )


def action_data(
    scenario: Scenario, action: Mapping[str, Any], view: Mapping[str, Any], today: date
) -> dict[str, Any]:
    """The data of the command that adds one of the scenario's actions to the room that has this view."""
    days = action["due_days"] if action["kind"] == "step" else action["review_days"]
    words = {
        part: action[part] for part in ("what", "hypothesis", "test", "signal", "support") if action.get(part)
    }
    return {
        "action": new_id(),
        "kind": action["kind"],
        "owner": str(scenario["people"][action["owner"]]),
        "due": (today + timedelta(days=days)).isoformat(),
        "learning": _followed(scenario, action, view),
        **words,
    }


def _followed(scenario: Scenario, action: Mapping[str, Any], view: Mapping[str, Any]) -> str:
    """The id of the learning that the action follows, if it was written as the scenario has it."""
    text = scenario["themes"][action["theme"]]["learning"] if "theme" in action else None
    return next((key for key, each in view.get("learnings", {}).items() if each["text"] == text), "")


def celebrate(cast: Cast) -> None:
    thanks = [_thanking(cast, number, text) for number, text in enumerate(cast.scenario["appreciations"])]
    counting = partial(cast.leader.send, "close_poll", poll="roti")
    cast.perform(cast.spread([*thanks, *_answers(cast, "roti"), counting]))


def _thanking(cast: Cast, number: int, text: str) -> Act:
    return partial(
        cast.turn(number).send,
        "add_appreciation",
        appreciation=new_id(),
        key=new_id(),
        kind="thanks",
        text=text,
    )


PARTS: dict[str, Callable[[Cast], None]] = {
    "frame": frame,
    "recount": recount,
    "reflect": reflect,
    "group": group,
    "vote": vote,
    "discuss": discuss,
    "commit": commit,
    "celebrate": celebrate,
}
