"""Somebody who uses no mouse: every move goes through the keyboard, and the focus is watched."""

from __future__ import annotations

import re

from browser.someone import Someone
from playwright.sync_api import Locator, expect

FAR = 150
HELD, REPEAT_MS = 9, 100
# What has the focus, whether it shows it, and whether it is in sight and not covered.
FOCUS = """() => {
  const at = document.activeElement;
  const shown = at?.matches("input[type=radio]") ? at.closest("label") : at;
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  const box = shown.getBoundingClientRect();
  const front = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
  return {
    lost: at === document.body || !at?.isConnected,
    ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    covered: front && (shown.contains(front) || front.contains(shown)) ? ""
      : `by ${front?.outerHTML.slice(0, 80)} at ${Math.round(box.y)}`,
    what: at?.outerHTML.slice(0, 120),
  };
}"""

WHERE = "it => it === document.activeElement ? 'here' : it.isConnected ? '' : 'gone'"

PASTE = """(field, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  field.focus();
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
  document.execCommand("insertText", false, text);
}"""


class Hands:
    """The keyboard of one person."""

    def __init__(self, person: Someone) -> None:
        self.person, self.page = person, person.page
        self.keys = person.page.keyboard

    def goes_to(self, target: Locator) -> None:
        """By Tab alone. The way there begins where the focus was left."""
        expect(target).to_be_visible()
        # Looking it up by its role after each step would take longer than the steps.
        found = target.element_handle()
        for _ in range(FAR):
            where = found.evaluate(WHERE)
            if where == "here":
                return self.shows_focus()
            if where == "gone":
                found = target.element_handle()
            self.keys.press("Tab")
        raise AssertionError(f"Tab does not lead to {target}")

    def shows_focus(self) -> None:
        focus = self.page.evaluate(FOCUS)
        assert focus["ring"], f"no focus ring: {focus}"
        assert focus["covered"] == "", f"something covers the focus: {focus}"

    def keeps_focus(self) -> None:
        """What had the focus may be gone; the focus then is somewhere sensible, not at the page's start."""
        self.page.wait_for_function("() => document.activeElement !== document.body", timeout=3000)

    def presses(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        button = self.person.button(name, within=within)
        self.goes_to(button)
        expect(button).to_be_enabled()
        self.keys.press("Enter")

    def goes_on(self, name: str, to: str) -> None:
        self.presses(name)
        self.person.is_at(to)
        self.keeps_focus()

    def goes_on_holding_enter(self, name: str, to: str) -> None:
        """Longer than a button rests after a press: yet the room goes on by one stage."""
        self.goes_to(self.person.button(name))
        for _ in range(HELD):
            self.keys.down("Enter")
            self.page.wait_for_timeout(REPEAT_MS)
        self.keys.up("Enter")
        self.person.has_sent_all()
        self.person.is_at(to)
        self.keeps_focus()

    def types(self, name: str, text: str, *, nth: int = 0) -> None:
        self.goes_to(self.person.box(name).nth(nth))
        self.keys.type(text)

    def chooses(self, menu: str, item: str) -> None:
        self.goes_to(self.page.get_by_label(menu, exact=True))
        self.keys.press("Enter")
        self.presses(item)
        self.keeps_focus()
