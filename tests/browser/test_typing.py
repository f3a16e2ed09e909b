"""What somebody is typing while the room goes on: the letters stay in a box, and none becomes a command."""

from __future__ import annotations

import re

import pytest
from browser.looks import barriers, too_small, too_wide
from browser.someone import Led, Someone
from cast import Person
from playwright.sync_api import Locator, Page, expect

from facilitator.tokens import new_id

CARD = "Add a card: What drove it"
# Its letters are keys: h is for the hand, d for done, b for drift.
SENTENCE = "had the badge"
ASKED = """() => [room.me.value.done, room.shared.value.clock.drift,
  ...Object.values(room.shared.value.seats).map(seat => seat.hand)].some(it => it !== undefined && it !== false)"""


# As the next key of somebody quick finds it: all that the press has changed is drawn, and no time has passed.
PRESS = """async (button) => { button.click(); for (let i = 0; i < 20; i++) await null;
  const now = document.activeElement; return now.ariaLabel || now.labels?.[0]?.textContent || now.textContent }"""


def focus_after_pressing(ben: Someone, button: str | re.Pattern[str]) -> str:
    """What has the focus then: a field that comes later would take it from where the person went on."""
    return str(ben.button(button).first.evaluate(PRESS)).strip()


def focused(page: Page) -> Locator:
    return page.locator("*:focus")


def types_and_loses_the_box(ben: Someone, before: str, lose: object, after: str) -> None:
    """Letter by letter, and the box goes away between two letters."""
    ben.page.keyboard.type(before)
    assert callable(lose)
    lose()
    for letter in after:
        ben.page.keyboard.type(letter)
        ben.page.wait_for_timeout(40)


def asks_nothing(ben: Someone) -> None:
    # Not by its role: a dialog that is closed counts as open for us until the page has taken it away.
    expect(ben.page.locator("dialog")).to_have_count(0)
    assert not ben.page.evaluate(ASKED)


def test_words_go_on_where_the_next_stage_shows_their_draft(led: Led) -> None:
    ana, ben = led("reflect")
    ben.box(CARD).focus()
    types_and_loses_the_box(ben, "The night shift ", lambda: ana.send("next_stage", sure=True), SENTENCE)

    expect(ben.box("What drove it")).to_be_focused()
    expect(ben.box("What drove it")).to_have_value(f"The night shift {SENTENCE}")
    asks_nothing(ben)


def test_words_go_on_in_a_box_of_their_own_when_no_stage_has_one(led: Led) -> None:
    ana, ben = led("recount")
    ben.box("When and what").focus()
    types_and_loses_the_box(ben, "9:40 she ", lambda: ana.send("next_stage"), SENTENCE)

    ben.sees("You were still writing")
    expect(ben.box("When and what")).to_be_focused()
    expect(ben.box("When and what")).to_have_value(f"9:40 she {SENTENCE}")
    asks_nothing(ben)
    ben.page.keyboard.press("Enter")
    ben.has_sent_all()
    ana.hears_all()
    assert [row["what"] for row in ana.view["timeline"].values()] == [f"she {SENTENCE}"]


def test_a_half_written_learning_goes_along_to_the_next_theme(led: Led) -> None:
    ana, ben = led("reflect")
    two_themes(ana)
    before = ana.view["discuss"]["theme"]
    ben.is_at("Theme 1")
    ben.begins_a_learning()
    ben.box("we saw").focus()
    types_and_loses_the_box(ben, "that she ", lambda: ana.send("next_theme", theme=before), SENTENCE)

    ben.sees("A learning on “Theme 1”")
    expect(focused(ben.page)).to_have_value(f"that she {SENTENCE}")
    asks_nothing(ben)
    ben.box("We believed").first.fill("keys")
    ben.box("so next time we").first.fill("ask")
    ben.page.keyboard.press("Enter")
    ben.has_sent_all()
    ana.hears_all()
    assert [item["theme"] for item in ana.view["learnings"].values()] == [before]


