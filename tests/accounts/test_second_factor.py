"""The code that is asked for after the password."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from accounts.conftest import BrowserOf
from fixtures.app import PASSWORD
from fixtures.at_once import Second
from fixtures.elsewhere import Provider
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from pyotp import TOTP
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from facilitator import clock, database
from facilitator.accounts import invitations, people, second_factor
from facilitator.accounts.tables import Account, RecoveryCode, SecondFactor

RIGHT = {"email": "ana@example.org", "password": PASSWORD}
PAGE = "/account/second-factor"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets the clock to so many seconds after it was first set, at the beginning of one of the app's steps."""
    start = clock.now() // 30_000 * 30_000

    def set_to(seconds: int) -> None:
        monkeypatch.setattr(clock, "now", lambda: start + seconds * 1000)

    set_to(0)
    return set_to


@pytest.fixture
def secret(app: Flask, ana: Account, at: Callable[[int], None]) -> str:
    """The secret of Ana's app. Her second factor is on, by a code of two minutes ago."""
    at(-120)
    made = turned_on(app, ana)
    at(0)
    return made


def turned_on(app: Flask, account: Account) -> str:
    """The secret of the account's app, after its second factor was turned on."""
    with app.app_context(), database.session() as session:
        made = second_factor.begin(session, account.id)
        assert second_factor.confirm(session, account.id, code_of(made), clock.now())
    return made


