"""Hints on wording: the writer alone sees them, where they fit, until they turn them off."""

from __future__ import annotations

from browser.looks import barriers, too_wide
from browser.someone import Led, Someone
from playwright.sync_api import expect

STOP = "No more hints for me"


def fills(person: Someone, **fields: str) -> None:
    """The fields of a step or an experiment, and goes on to the next one."""
    for label, text in fields.items():
        person.page.get_by_label(label.replace("_", " ")).fill(text)
    person.page.keyboard.press("Tab")


def test_a_name_beside_a_negative_word_gets_a_hint_that_only_the_writer_sees(led: Led) -> None:
    ana, ben = led("reflect")
    ben.box("Add a card: What drove it").fill("Ana’s careless change")
    ben.sees("A name beside a judgement")
    ben.presses("Add")
    ben.has_sent_all()
    assert "hints" not in ana.view


def test_a_vague_step_gets_a_hint_once_its_writer_goes_on(led: Led) -> None:
    _, ben = led("commit")
    ben.begins_a_step()
    ben.box("What we will do").fill("Be more careful")
    ben.does_not_see("Who does what differently")
    ben.page.keyboard.press("Tab")
    ben.sees("Who does what differently")
    expect(ben.box("What we will do")).to_have_accessible_description(
        f"Who does what differently, and by when? Say what somebody could see being done. Only you see this. {STOP}"
    )
    ben.box("What we will do").fill("Be more careful: two people read each command")
    ben.does_not_see("Who does what differently")


def test_an_experiment_without_a_signal_gets_a_hint_once_it_is_passed_over(led: Led) -> None:
    _, ben = led("commit")
    ben.begins_a_step()
    ben.presses("An experiment")
    fills(ben, We_think_that="Two see more", To_find_out_we_will="Pair for six weeks")
    ben.does_not_see("How will you tell?")
    ben.page.keyboard.press("Tab")
    ben.sees("How will you tell?")
    assert (barriers(ben.page), too_wide(ben.page)) == ([], [])
    fills(ben, We_will_watch="See if it helps")
    ben.sees("That can be read either way.")
    fills(ben, We_will_watch="Wrong hosts a week")
    ben.does_not_see("That can be read either way.")


def test_hints_can_be_turned_off_and_on_again(led: Led) -> None:
    _, ben = led("reflect")
    card = ben.box("Add a card: What drove it")
    card.fill("A careless change")
    card.press("Tab")
    ben.page.keyboard.press("Enter")
    ben.does_not_see("looks for somebody to blame")
    ben.sees("Hints on wording are off in this browser.")
    expect(card).to_be_focused()

    ben.comes_back()
    ben.does_not_see("looks for somebody to blame")
    ben.page.get_by_role("button", name="People: ").click()
    ben.page.get_by_label("Show me hints on wording").check()
    ben.page.keyboard.press("Escape")
    ben.sees("looks for somebody to blame")
