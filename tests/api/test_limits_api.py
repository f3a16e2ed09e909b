"""How many requests the programs of an account may send in a minute."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from api.conftest import Ask
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis

from facilitator import clock, database
from facilitator.accounts import people
from facilitator.accounts.tables import Account
from facilitator.api.limits import MINUTE_MS, Counts, InMemory, InRedis

BEGAN = 29_000_000 * MINUTE_MS


@pytest.fixture
def stopped(app: Flask, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The clock stands, 20 seconds into a minute, and a token has three requests."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], api_per_minute=3)
    monkeypatch.setattr(clock, "now", lambda: BEGAN + 20_000)
    return monkeypatch


def test_each_answer_says_how_many_are_left(ask: Ask, stopped: object) -> None:
    answer = ask("GET", "/me")
    assert answer.headers["RateLimit-Policy"] == '"minute";q=3;w=60'
    assert answer.headers["RateLimit"] == '"minute";r=2;t=40'


def test_whoever_asks_too_often_is_told_when_to_come_back(
    ask: Ask, stopped: pytest.MonkeyPatch, cleos: str
) -> None:
    answers = [ask("GET", "/me") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert (answers[3].get_json()["code"], answers[3].headers["Retry-After"]) == ("too_many", "40")
    assert answers[3].headers["RateLimit"] == '"minute";r=0;t=40'
    assert ask("GET", "/me", token=cleos).status_code == 200
    stopped.setattr(clock, "now", lambda: BEGAN + MINUTE_MS)
    assert ask("GET", "/me").status_code == 200


def test_another_token_of_the_account_has_no_requests_of_its_own(
    ask: Ask, stopped: pytest.MonkeyPatch, ana: Account
) -> None:
    with database.session() as session:
        second = people.create_token(session, ana.id, "another")
    answers = [ask("GET", "/me", token=token) for token in (None, second, None, second)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]


def test_what_is_refused_counts_too(ask: Ask, stopped: object, ana: Account) -> None:
    with database.session() as session:
        reading = people.create_token(session, ana.id, "reads", scope="read")
    statuses = [ask("POST", "/drafts", json={}, token=reading).status_code for _ in range(4)]
    assert statuses == [403, 403, 403, 429]
    assert ask("GET", "/me").status_code == 429


def test_without_a_good_token_it_is_the_network_that_is_counted(
    client: FlaskClient, ask: Ask, stopped: object, token: str
) -> None:
    def send(path: str, network: str, token: str = "") -> int:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        from_there = {"REMOTE_ADDR": network}
        return client.get(f"/api/v1{path}", headers=headers, environ_base=from_there).status_code

    assert [send("/me", "192.0.2.1", f"guess-{n}") for n in range(4)] == [401, 401, 401, 429]
    assert send("/openapi.json", "192.0.2.1") == 429
    assert send("/openapi.json", "192.0.2.2") == 200
    assert send("/openapi.json", "192.0.2.1", token) == 200
    assert ask("GET", "/me").status_code == 200


def test_a_seat_is_counted_for_its_account_or_for_itself(
    client: FlaskClient, ask: Ask, stopped: pytest.MonkeyPatch
) -> None:
    made = ask("POST", "/meetings", json={"title": "The release"}).get_json()
    path, join = f"/api/v1/meetings/{made['id']}/summary", urlsplit(made["join_url"]).path
    guest = client.post(f"/api/v1{join}", json={"name": "Ben"}).get_json()

    def read(token: str) -> list[int]:
        headers = {"Authorization": f"Bearer {token}"}
        return [client.get(path, headers=headers).status_code for _ in range(4)]

    assert read(guest["token"]) == [409, 409, 409, 429]
    assert read(made["seat_token"]) == [409, 409, 429, 429]


@pytest.fixture(params=["memory", "Redis"])
def counts(request: pytest.FixtureRequest) -> Counts:
    if request.param == "Redis":
        url: str = request.getfixturevalue("redis_url")
        with Redis.from_url(url) as everything:
            everything.flushall()
        return InRedis(url)
    return InMemory()


def test_each_token_and_each_minute_has_its_own_count(counts: Counts) -> None:
    asked = [("one", 1), ("one", 1), ("other", 1), ("one", 2)]
    assert [counts.count(key, minute) for key, minute in asked] == [1, 2, 1, 1]


def test_without_redis_each_process_counts_for_itself(tmp_path: Path) -> None:
    away = InRedis(f"unix://{tmp_path}/nothing")
    assert [away.count("one", 1) for _ in range(2)] == [1, 2]
