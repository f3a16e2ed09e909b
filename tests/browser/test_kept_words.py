"""What a browser keeps of one's words: for how long, for whom, and where one finds it again."""

from __future__ import annotations

from browser.someone import Gather, Someone
from playwright.sync_api import Page, expect


def goes_to_the_cards(ana: Someone) -> None:
    ana.goes_on("Start", to="Set the frame")
    ana.goes_on("Next: What happened", to="What happened")
    ana.goes_on("Next: Write alone", to="Write alone")


def mine(tab: Page, text: str) -> None:
    expect(tab.locator("[data-mine=true]", has_text=text)).to_be_visible()


def test_a_second_tab_has_my_hidden_card_at_once(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    goes_to_the_cards(ana)
    second = ben.opens_a_tab()
    heard: list[str] = []
    second.on("websocket", lambda ws: ws.on("framereceived", lambda frame: heard.append(str(frame))))
    second.goto(f"/room/{ben.meeting}")
    expect(second.get_by_role("heading", level=2, name="Write alone")).to_be_visible()
    ben.writes_card("What drove it", "Two hosts looked alike")

    mine(second, "Two hosts looked alike")
    ben.with_card("Two hosts looked alike", "Edit")
    ben.box("Your card").fill("Two hosts look alike")
    ben.presses("Save")
    mine(second, "Two hosts look alike")
    assert [frame for frame in heard if "alike" in frame] == []


def is_refused(ben: Someone) -> None:
    """He presses what is not open to him, as one does who is a moment late."""
    ben.page.evaluate("room.me.value = { ...room.me.value, can: [...room.me.value.can, 'pause'] }")
    ben.presses("Pause")
    ben.sees("Only a facilitator can do that.")


def test_why_something_was_refused_goes_when_it_is_read_or_over(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    ana.goes_on("Start", to="Set the frame")
    is_refused(ben)
    ben.presses("Close")
    ben.does_not_see("Only a facilitator can do that.")
    is_refused(ben)
    ana.goes_on("Next: What happened", to="What happened")
    ben.does_not_see("Only a facilitator can do that.")
    is_refused(ben)
    expect(ben.page.get_by_text("Only a facilitator can do that.")).to_have_count(0, timeout=30_000)
