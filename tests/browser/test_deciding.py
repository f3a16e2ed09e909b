"""Deciding: a step or an experiment is begun from what was learned, and linked with it."""

from __future__ import annotations

import re

from browser.hands import Hands
from browser.looks import barriers, too_small, too_wide
from browser.someone import Led, Someone
from cast import Person
from playwright.sync_api import Locator, expect

from facilitator.tokens import new_id

DARK = """() => [...document.querySelectorAll(".button")]
  .filter(it => getComputedStyle(it).backgroundColor === getComputedStyle(document.body).color)
  .map(it => it.textContent.trim())"""
LEARNED = "We believed in care; we saw midnight; so next time we ask the host."


def learned(ana: Person, count: int = 1) -> list[str]:
    """The ids of learnings."""
    ids = [new_id() for _ in range(count)]
    for number, learning in enumerate(ids):
        ana.send("add_learning", learning=learning, text=LEARNED if not number else f"{number}. {LEARNED}")
    return ids


def begin(person: Someone, kind: str, nth: int = 0) -> Locator:
    return person.page.get_by_role("button", name=re.compile(f"^→ {kind}")).nth(nth)


def test_a_step_and_an_experiment_begin_with_the_learning_and_are_linked_with_it(led: Led) -> None:
    ana, ben = led("commit")
    (learning,) = learned(ana)
    begin(ben, "step").click()
    expect(ben.box("What we will do")).to_be_focused()
    expect(ben.box("What we will do")).to_have_value("Ask the host")
    expect(begin(ben, "step")).to_have_attribute("aria-expanded", "true")
    ben.page.keyboard.type(" aloud")
    ben.presses("Add the step")
    expect(begin(ben, "step")).to_be_focused()
    begin(ben, "experiment").click()
    expect(ben.box("We think that")).to_have_value("if we ask the host")
    ben.presses("Add the experiment")
    ben.sees("1 step, 1 experiment")
    ana.hears_all()
    made = [
        (it["kind"], it.get("what") or it["hypothesis"], it["learning"])
        for it in ana.view["actions"].values()
    ]
    assert made == [
        ("step", "Ask the host aloud", learning),
        ("experiment", "if we ask the host", learning),
    ]


def test_what_is_wrong_is_said_beside_its_field_which_gets_the_focus(led: Led) -> None:
    _, ben = led("commit")
    ben.begins_a_step()
    ben.presses("An experiment")
    for label in ("To find out we will", "We will watch", "Who looks after it", "We look again on"):
        expect(ben.page.get_by_label(f"{label} if known", exact=True)).to_be_visible()
    ben.presses("Add the experiment")
    expect(ben.box("We think that")).to_be_focused()
    expect(ben.box("We think that")).to_have_accessible_description(re.compile("Fill in “We think that”"))
    ben.presses("A step")
    ben.page.get_by_label("By when").press_sequentially("31")
    ben.presses("Add the step")
    expect(ben.box("What we will do")).to_be_focused()
    expect(ben.box("What we will do")).to_have_accessible_description(re.compile("Fill in “What we will do”"))
    ben.page.keyboard.type("Ask")
    ben.does_not_see("Fill in “What we will do”; the rest can come later.")
    ben.presses("Add the step")
    expect(ben.page.get_by_label("By when")).to_be_focused()
    expect(ben.page.get_by_label("By when")).to_have_accessible_description("Choose a whole day, or none.")
    assert barriers(ben.page) == []


def test_what_was_typed_stays_when_the_form_is_put_away_and_after_a_reload(led: Led) -> None:
    ana, ben = led("commit")
    learned(ana, 2)
    begin(ben, "step").click()
    ben.box("What we will do").fill("Ask two hosts")
    ben.presses("Not now")
    expect(ben.box("What we will do")).to_have_count(0)
    begin(ben, "step", 1).click()
    expect(ben.box("What we will do")).to_have_value("Ask the host")
    begin(ben, "step").click()
    expect(ben.box("What we will do")).to_have_value("Ask two hosts")
    ben.comes_back()
    expect(ben.box("What we will do")).to_have_value("Ask two hosts")


def test_one_button_is_dark_and_the_form_stays_in_sight(led: Led) -> None:
    ana, ben = led("commit")
    ana.send("make_facilitator", seat=next(seat for seat in ana.view["seats"] if seat != ana.seat))
    learned(ana, 20)
    ana.send("add_action", action=new_id(), kind="step", what="Ask", owner="Noor", due="2017-02-10")
    ben.sees(re.compile(r"^Step\s+·\s+Noor\s+·\s+by 10 February 2017$"))
    assert ben.page.evaluate(DARK) == ["Next: Celebrate and close"]
    begin(ben, "step", 19).click()
    expect(ben.box("What we will do")).to_be_in_viewport(ratio=1)
    assert ben.page.evaluate(DARK) == ["Add the step"]
    assert barriers(ben.page) == []


def test_on_a_phone_the_form_is_a_sheet_from_below(led: Led) -> None:
    ana, ben = led("commit", width=360, height=740, has_touch=True)
    learned(ana, 5)
    begin(ben, "step", 4).click()
    sheet = ben.page.get_by_role("dialog", name="A new step")
    expect(sheet).to_be_in_viewport()
    expect(ben.box("What we will do")).to_be_focused()
    assert (too_wide(ben.page), too_small(ben.page), barriers(ben.page)) == ([], [], [])
    ben.page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(begin(ben, "step", 4)).to_be_focused()
    begin(ben, "experiment").click()
    ben.presses("Add the experiment")
    expect(ben.page.get_by_role("dialog")).to_have_count(0)
    ben.sees("1 experiment")
    ben.sees("Nothing to watch yet: how will we know?")


def test_it_works_by_keyboard_alone(led: Led) -> None:
    ana, ben = led("commit")
    learned(ana)
    hands = Hands(ben)
    hands.goes_to(begin(ben, "step"))
    hands.keys.press("Enter")
    expect(ben.box("What we will do")).to_be_focused()
    hands.presses("An experiment")
    hands.types("We think that", " first, nobody waits")
    hands.presses("Add the experiment")
    ben.sees("if we ask the host first, nobody waits")
    hands.keeps_focus()
