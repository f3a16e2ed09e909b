"""What one seat, or one stranger, may ask of the server: connecting anew, or in another tab, gives no more."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from cast import OpenRoom, Person, together, until
from conftest import Server, empty_database, free_port, rooms
from websocket import create_connection

from facilitator.room.gateway.budget import Budget
from facilitator.room.gateway.limits import (
    EVENTS_A_SECOND,
    EVENTS_AT_ONCE,
    REFUSAL_PAUSE_SECONDS,
    REFUSALS_AT_ONCE,
    VIEWS_A_SECOND,
    VIEWS_AT_ONCE,
    Limit,
)


def test_a_budget_is_spent_and_grows_again() -> None:
    budget = Budget(a_second=2, at_once=3, now=10.0)
    assert [budget.spend(10.0) for _ in range(4)] == [True, True, True, False]
    assert [budget.spend(10.6) for _ in range(2)] == [True, False]
    assert not budget.is_full(11.0)
    assert budget.is_full(20.0)


def test_a_limit_forgets_who_rested_and_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = Limit(a_second=1, at_once=2)
    monkeypatch.setattr(time, "monotonic", lambda: 100.0)
    for whose in ("Ben", "Ben", "Cleo"):
        limit.count(whose)
    monkeypatch.setattr(time, "monotonic", lambda: 101.0)
    limit.forget_full()
    assert limit.is_spent("Ben") is limit.is_spent("Cleo") is False
    assert [limit.spend("Ben") for _ in range(2)] == [True, False]
    assert [limit.spend("Cleo") for _ in range(2)] == [True, True]


def asked(tabs: list[Person], each: int, seq: int) -> list[str | None]:
    """The codes of the answers to checks that all tabs send at once."""
    codes: list[str | None] = []
    for tab in tabs:
        for _ in range(each):
            tab.socket.emit(
                "check",
                {"seq": seq},
                namespace="/room",
                callback=lambda answer: codes.append(answer.get("code")),
            )
    until(lambda: len(codes) == each * len(tabs), 60)
    return codes


def test_the_tabs_of_a_seat_share_its_events(open_room: OpenRoom) -> None:
    (ana,) = open_room("Ana")
    tabs = [ana, *(Person(ana.base_url, ana.meeting, ana.token) for _ in range(3))]
    with together(*tabs):
        began = time.monotonic()
        codes = asked(tabs, 2 * EVENTS_AT_ONCE, tabs[0].seq)
        took = time.monotonic() - began
        assert codes.count(None) <= EVENTS_AT_ONCE + EVENTS_A_SECOND * (took + 1)


def test_the_tabs_of_a_seat_share_its_views(open_room: OpenRoom) -> None:
    ana, ben = open_room("Ana", "Ben")
    tabs = [ana, Person(ana.base_url, ana.meeting, ana.token)]
    with together(ben, *tabs):
        began = time.monotonic()
        for _ in range(3):
            asked(tabs, EVENTS_AT_ONCE // 2, 0)
            time.sleep(1)
        took = time.monotonic() - began
        views = sum(len(tab.events("view")) for tab in tabs)
        assert views <= VIEWS_AT_ONCE + VIEWS_A_SECOND * (took + 1)
        assert ben.call("check", {"seq": 0})["ok"]


@pytest.fixture(scope="module")
def behind_a_proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    more = empty_database() | {"FACILITATOR_PROXIES": "1"}
    made = Server(tmp_path_factory.mktemp("proxied"), free_port(), more)
    made.start()
    yield made
    made.end()


def wrong_tokens(server: Server, address: str, times: int) -> float:
    """Try so many wrong tokens from an address; how many seconds the last one took."""
    url = server.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    auth = json.dumps({"meeting": "m" * 22, "token": "t" * 22})
    header = [f"X-Forwarded-For: {address}"]
    with closing(create_connection(url, timeout=10, header=header)) as made:
        made.recv()
        for _ in range(times):
            began = time.monotonic()
            made.send(f"40/room,{auth}")
            while "no_seat" not in str(made.recv()):
                made.send("3")  # It was a ping.
    return time.monotonic() - began


def test_whoever_tries_tokens_waits_and_others_do_not(behind_a_proxy: Server) -> None:
    guess = wrong_tokens(behind_a_proxy, "2001:db8::1", REFUSALS_AT_ONCE + 3)
    assert guess >= REFUSAL_PAUSE_SECONDS
    assert wrong_tokens(behind_a_proxy, "2001:db8::ffff:2", 1) >= REFUSAL_PAUSE_SECONDS
    assert wrong_tokens(behind_a_proxy, "2001:db8:0:1::1", 1) < REFUSAL_PAUSE_SECONDS
    with rooms(behind_a_proxy) as open_room:
        (ana,) = open_room("Ana")
        assert ana.connect(headers={"X-Forwarded-For": "2001:db8::3"}).view
