"""How many passwords may be tried, and how many letters asked for; and that nobody is locked out by others."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fixtures.app import PASSWORD
from fixtures.mail import Mailbox
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis
from werkzeug.test import TestResponse

from facilitator import clock
from facilitator.accounts import known_browsers, sign_in_pages
from facilitator.accounts.limits import PASSWORD as PACE
from facilitator.accounts.pauses import HOUR_MS, Counts, InMemory, InRedis, Pace, Tried
from facilitator.accounts.tables import Account
from facilitator.networks import network_of

RIGHT = {"email": "ana@example.org", "password": PASSWORD}
WRONG = RIGHT | {"password": "something else"}
STRANGER, OWNER = "192.0.2.66", "192.0.2.1"


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checking takes a while, in which others come, and finds the password wrong."""
    monkeypatch.setattr(sign_in_pages, "is_password", lambda *_: time.sleep(0.3))


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checking takes no time."""
    monkeypatch.setattr(sign_in_pages, "is_password", lambda given, kept: given == PASSWORD and bool(kept))


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets so many seconds pass."""
    passed = [0.0]
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + round(passed[0] * 1000))

    def wait(seconds: float) -> None:
        passed[0] += seconds

    return wait


def answer_to(
    client: FlaskClient, data: dict[str, str], network: str = OWNER, path: str = "/sign-in"
) -> TestResponse:
    return client.post(path, data=data, environ_base={"REMOTE_ADDR": network})


def tried(client: FlaskClient, data: dict[str, str], network: str = OWNER, path: str = "/sign-in") -> int:
    return answer_to(client, data, network, path).status_code


def test_guesses_at_the_same_moment_count_each(
    app: Flask, client: FlaskClient, ana: Account, slowly: None
) -> None:
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: tried(app.test_client(), WRONG), range(12)))
    assert sorted(answers) == [422] * PACE.free + [429] * (12 - PACE.free)


def test_a_stranger_locks_nobody_out(
    app: Flask, client: FlaskClient, ana: Account, quickly: None, later: Callable[[float], None]
) -> None:
    for _ in range(30):
        tried(client, WRONG, STRANGER)
        later(6)
    assert tried(client, WRONG, STRANGER) == 429
    assert tried(app.test_client(), RIGHT, OWNER) == 303


def test_a_right_password_gets_through_after_a_short_pause(
    client: FlaskClient, ana: Account, quickly: None, later: Callable[[float], None]
) -> None:
    for _ in range(PACE.free):
        assert tried(client, WRONG) == 422
    limited = answer_to(client, RIGHT)
    assert (limited.status_code, limited.headers["Retry-After"]) == (429, "2")
    assert "Try again in 2 seconds." in limited.text
    later(2)
    assert tried(client, RIGHT) == 303


def test_a_pause_grows_to_two_minutes(
    client: FlaskClient, ana: Account, quickly: None, later: Callable[[float], None]
) -> None:
    pauses = []
    for _ in range(20):
        answer = answer_to(client, WRONG)
        if wait := int(answer.headers.get("Retry-After", 0)):
            pauses.append(wait)
            later(wait)
    assert pauses[:4] == [2, 4, 8, 16]
    assert pauses[-1] == 120
    assert "Try again in 2 minutes." in answer.text


def test_a_known_browser_gets_through_whatever_others_guess(
    app: Flask, client: FlaskClient, ana: Account, quickly: None
) -> None:
    assert tried(client, RIGHT) == 303
    client.post("/sign-out")
    stranger = app.test_client()
    for number in range(200):
        tried(stranger, WRONG, STRANGER if number % 2 else f"198.51.100.{number}")
    assert tried(stranger, WRONG, OWNER) == 429
    assert tried(client, RIGHT, STRANGER) == 303


def test_guesses_in_a_known_browser_need_pauses_too(client: FlaskClient, ana: Account, quickly: None) -> None:
    assert tried(client, RIGHT) == 303
    assert [tried(client, WRONG) for _ in range(12)] == [422] * 10 + [429] * 2


@pytest.mark.parametrize("forged", ["", "x", "W10.x.y", '[["{}", "x"]]'])
def test_a_browser_is_not_known_by_a_cookie_of_its_own_making(
    client: FlaskClient, ana: Account, quickly: None, forged: str
) -> None:
    client.set_cookie(known_browsers.COOKIE, forged.format(ana.id))
    assert [tried(client, WRONG) for _ in range(6)] == [422] * 5 + [429]


def test_a_right_password_takes_back_no_more_than_itself(
    client: FlaskClient, ana: Account, quickly: None
) -> None:
    answers = []
    for _ in range(PACE.free):
        for data in (WRONG, RIGHT):
            client.delete_cookie(known_browsers.COOKIE)
            answers.append(tried(client, data))
    assert answers == [422, 303] * (PACE.free - 1) + [422, 429]


@pytest.mark.parametrize("spelled", ["ana@exam\x01ple.org", " ANA@example.org\x7f", "ana@example.org\x0b"])
def test_one_address_has_one_count_however_it_is_spelled(
    client: FlaskClient, ana: Account, quickly: None, spelled: str
) -> None:
    for _ in range(PACE.free):
        assert tried(client, WRONG) == 422
    assert tried(client, WRONG | {"email": spelled}) == 429
    assert tried(client, WRONG | {"email": "who@example.org"}) == 422


