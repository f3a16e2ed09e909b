"""How many passwords may be tried, and how many letters asked for."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import NoReturn

import pytest
from fixtures.app import PASSWORD
from flask import Flask
from flask.testing import FlaskClient

from facilitator.accounts import sign_in_pages
from facilitator.accounts.tables import Account

RIGHT = {"email": "ana@example.org", "password": PASSWORD}
WRONG = RIGHT | {"password": "something else"}


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checking takes a while, in which others come, and finds the password wrong."""
    monkeypatch.setattr(sign_in_pages, "is_password", lambda *_: time.sleep(0.3))


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checking takes no time, and finds the password wrong."""
    monkeypatch.setattr(sign_in_pages, "is_password", lambda *_: False)


def tried(
    client: FlaskClient, data: dict[str, str], network: str = "127.0.0.1", path: str = "/sign-in"
) -> int:
    return client.post(path, data=data, environ_base={"REMOTE_ADDR": network}).status_code


def test_guesses_at_the_same_moment_count_each(
    app: Flask, client: FlaskClient, ana: Account, slowly: None
) -> None:
    assert tried(client, WRONG) == 422
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: tried(app.test_client(), WRONG), range(12)))
    assert sorted(answers) == [422] * 9 + [429] * 3


def test_a_right_password_takes_back_no_more_than_itself(client: FlaskClient, ana: Account) -> None:
    answers = [tried(client, data) for _ in range(10) for data in (WRONG, RIGHT)]
    assert answers == [422, 303] * 9 + [422, 429]


def test_a_count_that_is_out_of_reach_undoes_no_sign_in(
    client: FlaskClient, ana: Account, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(_limiter: object) -> NoReturn:
        raise ConnectionError

    monkeypatch.setattr("flask_limiter.Limiter.current_limits", property(away))
    assert tried(client, RIGHT) == 303
    assert "an attempt that succeeded stays counted: ConnectionError" in caplog.text


@pytest.mark.parametrize("spelled", ["ana@exam\x01ple.org", " ANA@example.org\x7f", "ana@example.org\x0b"])
def test_one_address_has_one_limit_however_it_is_spelled(
    client: FlaskClient, ana: Account, quickly: None, spelled: str
) -> None:
    for i in range(30):
        assert tried(client, WRONG, f"10.0.0.{i}") == 422
    assert tried(client, WRONG | {"email": spelled}, "10.0.1.1") == 429
    assert tried(client, WRONG | {"email": "who@example.org"}, "10.0.1.1") == 422


def test_letters_to_one_address_have_one_limit_however_it_is_spelled(client: FlaskClient) -> None:
    spelled = [
        "ana@example.org",
        "ana@exam\x01ple.org",
        "ANA@example.org",
        "\x02ana@example.org",
        " ana@example.org",
    ]
    assert {tried(client, {"email": each}, path="/forgot") for each in spelled} == {200}
    assert tried(client, {"email": "ana@example\x03.org"}, path="/forgot") == 429
