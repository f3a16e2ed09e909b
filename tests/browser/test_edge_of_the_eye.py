"""Time that is seen without being looked at."""

import re

from browser.looks import barriers, listen, spoken
from browser.someone import Gather, Someone
from playwright.sync_api import Locator, expect

SECONDS = {"frame": 600, "recount": 20, "discuss": 600}
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
    assert barriers(ana.page) == []

    ana.presses("+1 min", within=rail(ana))
    expect(rail(ben)).to_have_attribute("data-ember", "false")
    ana.goes_on("Next: Talk it through", to="Talk it through")
    ben.page.set_viewport_size({"width": 360, "height": 740})
    ben.presses("We’re back on the failure")
    expect(rail(ben)).to_have_attribute("data-ember", "true")
    ben.sees(LEFT, within=rail(ben))