@pytest.mark.parametrize("email", ["ana@example.org", "who@example.org"])
def test_a_pause_does_not_tell_whether_an_address_has_an_account(
    client: FlaskClient, ana: Account, quickly: None, email: str
) -> None:
    answers = [answer_to(client, WRONG | {"email": email}) for _ in range(7)]
    assert [answer.headers.get("Retry-After") for answer in answers] == [None] * 5 + ["2"] * 2


def test_a_new_password_is_judged_only_as_often_as_the_present_one_may_be_said(as_ana: FlaskClient) -> None:
    easy = {"current": PASSWORD, "password": "password12"}
    assert [tried(as_ana, easy, path="/account/password") for _ in range(6)] == [422] * 5 + [429]


def test_all_addresses_of_a_network_count_together() -> None:
    assert network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2::") == "2001:db8:1:2::/64"
    assert network_of("2001:db8:1:3::1") != network_of("2001:db8:1:2::1")
    assert network_of("::ffff:192.0.2.1") == network_of("192.0.2.1") == "192.0.2.1"


def test_guesses_from_one_ipv6_network_count_together(
    client: FlaskClient, ana: Account, quickly: None
) -> None:
    answers = [tried(client, WRONG, f"2001:db8::{number:x}") for number in range(6)]
    assert answers == [422] * 5 + [429]


def test_a_stranger_who_asks_for_letters_keeps_none_from_the_owner(
    client: FlaskClient, letters: Mailbox
) -> None:
    address = {"email": "ana@example.org"}
    strange = [tried(client, address, STRANGER, "/forgot") for _ in range(8)]
    assert strange == [200] * 3 + [429] * 5
    assert tried(client, address, OWNER, "/forgot") == 200


def test_letters_to_one_address_have_one_count_however_it_is_spelled(
    client: FlaskClient, letters: Mailbox
) -> None:
    spelled = ["ana@example.org", "ana@exam\x01ple.org", "ANA@example.org"]
    assert {tried(client, {"email": each}, path="/forgot") for each in spelled} == {200}
    assert tried(client, {"email": " ana@example\x03.org"}, path="/forgot") == 429


def test_a_known_browser_is_known_to_a_few_accounts(app: Flask) -> None:
    with app.test_request_context():
        answer = app.response_class()
        known_browsers.remember(answer, "first")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    for number in range(6):
        name, _, value = cookie.partition(";")[0].partition("=")
        with app.test_request_context(headers={"Cookie": f"{name}={value}"}):
            answer = app.response_class()
            known_browsers.remember(answer, f"account {number}")
            cookie = answer.headers["Set-Cookie"]
    with app.test_request_context(headers={"Cookie": cookie.partition(";")[0]}):
        known = [known_browsers.known_as(each) for each in ("first", "account 0", "account 1", "account 5")]
    assert [bool(each) for each in known] == [False, False, True, True]


# The counts themselves, in a process and in Redis.


@pytest.fixture(params=["memory", "Redis"])
def counts(request: pytest.FixtureRequest) -> Counts:
    if request.param == "Redis":
        url: str = request.getfixturevalue("redis_url")
        with Redis.from_url(url) as everything:
            everything.flushall()
        return InRedis(url)
    return InMemory()


SLOW, WIDE = Pace("slow", 2, 100, 1000), Pace("wide", 4, 100, 200)
ONE, OTHER, ALL = Tried(SLOW, "one"), Tried(SLOW, "other"), Tried(WIDE, "all")


def test_the_first_that_must_wait_is_told_apart(counts: Counts) -> None:
    waits = [counts.count([ONE], 1000) for _ in range(4)]
    assert [(wait.ms, wait.told) for wait in waits] == [(0, True), (0, True), (100, False), (100, True)]


def test_what_is_refused_is_counted_nowhere(counts: Counts) -> None:
    for _ in range(9):
        counts.count([ONE, ALL], 1000)
    assert [counts.count([OTHER, ALL], 1000).ms for _ in range(3)] == [0, 0, 100]


def test_the_longest_pause_counts(counts: Counts) -> None:
    for number in range(4):
        counts.count([Tried(SLOW, str(number)), ALL], 1000)
    assert counts.count([OTHER, ALL], 1050).ms == 50
    assert counts.count([OTHER, ALL], 1100).ms == 0
    assert counts.count([OTHER, ALL], 1100).ms == 200


def test_an_attempt_is_taken_back(counts: Counts) -> None:
    for _ in range(5):
        assert counts.count([ONE], 1000).ms == 0
        counts.take_back([ONE])
    counts.take_back([ONE, OTHER])
    assert [counts.count([ONE], 1000).ms for _ in range(3)] == [0, 0, 100]


def test_a_clock_that_was_ahead_stops_nobody(counts: Counts) -> None:
    for _ in range(3):
        counts.count([ONE], 9_000_000)
    assert counts.count([ONE], 1000).ms == 0


def test_counts_are_forgotten_after_an_hour_and_bounded_in_number() -> None:
    counts = InMemory(most=100)
    for number in range(500):
        counts.count([Tried(SLOW, str(number))], 1000)
    assert len(counts) == 100
    for _ in range(3):
        counts.count([ONE], 1000)
    assert counts.count([ONE], 1000 + HOUR_MS).ms == 0
    assert counts.count([ONE], 1000 + HOUR_MS).ms == 0


def test_without_redis_each_process_counts_for_itself(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    away = InRedis(f"unix://{tmp_path}/nothing")
    assert [away.count([ONE], 1000).ms for _ in range(3)] == [0, 0, 100]
    away.take_back([ONE])
    assert away.count([ONE], 1000).ms == 0
    assert "attempts are counted in this process only: ConnectionError" in caplog.text
