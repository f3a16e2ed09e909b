"""Each scenario whole, over real sockets, through a server in a process of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle
from typing import Any

import pytest
import requests
from conftest import Server

from facilitator import clock, database
from facilitator.accounts import people as accounts
from facilitator.config import load as load_settings
from facilitator.demo import script
from facilitator.demo.client import RoomClient, open_meeting
from facilitator.summary.model import Summary, load

TODAY = date(2026, 1, 5)


@dataclass
class CountingPace(script.Pace):
    """No pace, but how many cards one of the people saw at the end of two stages."""

    people: list[RoomClient]
    cards_seen: dict[str, int] = field(default_factory=dict)

    def before_next(self, kind: str) -> None:
        if kind in ("reflect", "group"):
            self.cards_seen[kind] = len(self.people[1].view["cards"])


@dataclass(frozen=True)
class Played:
    """A meeting that was held, and what it left."""

    scenario: script.Scenario
    people: list[RoomClient]
    cards_seen: dict[str, int]
    summary: Summary


@pytest.fixture(scope="module", params=["database-outage-2017", "new-formula-1985", "on two processes"])
def played(request: pytest.FixtureRequest) -> Iterator[Played]:
    on_two = request.param == "on two processes"
    servers = request.getfixturevalue("two").servers if on_two else [request.getfixturevalue("server")]
    scenario = script.load("database-outage-2017" if on_two else request.param)
    people = seated(servers, scenario)
    pace = CountingPace(people)
    script.play(scenario, people, pace, TODAY)
    yield Played(scenario, people, pace.cards_seen, summary_of(people[1]))
    for person in people:
        person.leave()


def seated(servers: Sequence[Server], scenario: script.Scenario) -> list[RoomClient]:
    """The scenario's people, each with a seat and a socket, at one server after another. The first one facilitates."""
    link, leader = open_meeting(servers[0].url, api_token(servers[0]), **script.prepared(scenario))
    others = zip(scenario["people"][1:], cycle(reversed(servers)), strict=False)
    return [leader, *(RoomClient.join(server.url, link, name) for name, server in others)]


def api_token(server: Server) -> str:
    database.init(load_settings(server.environ).database_url)
    with database.session() as session:
        address = f"{clock.now()}@example.org"
        account = accounts.create_account(session, "Whoever leads", address, "-", "member")
        return accounts.create_token(session, account.id, "scenarios")


def summary_of(person: RoomClient) -> Summary:
    """What the API gives to somebody with a seat."""
    answer = requests.get(
        f"{person.base_url}/api/v1/meetings/{person.meeting}/summary",
        params={"format": "json"},
        headers={"Authorization": f"Bearer {person.token}"},
        timeout=30,
    )
    return load(answer.json())


def test_learnings_come_in_the_order_of_the_votes(played: Played) -> None:
    themes = [theme for theme in played.scenario["themes"] if theme["learning"]]

    assert [(each.text, each.votes) for each in played.summary.learnings] == [
        (theme["learning"], theme["votes"]) for theme in themes
    ]


def test_no_card_is_lost(played: Played) -> None:
    assert sorted((card.column, card.text) for card in played.summary.cards) == sorted(
        (column, text) for column, _, text in played.scenario["cards"]
    )


def test_actions_have_their_owners_and_dates(played: Played) -> None:
    actions, names = played.scenario["actions"], played.scenario["people"]

    assert [(each.owner, each.due) for each in played.summary.actions] == [
        (names[action["owner"]], (TODAY + timedelta(days=days_of(action))).isoformat()) for action in actions
    ]


def days_of(action: Mapping[str, Any]) -> int:
    return int(action["due_days"] if action["kind"] == "step" else action["review_days"])


def test_thanks_and_parked_points_are_kept(played: Played) -> None:
    # They come in no order: everybody has only just arrived in so fast a meeting.
    assert sorted(played.summary.appreciations) == sorted(played.scenario["appreciations"])
    assert list(played.summary.parked) == played.scenario["parking"]


def test_planned_and_actual_time_are_there(played: Played) -> None:
    time = played.summary.time

    assert (time.planned_learning_share, time.planned_seconds) == (90.0, 60 * played.scenario["minutes"])
    assert sum(stage.spent_ms for stage in played.summary.stages) == time.spent_ms > 0


def test_everybody_answered_both_checks(played: Played) -> None:
    people = len(played.scenario["people"])

    assert (played.summary.safety.answered, played.summary.roti.answered) == (people, people)


def test_cards_stay_hidden_until_they_are_shown(played: Played) -> None:
    assert played.cards_seen == {"reflect": 0, "group": len(played.scenario["cards"])}


def test_everybody_ends_with_the_view_that_the_server_has(played: Played) -> None:
    newest = max(person.seq for person in played.people)
    for person in played.people:
        person.catch_up(newest)
    fresh = played.people[0].fresh()

    assert fresh.seq == newest
    assert [person.name for person in played.people if person.view != fresh.view] == []
    fresh.leave()
