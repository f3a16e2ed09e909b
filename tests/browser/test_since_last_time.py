"""Since last time: a meeting that follows an earlier one, led without a mouse, with a phone in the room."""

from __future__ import annotations

import re

import pytest
from browser.hands import Hands
from browser.looks import barriers, too_small, too_wide
from browser.someone import MakeSomeone, SignIn, Someone
from cast import OpenRoom
from conftest import Server
from playwright.sync_api import Locator, Page, expect

from facilitator import database
from facilitator.room.tables import MeetingRow
from facilitator.tokens import new_id

LONG = "Ring" + "g" * 290
STEPS = ("Write the list", "Ring the bell", "Order the part", "Ask the vendor", LONG)


@pytest.fixture
def ana(server: Server, someone: MakeSomeone, signed_in: SignIn, open_room: OpenRoom) -> Someone:
    """Ana, who has led a meeting that decided some steps; the first of them is done."""
    ana = someone(server.url, "Ana", has_touch=True)
    account_id = signed_in(ana)
    (leader,) = open_room("Ana", title="The wrong host")
    with database.session() as session:
        session.get_one(MeetingRow, leader.meeting).account_id = account_id
    leader.connect()
    leader.send("start")
    for what in STEPS:
        leader.send("add_action", action=new_id(), kind="step", what=what, owner="Noor")
    leader.send("add_action", action=new_id(), kind="experiment", hypothesis="Two people see more")
    leader.send("close_meeting", sure=True)
    ana.page.goto("/actions?show=all")
    ana.presses("Done: Write the list")
    return ana


def is_open_to_all(page: Page, what: str) -> None:
    assert (what, [*barriers(page), *too_wide(page), *too_small(page)]) == (what, [])


def about(person: Someone, what: str) -> Locator:
    panel = person.page.get_by_role("region", name="Since last time")
    return panel.get_by_role("listitem").filter(has_text=what)


@pytest.mark.timeout(180)
def test_what_was_decided_before_is_looked_at_and_written_back(
    ana: Someone, someone: MakeSomeone, server: Server
) -> None:
    hands = Hands(ana)
    prepares(ana, hands)
    ben = joins(ana, someone(server.url, "Ben", width=360, has_touch=True))
    decides(ana, hands)
    sees_it_live_and_after_a_reload(ben)
    is_open_to_all(ana.page, "the panel of the facilitator")

    ana.chooses("More for the facilitator", "Close the meeting")
    ana.page.get_by_role("dialog").get_by_role("button", name=re.compile("^Close a")).click()
    ana.reads_the_summary()
    ana.sees("Not for this year.")
    ana.page.get_by_role("link", name="The wrong host").click()
    expect(ana.page.get_by_text("Ring the bell of the east wing")).to_be_visible()
    expect(ana.page.get_by_text("by 1 May 2031")).to_be_visible()
    ana.page.goto("/actions?show=all&state=ended")
    ana.page.get_by_role("link", name="Two people see more", exact=True).click()
    ana.sees("ended it: it worked, in A year later")


def prepares(ana: Someone, hands: Hands) -> None:
    ana.page.goto("/meetings/new")
    ana.page.get_by_label("What is it about?").fill("A year later")
    ana.presses("Create the meeting")
    hands.goes_to(ana.page.get_by_role("link", name="Choose an earlier meeting"))
    hands.keys.press("Enter")
    hands.goes_to(ana.page.get_by_role("radio", checked=True))
    hands.keys.press("ArrowDown")
    expect(ana.page.get_by_role("radio", name="The wrong host")).to_be_checked()
    hands.presses("Save")
    expect(ana.page.get_by_role("checkbox", checked=True)).to_have_count(6)
    ana.page.set_viewport_size({"width": 360, "height": 800})
    is_open_to_all(ana.page, "choosing")
    ana.page.set_viewport_size({"width": 1280, "height": 800})
    hands.presses("Show these to the room")
    ana.sees("the room looks at 6 actions of before")


def joins(ana: Someone, ben: Someone) -> Someone:
    link = ana.page.get_by_label("The link", exact=True).input_value()
    ana.page.get_by_role("link", name="Open the room").click()
    ana.is_in_the_room()
    ana.meeting = ana.page.url.rpartition("/")[2]
    ben.joins(link)
    return ben


def decides(ana: Someone, hands: Hands) -> None:
    hands.goes_on("Start", to="Set the frame")
    ana.sees("Done. Thank you!", within=about(ana, "Write the list"))
    hands.presses("Done: Order the part")
    expect(ana.button("Take it back: Order the part")).to_be_focused()

    hands.presses("Keep it: Ask the vendor")
    expect(ana.page.get_by_label("Until when")).to_be_focused()
    ana.page.get_by_label("Until when").fill("2031-05-01")
    hands.presses("Keep it")
    ana.sees("Goes on until 1 May 2031", within=about(ana, "Ask the vendor"))
    hands.keeps_focus()

    hands.presses("Change its words: Ring the bell")
    ana.box("In new words").fill("Ring the bell of the east wing")
    hands.presses("Change its words")
    ana.sees("In new words", within=about(ana, "Ring the bell"))

    hands.presses(f"Drop it: {LONG[:60]}")
    hands.presses("Drop it")
    ana.sees("Fill in “Why is it dropped?”")
    hands.types("Why is it dropped?", "Not for this year.")
    hands.presses("Drop it")
    ana.sees("Dropped", within=about(ana, LONG))

    hands.presses("It worked: Two people see more")
    hands.types("What did the signal say?", "Three slips were seen in time.")
    hands.presses("It worked")
    ana.sees("Three slips were seen in time.", within=about(ana, "Two people see more"))
    ana.has_sent_all()


def sees_it_live_and_after_a_reload(ben: Someone) -> None:
    for _ in range(2):
        ben.sees("Done", within=about(ben, "Order the part"))
        ben.sees("Goes on until 1 May 2031")
        ben.sees("Ring the bell of the east wing")
        ben.sees("Not for this year.")
        expect(about(ben, "Order the part").get_by_role("button")).to_have_count(0)
        is_open_to_all(ben.page, "the panel on a phone")
        ben.comes_back()