def code_of(secret: str, later: int = 0) -> str:
    return TOTP(secret).at(clock.now() // 1000 + later)


def with_password(client: FlaskClient, **more: str) -> TestResponse:
    return client.post("/sign-in", data=RIGHT | more)


def with_code(client: FlaskClient, code: str) -> TestResponse:
    return client.post("/sign-in/code", data={"code": code})


def is_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def test_it_is_set_up_with_the_password_and_a_code(as_ana: FlaskClient, ana: Account) -> None:
    assert "It is off." in Page(as_ana.get("/account").text).words
    shown = Page(as_ana.post(PAGE, data={"current": PASSWORD}).text)
    secret = shown.value("#key").replace(" ", "")
    link = urlsplit(shown.one("a[href^=otpauth]").attrs.sget("href"))
    assert (link.scheme, link.netloc) == ("otpauth", "totp")
    assert parse_qs(link.query) == {"secret": [secret], "issuer": ["facilitator"]}
    assert shown.one(".qr svg")
    codes = Page(as_ana.post(f"{PAGE}/on", data={"code": code_of(secret)}).text).all(".codes code")
    assert len({code.text() for code in codes}) == 10
    assert "It is on." in Page(as_ana.get("/account").text).words
    assert "You have 10 recovery codes left." in Page(as_ana.get(PAGE).text).words


def test_it_is_not_on_before_its_code_is_right(as_ana: FlaskClient, ana: Account) -> None:
    assert as_ana.post(PAGE, data={"current": "something else"}).status_code == 422
    shown = as_ana.post(PAGE, data={"current": PASSWORD}).text
    key = Page(shown).value("#key")
    wrong = as_ana.post(f"{PAGE}/on", data={"code": "12345"})
    assert (wrong.status_code, Page(wrong.text).value("#key")) == (422, key)
    assert with_password(as_ana.application.test_client()).location == "/"


def test_nothing_that_makes_codes_is_stored(as_ana: FlaskClient, ana: Account) -> None:
    shown = Page(as_ana.post(PAGE, data={"current": PASSWORD}).text)
    secret = shown.value("#key").replace(" ", "")
    codes = Page(as_ana.post(f"{PAGE}/on", data={"code": code_of(secret)}).text).all(".codes code")
    with database.read() as session:
        kept = [session.query(SecondFactor.seed).scalar(), *session.scalars(select(RecoveryCode.code_hash))]
    assert not {secret, *(code.text() for code in codes)} & set(kept)
    assert len(kept) == 11


def test_the_password_alone_opens_nothing(client: FlaskClient, secret: str) -> None:
    answer = with_password(client, next="/log?q=x")
    assert (answer.status_code, answer.location) == (303, "/sign-in/code")
    assert not is_in(client)
    assert "six digits" in client.get("/sign-in/code").text
    answer = with_code(client, code_of(secret))
    assert (answer.status_code, answer.location) == (303, "/log?q=x")
    assert is_in(client)


def test_a_code_works_once(app: Flask, client: FlaskClient, secret: str) -> None:
    used = code_of(secret)
    with_password(client)
    assert with_code(client, used).status_code == 303
    watcher = app.test_client()
    with_password(watcher)
    assert with_code(watcher, used).status_code == 422
    assert with_code(watcher, code_of(secret, -30)).status_code == 422
    assert not is_in(watcher)


@pytest.mark.parametrize(("off", "status"), [(-60, 422), (-30, 303), (0, 303), (30, 303), (60, 422)])
def test_a_phones_clock_may_be_a_little_off(client: FlaskClient, secret: str, off: int, status: int) -> None:
    with_password(client)
    typed = code_of(secret, off)
    assert with_code(client, f" {typed[:3]} {typed[3:]} ").status_code == status


def test_a_recovery_code_works_once(app: Flask, client: FlaskClient, secret: str, ana: Account) -> None:
    with database.session() as session:
        first, *_ = second_factor.new_recovery_codes(session, ana.id)
    for status in (303, 422):
        browser = app.test_client()
        with_password(browser)
        assert with_code(browser, first.upper().replace("-", " ")).status_code == status
    with database.read() as session:
        assert second_factor.recovery_codes_left(session, ana.id) == 9


def test_guessing_codes_needs_pauses(client: FlaskClient, secret: str) -> None:
    with_password(client)
    answers = [with_code(client, f"00000{number}") for number in range(7)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429] * 2
    assert answers[-1].headers["Retry-After"] == "5"
    assert "Try again in 5 seconds." in answers[-1].text


def test_the_password_counts_for_ten_minutes(
    client: FlaskClient, secret: str, at: Callable[[int], None]
) -> None:
    with_password(client)
    at(10 * 60 + 1)
    assert with_code(client, code_of(secret)).location == "/sign-in"
    assert not is_in(client)


def test_a_password_that_was_changed_meanwhile_counts_for_nothing(
    client: FlaskClient, secret: str, ana: Account
) -> None:
    with_password(client)
    with database.session() as session:
        people.change_password(session, ana.id, "another hash")
    assert with_code(client, code_of(secret)).location == "/sign-in"
    assert not is_in(client)


def test_without_a_password_no_code_is_asked_for(client: FlaskClient, secret: str) -> None:
    assert client.get("/sign-in/code").location == "/sign-in"
    assert with_code(client, code_of(secret)).location == "/sign-in"
    assert not is_in(client)


def test_a_link_to_a_new_password_does_not_go_round_it(
    app: Flask, client: FlaskClient, secret: str, ana: Account
) -> None:
    with app.app_context(), database.session() as session:
        link = f"/reset/{invitations.token_of(invitations.reset_forgotten(session, ana))}"
    assert client.post(link, data={"password": "another good password"}).location == "/sign-in/code"
    assert not is_in(client)
    assert with_code(client, code_of(secret)).status_code == 303
    assert is_in(client)


def test_who_comes_by_the_provider_is_not_asked(
    provided: FlaskClient, provider: Provider, ana: Account
) -> None:
    provider.knows("a-n-a", email="ana@example.org", email_verified=True, name="Ana")
    provider.meet(provided, "a-n-a")
    turned_on(provided.application, ana)
    browser = provided.application.test_client()
    assert provider.meet(browser, "a-n-a").status_code == 303
    assert is_in(browser)


def test_who_made_the_account_at_ones_address_leaves_no_factor(
    provided: FlaskClient, provider: Provider, secret: str, ana: Account
) -> None:
    provider.knows("a-n-a", email="ana@example.org", email_verified=True, name="Ana")
    provider.meet(provided, "a-n-a")
    with database.read() as session:
        assert not second_factor.is_on(session, ana.id)


@pytest.mark.parametrize(("password", "status", "left"), [("wrong", 422, True), (PASSWORD, 303, False)])
def test_turning_it_off_takes_the_password(
    as_ana: FlaskClient, secret: str, ana: Account, password: str, status: int, left: bool
) -> None:
    assert as_ana.post(f"{PAGE}/off", data={"current": password}).status_code == status
    with database.read() as session:
        assert second_factor.is_on(session, ana.id) is left


def test_new_recovery_codes_end_the_earlier_ones(as_ana: FlaskClient, secret: str, ana: Account) -> None:
    with database.session() as session:
        first, *_ = second_factor.new_recovery_codes(session, ana.id)
    assert "Keep these recovery codes" in as_ana.post(f"{PAGE}/codes", data={"current": PASSWORD}).text
    with as_ana.application.app_context(), database.session() as session:
        assert not second_factor.is_code(session, ana.id, first, clock.now())


def test_an_admin_ends_anothers_and_not_the_own(
    as_ana: FlaskClient, cleo: Account, ana: Account, secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    turned_on(as_ana.application, cleo)
    assert "End second factor: Cleo" in as_ana.get("/admin").text
    assert "End second factor: Ana" not in as_ana.get("/admin").text
    caplog.set_level(logging.INFO, "facilitator.security")
    as_ana.post(f"/admin/people/{cleo.id}/second-factor")
    assert as_ana.post(f"/admin/people/{ana.id}/second-factor").status_code == 409
    with database.read() as session:
        assert second_factor.accounts_with_one(session) == {ana.id}
    assert f"second_factor_off account={cleo.id} by={ana.id}" in caplog.text


def test_one_code_at_the_same_moment_works_once(
    postgres_app: Flask, second: Second, password_hash: str
) -> None:
    with database.session() as session:
        ana = people.create_account(session, "Ana", "ana@example.org", password_hash, "admin").id
    with postgres_app.app_context(), database.session() as session:
        codes = second_factor.new_recovery_codes(session, ana)
        made = SecondFactor(account_id=ana, seed="seed", last_step=0, confirmed_at=1)
        session.add(made)

    def use(session: Session) -> bool:
        with postgres_app.app_context():
            return second_factor.is_code(session, ana, codes[0], clock.now())

    with database.session() as session:
        assert use(session)
        other = second(use)
    assert other.result() is False


# How long a sign-in lasts that is not used.


@pytest.mark.parametrize(("minutes", "idle", "here"), [(60, 59, True), (60, 61, False), (0, 10_000, True)])
def test_a_sign_in_that_is_not_used_ends(
    app: Flask, as_ana: FlaskClient, at: Callable[[int], None], minutes: int, idle: int, here: bool
) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], idle_minutes=minutes)
    assert is_in(as_ana)
    at(idle * 60)
    assert is_in(as_ana) is here


@pytest.mark.parametrize("minutes", [1, 9, 60])
def test_a_sign_in_that_is_used_goes_on(
    app: Flask, as_ana: FlaskClient, at: Callable[[int], None], minutes: int
) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], idle_minutes=minutes)
    for visit in range(1, 5):
        at(visit * minutes * 32)
        assert is_in(as_ana)


def test_a_sign_in_through_the_provider_lasts(
    app: Flask, client: FlaskClient, ana: Account, at: Callable[[int], None], signed_in: BrowserOf
) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], idle_minutes=60)
    with database.session() as session:
        client.set_cookie("sign_in", people.sign_in(session, ana.id, by_provider=True))
    own = signed_in(ana)
    at(61 * 60)
    assert (is_in(client), is_in(own)) == (True, False)
    assert len(Page(client.get("/account").text).all("form[action^='/account/sign-ins/']")) == 0
