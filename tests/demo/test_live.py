"""The people of the demonstration, while somebody leads them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from cast import OpenRoom
from conftest import Server

from facilitator.demo import script
from facilitator.demo.live import Company, Room, take_part

SCENARIO = script.load("offer-two-prices")
FIRST = SCENARIO["themes"][0]


def test_whoever_comes_leads_until_the_close(server: Server, open_room: OpenRoom) -> None:
    *people, ira = open_room("Mira", "Tomas", "Eun", "Ira")
    people[0].connect().send("start")
    people[0].send("pause")
    people[0].leave()
    with ThreadPoolExecutor() as pool:
        room = Room(server.url, people[0].meeting, [person.token for person in people])
        taking_part = pool.submit(take_part, room, SCENARIO)
        ira.connect()
        ira.wait_until(lambda: ira.me["role"] == "facilitator" and ira.view["clock"]["running"])
        ira.send("close_meeting", sure=True)
        taking_part.result(20)


@dataclass
class Sitter:
    """Somebody in a room without a server, who keeps what they would have sent."""

    view: dict[str, Any]
    me: dict[str, Any] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    has_come: bool = False

    def connect(self) -> None:
        self.has_come = True

    def send(self, name: str, /, **data: Any) -> None:
        self.sent.append(name)


def led_company(**view: Any) -> Company:
    """The company at its first theme, led by somebody else."""
    discussing = {
        "clock": {"running": True, "stage": "discuss"},
        "stages": {"discuss": {"kind": "discuss"}},
        "discuss": {"theme": "first"},
        "themes": {"first": {"name": FIRST["name"]}},
    }
    return Company(SCENARIO, [Sitter(discussing | view) for _ in range(3)], led=True)


def sent(company: Company) -> set[str]:
    """What the company sends within two minutes."""
    for second in range(120):
        company.look(second)
    return {command for person in company.people for command in person.sent}  # type: ignore[attr-defined]


def test_the_chair_is_free_until_a_guest_comes() -> None:
    view = {"seats": {"eun": {"name": "Eun", "here": True}}}
    people = [Sitter(view) for _ in range(3)]
    company = Company(SCENARIO, people)
    company.look(0)
    assert not people[0].has_come
    view["seats"]["ira"] = {"name": "Ira", "here": True}
    company.look(1)
    assert people[0].has_come
    assert people[0].sent == ["resume", "hand_over"]


def test_they_write_a_learning_that_nobody_writes() -> None:
    assert "add_learning" in sent(led_company())
    assert "add_learning" not in sent(led_company(learnings={"ours": {"theme": "first"}}))


def test_they_answer_what_the_room_is_asked() -> None:
    company = led_company(polls={"thumb": {"open": True}})
    company.people[0].me["ballots"] = {"thumb": "more"}  # type: ignore[index]

    assert "thumb" in sent(company)
    assert "thumb" not in company.people[0].sent  # type: ignore[attr-defined]
    # Where an answer is refused, it is tried again after a while, and not all the time.
    assert company.people[2].sent.count("thumb") < 15  # type: ignore[attr-defined]


def test_they_do_nothing_during_a_pause() -> None:
    assert sent(led_company(clock={"running": False})) == set()