@pytest.mark.parametrize("width", [1280, 360])
def test_a_box_that_opens_has_the_focus_before_the_next_key(led: Led, width: int) -> None:
    ana, ben = led("reflect", width=width)
    two_themes(ana)
    ben.is_at("Theme 1")
    assert focus_after_pressing(ben, "Write what this teaches us") == "We believed"
    ana.send("next_stage", sure=True)
    ben.is_at("Decide")
    assert focus_after_pressing(ben, "Without a learning") == "What we will do"
    if width == 1280:
        assert focus_after_pressing(ben, "Without a learning") == "Without a learning"


def test_the_name_of_a_theme_has_the_focus_before_the_next_key(led: Led) -> None:
    ana, ben = led("reflect")
    ana.send("next_stage", sure=True)
    ana.send("create_theme", theme=new_id(), name="Nights", cards=[])
    ben.is_at("Put together")
    assert focus_after_pressing(ben, "New theme") == "Name of a new theme"
    assert focus_after_pressing(ben, "Cancel") == "New theme"
    assert focus_after_pressing(ben, "Name of the theme: Nights") == "Name of the theme"


def two_themes(ana: Person) -> None:
    ana.send("next_stage", sure=True)
    for number in (1, 2):
        ana.send("create_theme", theme=new_id(), name=f"Theme {number}", cards=[])
    ana.send("next_stage")
    ana.send("next_stage")


def test_words_go_on_when_somebody_takes_away_what_they_change(led: Led) -> None:
    ana, ben = led("discuss")
    item = new_id()
    ana.send("park", item=item, text="Who has keys?")
    ben.chooses("What you can do with “Who has keys?”", "Edit")
    expect(ben.box("The parked point")).to_be_focused()
    ben.page.keyboard.press("End")
    types_and_loses_the_box(ben, " Ben ", lambda: ana.send("drop_parked", item=item), SENTENCE)

    expect(ben.box("The parked point")).to_have_value(f"Who has keys? Ben {SENTENCE}")
    asks_nothing(ben)
    ben.page.keyboard.press("Enter")
    ben.sees("not there any more")
    expect(ben.box("The parked point")).to_have_value(f"Who has keys? Ben {SENTENCE}")


def test_a_card_that_somebody_moves_while_it_is_changed_keeps_the_writer(led: Led) -> None:
    ana, ben = led("reflect")
    ben.writes_card("What drove it", "Two doors")
    ben.has_sent_all()
    ana.send("next_stage", sure=True)
    ana.hears_all()
    (card,) = ana.view["cards"]
    ben.with_card("Two doors", "Edit")
    expect(ben.box("Your card")).to_be_focused()
    ben.page.keyboard.press("End")
    group = {"theme": new_id(), "name": "Doors", "cards": [card]}
    types_and_loses_the_box(ben, " and ", lambda: ana.send("create_theme", **group), "one key")

    expect(ben.theme("Doors").get_by_role("textbox", name="Your card")).to_be_focused()
    expect(ben.box("Your card")).to_have_value("Two doors and one key")


def test_words_in_a_dialog_go_on_in_the_dialog(led: Led) -> None:
    ana, ben = led("frame")
    item = new_id()
    ana.send("park", item=item, text="Who has keys?")
    ben.presses("Notes")
    ben.chooses("What you can do with “Who has keys?”", "Edit")
    expect(ben.box("The parked point")).to_be_focused()
    types_and_loses_the_box(ben, "So, ", lambda: ana.send("drop_parked", item=item), "had the")

    expect(ben.page.get_by_role("dialog").get_by_role("textbox", name="The parked point")).to_be_focused()
    expect(ben.box("The parked point")).to_have_value("Who has keys?So, had the")


