"""Time that is seen without being looked at."""

import re

from browser.looks import barriers, listen, spoken
from browser.someone import Gather, Someone
from playwright.sync_api import Locator, expect

SECONDS = {"frame": 600, "recount": 23, "discuss": 600}
LEFT = re.compile(r"\d:\d\d of failure time left")


def rail(person: Someone) -> Locator:
    return person.page.get_by_role("complementary", name="Agenda and time")


def test_the_rail_turns_ember_when_the_failures_time_ends_or_is_spent(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    ana.seat.connect()
    ana.seat.send("set_agenda", stages=[{"kind": kind, "seconds": of} for kind, of in SECONDS.items()])
    ana.goes_on("Start", to="Set the frame")
    expect(rail(ben)).to_have_attribute("data-ember", "false")
    listen(ben.page)
    ana.seat.send("next_stage", sure=True)
    for person in (ana, ben):
        expect(rail(person)).to_have_attribute("data-ember", "true")
        person.sees(LEFT, within=rail(person))
    assert len([words for words in spoken(ben.page) if "ends by itself" in words]) == 1
    expect(ben.button("+1 min")).to_have_count(0)
    ana.presses("+1 min", within=rail(ana))
    expect(rail(ben)).to_have_attribute("data-ember", "false")
    ana.goes_on("Next: Talk it through", to="Talk it through")
    ben.page.set_viewport_size({"width": 360, "height": 740})
    ben.presses("We’re back on the failure")
    expect(rail(ben)).to_have_attribute("data-ember", "true")
    ben.sees(LEFT, within=rail(ben))
    assert barriers(ben.page) == []


# Notifications of the system go to a list instead; the tab is hidden when the test says so.
NOTIFICATIONS = """
window.told = [];
window.leave = "denied";
window.Notification = class {
  static permission = "default";
  static async requestPermission() { return this.permission = window.leave; }
  constructor(title, { body }) { window.told.push([title, body]); }
  close() {}
};
Object.defineProperty(document, "hidden", { get: () => Boolean(window.away) });
"""


def test_the_system_tells_of_a_stage_once_somebody_asked_for_it(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    ben.context.add_init_script(NOTIFICATIONS)
    ben.comes_back()
    ben.page.evaluate("window.away = true")
    ana.goes_on("Start", to="Set the frame")
    ben.is_at("Set the frame")
    assert ben.page.evaluate("[told, Notification.permission]") == [[], "default"]

    ben.presses("Sound and colours")
    box = ben.page.get_by_role("checkbox", name=re.compile("^Tell me when a stage begins"))
    box.click()
    ben.sees("This browser does not allow it.")
    expect(box).not_to_be_checked()
    ben.page.evaluate("window.leave = 'granted'")
    box.click()
    expect(box).to_be_checked()
    ben.presses("Close")
    ana.goes_on("Next: What happened", to="What happened")
    ben.is_at("What happened")
    assert ben.page.evaluate("told") == [["Set the frame", None], ["What happened", None]]
    ben.page.evaluate("window.away = false")
    ana.goes_on("Next: Write alone", to="Write alone")
    ben.is_at("Write alone")
    assert len(ben.page.evaluate("told")) == 2


def asks(person: Someone, key: str, label: str) -> None:
    """The key works as soon as the button does."""
    expect(person.button(label)).to_be_visible()
    person.page.keyboard.press(key)
    person.presses(f"Yes: {label}")


def test_keys_for_the_clock_ask_first_and_serve_the_facilitator_only(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    ana.goes_on("Start", to="Set the frame")
    ben.is_at("Set the frame")
    for person, served in ((ana, 1), (ben, 0)):
        person.page.keyboard.press("?")
        person.sees("Keyboard shortcuts", within=person.page.get_by_role("dialog"))
        expect(person.page.get_by_text("Wait: pause, or go on; asks first")).to_have_count(served)
        person.page.keyboard.press("Escape")
        expect(person.page.get_by_role("dialog")).to_have_count(0)
    for key in "gw+":
        ben.page.keyboard.press(key)
    expect(ben.page.get_by_role("dialog")).to_have_count(0)
    asks(ana, "+", "+1 min")
    ana.sees(re.compile("^3:[0-5]"), within=ana.page.get_by_role("main"))
    asks(ana, "w", "Pause")
    for person in (ana, ben):
        person.sees("Paused. The clock stands still")
    asks(ana, "w", "Go on")
    for person in (ana, ben):
        person.does_not_see("Paused. The clock stands still")
    asks(ana, "g", "Next: What happened")
    ben.is_at("What happened")
