"""What happened: one text for all, edited where it is clicked, and a timeline that understands time."""

from __future__ import annotations

import re

from browser.looks import barriers, too_small, too_wide
from browser.someone import Gather, Led
from playwright.sync_api import Locator, Page, expect

WHAT = "What happened"


def rows(page: Page) -> Locator:
    return page.locator(".timeline > li")


def test_a_text_is_written_where_it_stands_and_the_others_see_by_whom_and_when(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben", secrecy="named", recount={"happened": "The lift stopped."})
    ana.presses("Start")
    ana.goes_on("Next: What happened", to=WHAT)
    box = ben.box(WHAT)
    expect(box).to_have_css("border-top-color", "rgba(0, 0, 0, 0)")
    box.press("End")
    box.press_sequentially(" Twice.")
    ana.sees("Ben is writing")
    expect(ana.box(WHAT)).to_have_value("The lift stopped. Twice.")
    ben.box("What we expected").focus()
    ana.sees(re.compile(r"^Saved at \d\d:\d\d$"))
    ana.does_not_see("Ben is writing")
    ben.sees(re.compile(r"^Saved at \d\d:\d\d$"))


def test_the_timeline_finds_the_times_and_its_rows_can_be_moved(led: Led) -> None:
    _, ben = led("recount")
    ben.writes("When and what", "10:05 PM lift stopped\n- 9 PM doors stick")
    ben.writes("When and what", "3 cabins stuck")
    expect(rows(ben.page)).to_have_text(
        [re.compile("9 PM.*doors stick"), re.compile("10:05 PM.*lift"), re.compile("….*3 cabins stuck")]
    )
    up = ben.button("Move up: 3 cabins stuck")
    up.focus()
    up.press("Enter")
    expect(rows(ben.page).nth(1)).to_contain_text("3 cabins stuck")
    expect(up).to_be_focused()
    ben.chooses("What you can do with “doors stick”", "Move down")
    expect(rows(ben.page)).to_contain_text(["3 cabins stuck", "doors stick", "lift stopped"])
    assert too_wide(ben.page) == []


def test_on_a_phone_it_reads_as_well(led: Led) -> None:
    _, ben = led("recount", width=360, has_touch=True)
    ben.writes("When and what", "2019-03-11 22:00 the copy waits for a checkpoint of the first database")
    expect(rows(ben.page)).to_have_count(1)
    expect(ben.button(re.compile("^Move"))).to_have_count(0)
    assert (too_wide(ben.page), too_small(ben.page), barriers(ben.page)) == ([], [], [])
