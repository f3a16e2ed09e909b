"""Talking the themes through: cards, learnings, the order of the themes, and more time for one."""

from __future__ import annotations

import re

import pytest
from browser.hands import Hands
from browser.looks import barriers, too_small, too_wide
from browser.someone import Gather, Someone
from playwright.sync_api import Locator, expect

from facilitator.meeting.examples import EXAMPLES
from facilitator.tokens import new_id

THEMES = ("Alarms", "Sleep", "Luck", "Care")


@pytest.fixture
def ana(gather: Gather) -> Someone:
    """Ana leads the talk about four themes, alone."""
    (ana,) = gather("Ana", category="sales conversation")
    return talking(ana)


def talking(ana: Someone, cards: int = 0) -> Someone:
    seat = ana.seat.connect()
    for command in ("start", *3 * ["next_stage"]):
        seat.send(command)
        if seat.view["stages"][seat.view["clock"]["stage"]]["kind"] == "reflect":
            for number in range(cards):
                seat.send(
                    "add_card", card=new_id(), key=new_id(), column="driver", text=f"Card number {number}"
                )
    held = list(seat.view["cards"])
    for name in THEMES:
        seat.send("create_theme", theme=new_id(), name=name, cards=held if name == "Alarms" else [])
    for _ in ("vote", "discuss"):
        seat.send("next_stage", sure=True)
    ana.is_at("Alarms")
    return ana


def queue(person: Someone) -> Locator:
    return person.page.get_by_role("region", name="Next themes").get_by_role("listitem")


def test_one_line_opens_the_form_of_a_learning_and_closes_it_behind_it(ana: Someone) -> None:
    hands = Hands(ana)
    expect(ana.box("We believed")).to_have_count(0)
    hands.presses("Write what this teaches us")
    example = EXAMPLES["sales conversation"]
    expect(ana.box("We believed")).to_have_attribute("placeholder", f"… {example.believed}")
    for start, words in (("We believed", "in care"), ("we saw", "midnight"), ("so next time we", "ask")):
        hands.types(start, words)
    hands.presses("Keep this learning")
    expect(ana.button("Write another one")).to_be_focused()
    learned = ana.page.locator(".learning")
    expect(learned).to_have_text(re.compile("We believed in care; we saw midnight; so next time we ask."))
    ana.has_sent_all()
    # The one that is saved takes the place of the one that waits.
    ana.page.wait_for_function(
        "parseFloat(getComputedStyle(document.querySelector('.learning')).fontSize) > 20"
    )

    foot = ana.page.locator(".foot [data-place]")
    assert [it.get_attribute("data-place") for it in foot.all()][:2] == ["hand", "drift"]

    # Enter keeps it, too, and the next one begins with its first part.
    hands.presses("Write another one")
    for start, words in (("We believed", "in haste"), ("we saw", "noon"), ("so next time we", "wait")):
        hands.types(start, words)
    saw = ana.box("we saw")
    saw.fill("n" * 600)
    ana.sees(re.compile(r"^\d+ characters too many. 600 fit.$"))
    saw.press("Enter")
    expect(saw).to_have_value("n" * 600)
    saw.fill("noon")
    with ana.away():
        saw.press("Enter")
        expect(saw).to_have_value("")
        ana.does_not_see("Kept, it stands above.")
    ana.sees("Kept, it stands above.")
    expect(learned).to_have_count(2)
    expect(ana.box("We believed")).to_be_focused()
    hands.shows_focus()


def test_many_cards_stay_calm(gather: Gather) -> None:
    (ana,) = gather("Ana")
    talking(ana, cards=34)
    cards = ana.page.locator(".card-wall > li")
    expect(cards).to_have_count(8)
    expect(ana.button("Write what this teaches us")).to_be_in_viewport(ratio=1)
    assert ana.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    ana.presses("Show 26 more cards")
    expect(cards).to_have_count(34)


def test_the_order_of_the_themes_is_changed_by_menu_and_by_drag(ana: Someone) -> None:
    expect(queue(ana)).to_have_text([re.compile(f"^{name}") for name in THEMES[1:]])
    Hands(ana).chooses("What you can do with “Care”", "Move up")
    expect(queue(ana)).to_have_text([re.compile(f"^{name}") for name in ("Sleep", "Care", "Luck")])
    queue(ana).nth(2).drag_to(queue(ana).nth(0), target_position={"x": 60, "y": 4})
    expect(queue(ana)).to_have_text([re.compile(f"^{name}") for name in ("Luck", "Sleep", "Care")])
    ana.goes_on("Next theme", to="Luck")
    ana.page.get_by_text("1 earlier theme").click()
    ana.chooses("What you can do with “Alarms”", "Put it next")
    expect(queue(ana).nth(0)).to_contain_text("Alarms")


def test_more_time_is_asked_for_and_counted_in_one_place(ana: Someone) -> None:
    above = ana.page.get_by_role("heading", name="Parking lot")
    before = above.bounding_box()
    middle = ana.button("More time?").bounding_box()
    assert middle
    x, y = middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2
    ana.page.mouse.dblclick(x, y)
    poll = ana.page.get_by_role("region", name="More time?")
    ana.presses("More time", within=poll)
    ana.sees("1 of 1 answered")
    assert above.bounding_box() == before
    assert barriers(ana.page) == []
    ana.page.mouse.click(x, y)
    ana.sees("the theme has two more minutes")
    expect(ana.button("More time?")).to_be_visible()
    ana.presses("Close", within=poll)
    expect(poll).to_have_count(0)


def test_on_a_phone_everything_is_in_reach(gather: Gather) -> None:
    (ana,) = gather("Ana", how={"width": 360, "height": 740, "has_touch": True})
    talking(ana)
    ana.seat.send("open_thumbs")
    expect(ana.button("Enough")).to_be_in_viewport(ratio=1)
    ana.begins_a_learning()
    expect(ana.box("We believed")).to_be_focused()
    assert (too_wide(ana.page), too_small(ana.page), barriers(ana.page)) == ([], [], [])
