"""Three quiet things to say to what others wrote."""

from __future__ import annotations

from browser.looks import barriers
from browser.someone import Gather, Someone
from playwright.sync_api import Locator, expect

from facilitator.tokens import new_id

CARD, LEARNED = "Two hosts looked alike", "A red prompt says which host it is"
REWORDED = "Nobody reads prompts"
KEPT = "() => Object.keys(localStorage).some(name => name.endsWith(':reactions'))"


def says(person: Someone, what: str) -> Locator:
    return person.page.get_by_role("group", name=f"What you say to “{what}”")


def test_they_are_counted_taken_back_and_forgotten(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben", secrecy="named")
    lead = ana.seat.connect()
    lead.send("start")
    for _ in range(2):
        lead.send("next_stage", sure=True)
    lead.send("add_card", card=new_id(), key=new_id(), column="driver", text=CARD)
    lead.send("next_stage", sure=True)
    ben.is_at("Put together")
    ben.with_card(CARD, "Say “same here”")
    expect(ana.card(CARD)).to_contain_text("· same here 1")
    for _ in range(2):
        lead.send("next_stage", sure=True)
    lead.send("discuss_theme", theme=next(iter(lead.view["themes"])))
    learning = new_id()
    lead.send("add_learning", learning=learning, text=LEARNED, theme=next(iter(lead.view["themes"])))

    same = says(ben, CARD).get_by_role("button", name="same here 1")
    expect(same).to_have_attribute("aria-pressed", "true")
    ben.comes_back()
    expect(same).to_have_attribute("aria-pressed", "true")
    ana.presses("same here 1", within=says(ana, CARD))
    ben.presses("same here 2", within=says(ben, CARD))
    expect(ana.button("same here 1", within=says(ana, CARD))).to_be_visible()
    ben.presses("thanks", within=says(ben, LEARNED))
    expect(ana.button("thanks 1", within=says(ana, LEARNED))).to_be_visible()
    lead.send("edit_learning", learning=learning, was=LEARNED, text=REWORDED)
    expect(says(ben, REWORDED).get_by_role("button", name="thanks")).to_have_attribute(
        "aria-pressed", "false"
    )
    lead.send("edit_learning", learning=learning, was=REWORDED, text=LEARNED)
    expect(ben.button("thanks", within=says(ben, LEARNED))).to_have_attribute("aria-pressed", "false")
    ben.presses("thanks", within=says(ben, LEARNED))
    expect(ana.button("thanks 1", within=says(ana, LEARNED))).to_be_visible()
    assert barriers(ana.page) == []

    assert ben.page.evaluate(KEPT)
    lead.send("close_meeting", sure=True)
    ben.page.wait_for_url("**/summary")
    ben.sees("1 × thanks")
    ben.page.wait_for_function(f"() => !({KEPT})()")
