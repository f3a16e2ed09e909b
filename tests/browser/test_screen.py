"""The room on a projector or a shared window: large, without controls, and it follows along by itself."""

from __future__ import annotations

import pytest
from browser.looks import barriers, too_wide
from browser.someone import Gather, MakeSomeone, Someone
from playwright.sync_api import Page, expect

from facilitator.meeting.agenda import KINDS
from facilitator.tokens import new_id

SECRET = "Only one of us could have written this"
# The browser is asked to stay awake; a headless one has no display to keep on.
WATCH_WAKE_LOCK = """() => {
  globalThis.asked = [];
  navigator.wakeLock.request = async (type) => { asked.push(type); return {}; };
}"""
# What is painted outside the window, or cut off by what it stands in.
CUT = """() => [...document.querySelectorAll(".fitted > ul > li:not([hidden])")].filter((item) => {
  const place = item.getBoundingClientRect(), list = item.parentElement.getBoundingClientRect();
  return place.bottom > list.bottom + 1 || place.bottom > innerHeight;
}).map((item) => item.textContent)"""


@pytest.fixture
def shown(gather: Gather) -> tuple[Someone, Someone, Page]:
    """Ana, who facilitates; Ben; and the screen that Ana opened from the room."""
    ana, ben = gather("Ana", "Ben")
    ana.seat.connect()
    ben.seat.connect()
    ana.presses("Invite")
    with ana.context.expect_page() as opened:
        ana.page.get_by_role("link", name="Show it large").click()
    screen = opened.value
    screen.set_viewport_size({"width": 1280, "height": 800})
    return ana, ben, screen


def next_stage(ana: Someone) -> None:
    ana.seat.send("next_stage", sure=True)


def test_the_lobby_has_a_large_code_and_an_address_to_type(
    shown: tuple[Someone, Someone, Page], someone: MakeSomeone
) -> None:
    ana, _, screen = shown
    code = screen.get_by_role("img", name="The link as a QR code")
    size = code.bounding_box()
    assert size
    assert min(size["width"], size["height"]) >= 320
    expect(screen.get_by_text("Here so far: Ana and Ben")).to_be_visible()
    assert screen.get_by_role("button").count() + screen.get_by_role("link").count() <= 1  # "To the content"

    address = screen.locator(".screen-address").inner_text()
    cleo = someone(ana.url, "Cleo")
    cleo.joins(f"http://{address.lower()}")
    expect(screen.get_by_text("Here so far: Ana, Ben and Cleo")).to_be_visible()


def test_it_follows_along_shows_no_hidden_word_and_no_name(shown: tuple[Someone, Someone, Page]) -> None:
    ana, ben, screen = shown
    for kind in KINDS[: KINDS.index("reflect") + 1]:
        ana.seat.send("start") if kind == "frame" else next_stage(ana)
    expect(screen.get_by_role("heading", name="Write alone")).to_be_visible()
    column = next(iter(ana.seat.view["columns"]))
    for number in range(30):
        ben.seat.send(
            "add_card", card=new_id(), key=new_id(), column=column, text=f"{SECRET}, for the {number}. time"
        )
    ben.seat.send("add_card", card=new_id(), key=new_id(), column=column, text="x" * 300)
    ben.seat.send("mark_done", done=True)
    expect(screen.get_by_text("1 of 2 done")).to_be_visible()
    assert SECRET not in screen.content()

    next_stage(ana)
    expect(screen.get_by_text(SECRET).first).to_be_visible()
    expect(screen.get_by_text("more", exact=False).last).to_be_visible()
    assert screen.evaluate(CUT) == []
    assert screen.get_by_role("listitem").count() > 8  # A long word takes the place of no other card.
    assert "Ben" not in screen.locator("body").inner_text()


def test_it_comes_back_by_itself_and_stays_awake(shown: tuple[Someone, Someone, Page]) -> None:
    ana, _, screen = shown
    screen.add_init_script(f"({WATCH_WAKE_LOCK})()")
    screen.reload()
    screen.wait_for_function("() => asked.includes('screen')")
    expect(screen.get_by_text("Here so far: Ana and Ben")).to_be_visible()
    with ana.away():
        expect(screen.get_by_text("No connection right now")).to_be_visible()
    ana.seat.send("start")
    expect(screen.get_by_role("heading", name="Set the frame")).to_be_visible()


def test_it_has_no_barriers_in_any_stage(shown: tuple[Someone, Someone, Page]) -> None:
    ana, ben, screen = shown
    assert ("lobby", barriers(screen), too_wide(screen)) == ("lobby", [], [])
    screen.set_viewport_size({"width": 1280, "height": 800})
    for kind in KINDS:
        ana.seat.send("start") if kind == "frame" else next_stage(ana)
        if kind == "reflect":
            column = next(iter(ana.seat.view["columns"]))
            ben.seat.send("add_card", card=new_id(), key=new_id(), column=column, text="x" * 300)
        expect(screen.get_by_role("heading", level=1)).to_be_visible()
        assert (kind, barriers(screen)) == (kind, [])
    ana.seat.send("close_meeting", sure=True)
    expect(screen.get_by_role("heading", name="Thank you")).to_be_visible()
    assert ("closed", barriers(screen)) == ("closed", [])
