"""The time zone of an account: found by the browser, chosen by hand, and the zone in which times are told."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page

from facilitator import clock, database
from facilitator.accounts import zones
from facilitator.accounts.tables import Account

FOUND = "/account/zone/found"
AT = 1_795_689_000_000
"""26 November 2026, 10:30 UTC."""


def zone_of(account: Account) -> str | None:
    with database.read() as session:
        return session.get_one(Account, account.id).known_zone


def test_the_zone_of_the_browser_is_kept_once(as_ana: FlaskClient, ana: Account) -> None:
    assert as_ana.post(FOUND, json={"zone": "Pacific/Kiritimati"}).status_code == 204
    as_ana.post(FOUND, json={"zone": "Europe/Berlin"})
    assert zone_of(ana) == "Pacific/Kiritimati"


def test_a_page_asks_for_it_until_it_is_known(as_ana: FlaskClient) -> None:
    body = Page(as_ana.get("/").text).one("body")
    assert "data-zone" not in body.attrs
    assert body.attrs["data-zone-csrf"]

    as_ana.post(FOUND, json={"zone": "Pacific/Kiritimati"})
    body = Page(as_ana.get("/").text).one("body")
    assert body.attrs["data-zone"] == "Pacific/Kiritimati"
    assert "data-zone-csrf" not in body.attrs


def test_a_zone_that_the_server_does_not_know_is_not_kept(as_ana: FlaskClient, ana: Account) -> None:
    answer = as_ana.post(FOUND, json={"zone": "Mars/Olympus"})
    assert answer.status_code == 422
    assert zone_of(ana) is None


def test_nobody_else_keeps_one(client: FlaskClient, app: Flask) -> None:
    assert client.post(FOUND, json={"zone": "Europe/Berlin"}).status_code in {302, 401}


@pytest.mark.parametrize("typed", ["Pacific/Pago_Pago", " pacific/pago pago "])
def test_one_chooses_ones_zone(as_ana: FlaskClient, ana: Account, typed: str) -> None:
    answer = as_ana.post("/account/zone", data={"zone": typed}, follow_redirects=True)
    assert "Your days are those of Pacific/Pago_Pago." in answer.text
    assert Page(answer.text).value("input[name=zone]") == "Pacific/Pago_Pago"

    as_ana.post(FOUND, json={"zone": "Europe/Berlin"})
    assert zone_of(ana) == "Pacific/Pago_Pago"


@pytest.mark.parametrize("typed", ["Mars/Olympus", "../../etc/passwd", "", "localtime"])
def test_a_zone_that_does_not_exist_is_refused_beside_the_field(
    as_ana: FlaskClient, ana: Account, typed: str
) -> None:
    answer = as_ana.post("/account/zone", data={"zone": typed})
    assert answer.status_code == 422
    assert Page(answer.text).text("#zone-error").startswith("There is no such time zone.")
    assert Page(answer.text).value("input[name=zone]") == typed
    assert zone_of(ana) is None


def test_the_page_offers_places(as_ana: FlaskClient) -> None:
    offered = [option.attrs["value"] for option in Page(as_ana.get("/account").text).all("#zones option")]
    assert {"Asia/Kolkata", "America/Argentina/Buenos_Aires", "UTC"} <= set(offered)
    assert set(offered) <= clock.zone_names()


def test_times_are_told_in_ones_zone(as_ana: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    as_ana.post("/account/zone", data={"zone": "Pacific/Kiritimati"})
    monkeypatch.setattr(clock, "now", lambda: AT)
    as_ana.post("/account/tokens", data={"name": "bot", "scope": "read", "days": ""})
    assert "Made on 27 November 2026, not used yet." in Page(as_ana.get("/account").text).words


def test_without_a_zone_they_are_told_in_utc_and_that_is_said() -> None:
    assert zones.day_words(AT, clock.NO_ZONE) == "26 November 2026 UTC"
    assert zones.day_words(AT, "Pacific/Pago_Pago") == "25 November 2026"
    assert clock.words(AT, clock.NO_ZONE) == "26 November 2026, 10:30 UTC"
    assert clock.words(AT, "Pacific/Kiritimati") == "27 November 2026, 00:30 UTC+14"
    assert clock.words(AT, "Europe/Berlin") == "26 November 2026, 11:30 CET"
