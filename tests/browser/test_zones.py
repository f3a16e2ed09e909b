"""Days in browsers that are elsewhere: the zone is found without asking, and times are told in it."""

from __future__ import annotations

import pytest
from browser.someone import MakeSomeone, SignIn, Someone
from conftest import Server
from playwright.sync_api import expect

KIRITIMATI = "Pacific/Kiritimati"


@pytest.fixture
def ana(server: Server, someone: MakeSomeone, signed_in: SignIn) -> Someone:
    """Ana, whose browser is where the day begins first, on her account's page."""
    ana = someone(server.url, "Ana", timezone_id=KIRITIMATI)
    signed_in(ana)
    with ana.page.expect_response("**/account/zone/found"):
        ana.page.goto("/account")
    return ana


def test_the_zone_of_the_browser_is_found(ana: Someone) -> None:
    ana.page.reload()
    expect(ana.page.get_by_label("Your time zone")).to_have_value(KIRITIMATI)


def test_a_zone_that_was_chosen_is_the_one_of_all_pages(ana: Someone) -> None:
    ana.page.get_by_label("Your time zone").fill("pacific/pago pago")
    ana.presses("Change my time zone")
    expect(ana.page.get_by_label("Your time zone")).to_have_value("Pacific/Pago_Pago")
    expect(ana.page.locator("body")).to_have_attribute("data-zone", "Pacific/Pago_Pago")


def test_a_meeting_is_prepared_in_the_zone_of_the_browser(ana: Someone) -> None:
    ana.page.goto("/meetings/new")
    ana.page.get_by_label("What is it about?").fill("The day begins here")
    ana.page.locator("summary", has_text="Date").click()
    expect(ana.page.get_by_text("In the time zone Pacific/Kiritimati.")).to_be_visible()
    ana.page.get_by_label("Date and time").fill("2030-11-27T00:30")
    ana.presses("Create the meeting")
    expect(ana.page.get_by_text("27 November 2030 at 00:30")).to_be_visible()
    expect(ana.page.get_by_text("Time zone: Pacific/Kiritimati")).to_be_visible()

    ana.page.get_by_role("link", name="Change the meeting").click()
    expect(ana.page.get_by_label("Date and time")).to_have_value("2030-11-27T00:30")
