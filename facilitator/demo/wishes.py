"""What the demonstration's people would like to do, from what they see in the room.

Whoever leads sets the pace. So nothing here follows a timetable: each wish has a number of seconds for which
it must last before it is carried out, and whoever leads may be faster.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from facilitator.demo.script import Scenario, action_data
from facilitator.tokens import new_id

DRIFT = "drift"


class Seated(Protocol):
    """Somebody with a seat, a view of the room and a private view, such as a `RoomClient`."""

    @property
    def view(self) -> Mapping[str, Any]: ...

    @property
    def me(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Wish:
    """A command that a person would like to send once the wish has lasted for some seconds.

    :param key: the same as long as it is the same wish.
    :param who: the number of the person.
    :param once: whether it is never wished again after it was carried out.
    """

    key: str
    seconds: float
    who: int
    command: str
    data: Mapping[str, Any]
    once: bool = True


def wishes(scenario: Scenario, people: Sequence[Seated], done: Collection[str], today: date) -> list[Wish]:
    """What they wish at this moment. While the meeting does not run, they wish nothing.

    :param done: the keys of the wishes that were carried out.
    """
    view = people[0].view
    if not view["clock"].get("running"):
        return []
    kind = view["stages"][view["clock"]["stage"]]["kind"]
    ways = {"discuss": _discussing, "commit": _deciding, "celebrate": _thanking}
    found = ways[kind](scenario, view, done, today) if kind in ways else ()
    return [wish for wish in (*found, *_answering(scenario, people)) if wish.key not in done]


def _discussing(
    scenario: Scenario, view: Mapping[str, Any], done: Collection[str], today: date
) -> Iterator[Wish]:
    theme = view["discuss"].get("theme")
    name = view["themes"][theme]["name"] if theme else ""
    has_learning = any(item.get("theme") == theme for item in view.get("learnings", {}).values())
    for number, told in enumerate(scenario["themes"]):
        if told["name"] == name and not has_learning:
            data = {"learning": new_id(), "theme": theme, "text": told["learning"]}
            yield Wish(f"learning {number}", 75, (number + 1) % len(scenario["people"]), "add_learning", data)
    for number, text in enumerate(scenario["parking"]):
        yield Wish(f"parking {number}", 90, 2, "park", {"item": new_id(), "text": text})
    if not view["clock"].get("drift"):
        yield Wish(DRIFT, 45, 1, "declare_drift", {})
    elif DRIFT in done:
        yield Wish("learning again", 30, 1, "end_drift", {})


def _deciding(
    scenario: Scenario, view: Mapping[str, Any], done: Collection[str], today: date
) -> Iterator[Wish]:
    for number, action in enumerate(scenario["actions"]):
        data = action_data(scenario, action, view, today)
        yield Wish(f"action {number}", 20 + 25 * number, action["owner"], "add_action", data)


def _thanking(
    scenario: Scenario, view: Mapping[str, Any], done: Collection[str], today: date
) -> Iterator[Wish]:
    for number, text in enumerate(scenario["appreciations"]):
        data = {"appreciation": new_id(), "key": new_id(), "kind": "thanks", "text": text}
        yield Wish(f"thanks {number}", 8 + 8 * number, number, "add_appreciation", data)


def _answering(scenario: Scenario, people: Sequence[Seated]) -> Iterable[Wish]:
    """The answers to polls that are open. Each person answers each of them again when it is opened anew."""
    polls = people[0].view.get("polls", {})
    answers = {
        "safety": ("answer_safety", [{"score": score} for score in scenario["safety"]]),
        "thumb": ("thumb", [{"answer": answer} for answer in ("more", "enough", "more")]),
        "roti": ("answer_roti", [{"score": score} for score in scenario["roti"]]),
    }
    for poll, (command, told) in answers.items():
        for who, (person, data) in enumerate(zip(people, told, strict=True)):
            if polls.get(poll, {}).get("open") and poll not in person.me.get("ballots", {}):
                yield Wish(f"{poll} {who}", 4 + 3 * who, who, command, data, once=False)
