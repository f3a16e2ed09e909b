"""Sessions and cookies: nobody can plant one, and none is taken from another server of the same domain."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cast import a_meeting
from fixtures.app import PASSWORD
from flask import Flask, flash, get_flashed_messages, session
from html_page import Page

from facilitator import create_app, database, web
from facilitator.accounts import people
from facilitator.accounts.access import COOKIE
from facilitator.accounts.tables import Account
from facilitator.config import load
from facilitator.refused import Refused
from facilitator.room import service
from facilitator.room.gateway import admission
from facilitator.room.seats import cookie_name
from facilitator.tokens import new_token

RIGHT = {"email": "ana@example.org", "password": PASSWORD}
SITE = "https://meet.example.org"


@pytest.fixture
def secure(app: Flask, ana: Account) -> Flask:
    made = create_app(replace(app.config["SETTINGS"], base_url=SITE))
    made.config["WTF_CSRF_ENABLED"] = False
    return made


def csrf_on(page: str) -> str:
    return Page(page).all("input[name=csrf_token]")[0].attrs.sget("value")


def test_a_session_from_before_the_sign_in_is_worth_nothing_after_it(app: Flask, ana: Account) -> None:
    browser = app.test_client()
    planted = csrf_on(browser.get("/sign-in").text)
    assert browser.post("/sign-in", data={**RIGHT, "csrf_token": planted}).status_code == 303
    refused = browser.post("/account/name", data={"name": "Anna", "csrf_token": planted})
    assert refused.status_code == 400
    fresh = csrf_on(browser.get("/account").text)
    assert browser.post("/account/name", data={"name": "Anna", "csrf_token": fresh}).status_code == 303


def test_what_is_to_be_told_outlives_the_new_session(app: Flask) -> None:
    with app.test_request_context():
        session["back"] = "/log"
        flash("Welcome.")
        web.renew_session()
        assert get_flashed_messages() == ["Welcome."]
        assert "back" not in session


def test_over_https_every_cookie_is_bound_to_the_host(secure: Flask) -> None:
    browser = secure.test_client()
    answer = browser.post("/sign-in", data=RIGHT, base_url=SITE)
    cookies = answer.headers.getlist("Set-Cookie")
    assert {each.partition("=")[0] for each in cookies} >= {"__Host-sign_in", "__Host-known"}
    for each in cookies:
        assert each.startswith("__Host-")
        assert {"Secure", "Path=/"} <= {part.strip() for part in each.split(";")}
        assert "Domain=" not in each
    assert browser.get("/account", base_url=SITE).status_code == 200


def test_over_https_a_cookie_with_the_bare_name_signs_nobody_in(secure: Flask, ana: Account) -> None:
    with database.session() as session:
        token = people.sign_in(session, ana.id)
    browser = secure.test_client()
    browser.set_cookie(COOKIE, token, domain="meet.example.org")
    assert browser.get("/account", base_url=SITE).status_code == 302


def test_signing_out_over_https_deletes_the_cookie_as_browsers_ask(secure: Flask) -> None:
    browser = secure.test_client()
    browser.post("/sign-in", data=RIGHT, base_url=SITE)
    cookies = browser.post("/sign-out", base_url=SITE).headers.getlist("Set-Cookie")
    (gone,) = (each for each in cookies if each.startswith("__Host-sign_in=;"))
    assert "Secure" in gone
    assert browser.get("/account", base_url=SITE).status_code == 302


def test_a_seat_that_was_taken_before_cookies_were_bound_goes_on(secure: Flask) -> None:
    with secure.app_context(), database.session() as session:
        meeting, _, token = service.create_meeting(session, None, a_meeting())
    browser = secure.test_client()
    browser.set_cookie(cookie_name(meeting), token, domain="meet.example.org")
    assert browser.get(f"/room/{meeting}", base_url=SITE).status_code == 200
    browser.set_cookie(f"__Host-{cookie_name(meeting)}", new_token(), domain="meet.example.org")
    assert browser.get(f"/room/{meeting}", base_url=SITE).status_code == 403


@pytest.mark.parametrize(
    ("base_url", "host", "origin", "taken"),
    [
        (SITE, "meet.example.org", SITE, True),
        (SITE, "evil.example", "https://evil.example", False),
        (SITE, "meet.example.org", "http://meet.example.org", False),
        ("https://meet.example.org:443", "meet.example.org", SITE, True),
        ("", "10.0.0.7:5000", "http://10.0.0.7:5000", True),
        ("", "10.0.0.7:5000", "https://evil.example", False),
    ],
)
def test_a_socket_comes_from_a_page_at_the_address_that_is_set(
    app: Flask, base_url: str, host: str, origin: str, taken: bool
) -> None:
    given = {"FACILITATOR_DATA_DIR": str(app.config["SETTINGS"].data_dir), "FACILITATOR_BASE_URL": base_url}
    app.config["SETTINGS"] = load(given)
    with app.test_request_context(headers={"Host": host, "Origin": origin}):
        if taken:
            admission._check_origin(needed=True)
        else:
            with pytest.raises(Refused) as refused:
                admission._check_origin(needed=True)
            assert refused.value.code == "bad_origin"