def test_an_empty_box_that_went_away_opens_again_for_the_next_letters(led: Led) -> None:
    ana, ben = led("recount")
    ben.box("When and what").focus()
    ana.send("next_stage")
    ben.is_at("Write alone")
    expect(ben.page.get_by_text("You were still writing")).to_have_count(0)
    types_and_loses_the_box(ben, "", lambda: None, f"H{SENTENCE[1:]}")

    expect(ben.box("When and what")).to_be_focused()
    expect(ben.box("When and what")).to_have_value(f"H{SENTENCE[1:]}")
    asks_nothing(ben)


def test_what_was_put_away_is_in_its_own_box_again(led: Led) -> None:
    ana, ben = led("recount")
    ben.box("When and what").focus()
    types_and_loses_the_box(ben, "9:40 she", lambda: ana.send("next_stage"), " had")
    ben.presses("Put it away for now")
    expect(ben.page.get_by_text("You were still writing")).to_have_count(0)
    ana.send("previous_stage")

    expect(ben.box("When and what")).to_have_value("9:40 she had")


def test_everybody_can_use_the_box_that_follows(led: Led) -> None:
    ana, ben = led("commit", has_touch=True)
    ben.begins_a_step()
    ben.box("What we will do").focus()
    types_and_loses_the_box(ben, "ask", lambda: ana.send("next_stage"), " first")
    ben.sees("You were still writing")

    assert [*barriers(ben.page), *too_wide(ben.page), *too_small(ben.page)] == []


def test_no_key_is_a_command_so_soon_after_a_letter(led: Led) -> None:
    _, ben = led("frame")
    ben.presses("Notes")
    ben.box("Park a point").press_sequentially("x")
    ben.page.keyboard.press("Escape")
    expect(ben.page.get_by_role("dialog")).to_have_count(0)
    ben.page.keyboard.type("n")
    expect(ben.page.get_by_role("dialog")).to_have_count(0)
    ben.page.wait_for_timeout(2200)
    ben.page.keyboard.type("n")

    expect(ben.page.get_by_role("dialog", name="Notes")).to_be_visible()


@pytest.mark.parametrize(("key", "label"), [("h", "Raise hand"), ("d", "I’m done"), ("b", "We’re back on")])
def test_one_letter_alone_asks_nothing_of_the_room(led: Led, key: str, label: str) -> None:
    _, ben = led("reflect" if key == "d" else "commit")
    for answer in (" ", "Enter", "Escape"):
        ben.page.keyboard.press(key)
        expect(ben.page.get_by_role("dialog", name=label)).to_be_visible()
        ben.page.keyboard.press(answer)
        asks_nothing(ben)
    ben.page.keyboard.press(key)
    expect(ben.page.get_by_role("dialog", name=label)).to_be_visible()
    ben.page.keyboard.press("Tab")
    ben.page.keyboard.press("Enter")
    ben.page.wait_for_function(ASKED)


def test_a_box_that_was_saved_by_leaving_it_goes_away(led: Led) -> None:
    ana, ben = led("recount")
    ben.box("What we expected").focus()
    types_and_loses_the_box(ben, "Quiet ", lambda: ana.send("next_stage"), SENTENCE)
    ben.sees("You were still writing")
    ben.page.get_by_role("heading", level=2, name="Write alone").click()
    ben.has_sent_all()

    expect(ben.page.get_by_text("You were still writing")).to_have_count(0)
    ben.page.wait_for_timeout(2200)
    ben.page.keyboard.type("n")
    expect(ben.page.get_by_role("dialog", name="Notes")).to_be_visible()


def test_a_question_never_turns_into_its_opposite(led: Led) -> None:
    ana, ben = led("discuss")
    ben.page.keyboard.press("b")
    expect(ben.page.get_by_role("dialog", name="We’re back on")).to_be_visible()
    ana.send("declare_drift")
    expect(ben.page.get_by_role("dialog")).to_have_count(0)

    ben.sees("Back to learning")
