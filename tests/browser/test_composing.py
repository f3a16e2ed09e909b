"""Writing with an input method: Enter takes over what it suggests, Escape drops it; neither sends nor closes."""

from __future__ import annotations

import re
from itertools import product

import pytest
from browser.someone import Led, Someone
from playwright.sync_api import Locator, expect

from facilitator.tokens import new_id

# The key that ends a composition. Safari ends the composition first, and then does not say that the key belongs
# to it. Returns whether the page keeps the browser from doing what the key does.
PRESS = """(it, { key, safari }) => {
  if (safari) it.dispatchEvent(new CompositionEvent("compositionend", { data: it.value, bubbles: true }));
  const how = { key, keyCode: 229, isComposing: !safari, bubbles: true, cancelable: true };
  return !it.dispatchEvent(new KeyboardEvent("keydown", how));
}"""
ORDERS = (False, True)
"""Whether the key comes after the end of the composition, as in Safari."""
SENT = """() => [JSON.stringify(room.shared.value), ...Object.entries(localStorage)
  .filter(([name]) => name.endsWith(":own")).map(([, own]) => own)].some(text => text.includes("扉"))"""
BOXES = ["card", "card edit", "theme name", "new theme", "learning sentence", "free learning", "timeline row"]


def opened(led: Led, which: str) -> tuple[Someone, Locator]:
    """A box of this sort, and Ben before it."""
    stages = {"card": "reflect", "card edit": "reflect", "theme name": "group", "new theme": "group"}
    ana, ben = led(stages.get(which, "recount" if which == "timeline row" else "discuss"))
    if which == "card edit":
        ben.writes_card("What drove it", "Two doors")
        ben.with_card("Two doors", "Edit")
    elif which == "theme name":
        ana.send("create_theme", theme=new_id(), name="Doors", cards=[])
        ben.theme("Doors").get_by_role("button", name=re.compile("^Name of the theme")).click()
    elif which == "new theme":
        ben.presses("New theme")
    elif which == "learning sentence":
        ben.begins_a_learning()
        ben.box("We believed").fill("keys")
        ben.box("we saw").fill("doors")
    elif which == "free learning":
        ben.begins_a_learning()
        ben.presses("Write it in your own form")
    labels = {
        "card": "Add a card: What drove it",
        "card edit": "Your card",
        "theme name": "Name of the theme",
        "new theme": "Name of a new theme",
        "learning sentence": "so next time we",
        "free learning": "A learning",
        "timeline row": "When and what",
    }
    return ben, ben.box(labels[which])


@pytest.mark.parametrize("which", BOXES)
def test_a_key_of_the_input_method_neither_sends_nor_closes(led: Led, which: str) -> None:
    ben, box = opened(led, which)
    box.fill("扉")
    for key, safari in product(("Enter", "Escape"), ORDERS):
        box.evaluate(PRESS, {"key": key, "safari": safari})
        ben.page.wait_for_timeout(50)
        expect(box).to_have_value("扉")
        expect(box).to_be_focused()
    ben.has_sent_all()

    box.press("Enter")
    ben.page.wait_for_function(SENT)


def test_escape_of_the_input_method_leaves_a_dialog_open(led: Led) -> None:
    _, ben = led("frame")
    ben.presses("Notes")
    box = ben.box("Park a point")
    box.fill("扉")

    for safari in ORDERS:
        assert box.evaluate(PRESS, {"key": "Escape", "safari": safari}), "the browser would close the dialog"
    expect(ben.page.get_by_role("dialog")).to_be_visible()


def test_escape_in_a_box_of_a_dialog_closes_the_box_alone(led: Led) -> None:
    ana, ben = led("frame")
    ana.send("park", item=new_id(), text="Who has keys?")
    ben.presses("Notes")
    ben.chooses("What you can do with “Who has keys?”", "Edit")
    ben.box("The parked point").press("Escape")

    expect(ben.box("The parked point")).to_have_count(0)
    expect(ben.page.get_by_role("dialog", name="Notes")).to_be_visible()
