"""No box closes, or is replaced by another one, under somebody who writes in it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browser.someone import Led, MakeSomeone, Someone
from cast import OpenRoom, Person
from conftest import Server
from playwright.sync_api import Locator, expect

from facilitator.tokens import new_id

# Some browsers can't move an element without taking the focus from it.
MOVES_TAKE_THE_FOCUS = "delete Element.prototype.moveBefore"


def same_box(ben: Someone, box: Locator, change: Callable[[], object], sign: str) -> None:
    """The very element keeps the focus and the caret, whatever comes."""
    box.evaluate("it => { it.focus(); it.setSelectionRange(1, 1); window.mine = it; }")
    change()
    ben.page.wait_for_function(f"() => JSON.stringify(room.shared.value).includes({sign!r})")
    ben.page.wait_for_timeout(100)
    assert box.evaluate("it => it === mine && it === document.activeElement && it.selectionStart") == 1


def test_the_leaders_empty_statement_stays_open_when_it_saves_itself(led: Led) -> None:
    ana, ben = led("frame")
    ana.send("hand_over", seat=next(seat for seat in ana.view["seats"] if seat != ana.seat))
    box = ben.box("What I own in this")
    box.fill("I was in a hurry.")
    same_box(ben, box, lambda: None, "I was in a hurry.")
    ben.presses("That’s it")
    expect(box).to_have_count(0)


def test_an_empty_statement_stays_open_when_another_facilitator_writes(led: Led) -> None:
    ana, ben = led("frame")
    ana.send("make_facilitator", seat=next(seat for seat in ana.view["seats"] if seat != ana.seat))
    box = ben.box("What I own in this")
    box.focus()
    ana.send("edit_statement", was="", text="We were in a hurry.")
    expect(box).to_have_value("We were in a hurry.")
    expect(box).to_be_focused()


def test_an_empty_learning_stays_open_when_another_one_comes(led: Led) -> None:
    ana, ben = led("discuss")
    ben.begins_a_learning()
    box = ben.box("we saw")
    box.evaluate("it => { it.focus(); window.mine = it; }")
    ana.send("add_learning", learning=new_id(), text="We believed in keys.")
    ben.sees("We believed in keys.")
    ben.page.keyboard.type("that nobody asked")

    expect(box).to_have_value("that nobody asked")
    assert box.evaluate("it => it === mine")
    box.fill("")
    ben.page.get_by_role("heading", name="Parking lot").click()
    ben.begins_a_learning()
    expect(ben.box("We believed")).to_be_focused()


def test_a_refused_learning_comes_back_beside_the_one_that_is_being_written(led: Led) -> None:
    ana, ben = led("discuss")
    for number in range(100):
        ana.send("add_learning", learning=new_id(), text=f"Learning {number}")
    ben.begins_a_learning()
    for start, words in (("We believed", "keys"), ("we saw", "doors"), ("so next time we", "ask")):
        ben.box(start).fill(words)
    ben.box("we saw").press("Enter")
    ben.page.keyboard.type("the next")

    expect(ben.box("A learning")).to_have_value(re.compile("keys; we saw doors"))
    expect(ben.box("We believed")).to_be_focused()
    expect(ben.box("We believed")).to_have_value("the next")


@pytest.mark.parametrize(
    ("stage", "label", "text", "take"),
    [
        ("recount", "When and what", "9:40 mine", "delete_timeline_row"),
        ("discuss", "Park a point", "Mine", "drop_parked"),
        ("commit", "What we will do", "Mine", "delete_action"),
    ],
)
def test_a_box_stays_when_others_add_and_take_away(
    led: Led, stage: str, label: str, text: str, take: str
) -> None:
    ana, ben = led(stage)
    first, second = new_id(), new_id()
    add(ana, take, first)
    if stage == "commit":
        ben.begins_a_step()
    box = ben.box(label).first
    box.fill(text)

    def change() -> None:
        add(ana, take, second)
        ana.send(take, **{IDS[take]: first})

    same_box(ben, box, change, second)


IDS = {"delete_timeline_row": "row", "drop_parked": "item", "delete_action": "action"}


def add(ana: Person, take: str, thing: str) -> None:
    """What this command takes away."""
    if take == "delete_timeline_row":
        ana.send("add_timeline_row", row=thing, at="9:00", what="theirs")
    elif take == "drop_parked":
        ana.send("park", item=thing, text="theirs")
    else:
        ana.send("add_action", action=thing, kind="step", what="theirs")


def test_a_row_that_is_being_changed_stays_when_rows_come_and_go(led: Led) -> None:
    ana, ben = led("recount")
    rows = [new_id() for _ in range(3)]
    for number, row in enumerate(rows):
        ana.send("add_timeline_row", row=row, at="9:00", what=f"Row {number}")
    ben.page.get_by_role("button", name="What happened then: Row 1").click()
    box = ben.box("What happened then")
    box.fill("Row 1, mine")
    last = new_id()

    def change() -> None:
        ana.send("delete_timeline_row", row=rows[0])
        ana.send("edit_timeline_row", row=rows[1], what="Row 1, theirs")
        ana.send("add_timeline_row", row=last, at="8:00", what="The first")

    same_box(ben, box, change, last)
    expect(box).to_have_value("Row 1, mine")


@pytest.mark.parametrize("what", ["parked", "action", "learning", "theme"])
def test_a_thing_that_others_change_too_keeps_my_words(led: Led, what: str) -> None:
    ana, ben = led("group" if what == "theme" else "commit" if what == "action" else "discuss")
    thing = new_id()
    sign = "The version of others"
    if what == "parked":
        ana.send("park", item=thing, text="A thing")
        ben.chooses("What you can do with “A thing”", "Edit")
        box, change = ben.box("The parked point"), lambda: ana.send("edit_parked", item=thing, text=sign)
    elif what == "action":
        ana.send("add_action", action=thing, kind="step", what="A thing")
        ben.chooses("What you can do with “A thing”", "Edit")
        box, change = (
            ben.box("What we will do").first,
            lambda: ana.send("edit_action", action=thing, what=sign),
        )
    elif what == "learning":
        ana.send("add_learning", learning=thing, text="A thing")
        ben.chooses("What you can do with this learning", "Edit")
        box, change = (
            ben.box("The learning"),
            lambda: ana.send("edit_learning", learning=thing, was="A thing", text=sign),
        )
    else:
        ana.send("create_theme", theme=thing, name="A thing", cards=[])
        ben.theme("A thing").get_by_role("button", name=re.compile("^Name of the theme")).click()
        box, change = ben.box("Name of the theme"), lambda: ana.send("rename_theme", theme=thing, name=sign)
    expect(box).to_have_value("A thing")
    same_box(ben, box, change, sign)
    expect(box).to_have_value("A thing")


def test_a_name_that_is_being_changed_stays_when_raised_hands_move_its_row(
    open_room: OpenRoom, someone: MakeSomeone, server: Server
) -> None:
    ana, *others, ben_seat = open_room("Ana", "Cleo", "Dina", "Emil", "Ben")
    ana.connect().send("start")
    for other in others:
        other.connect()
    ben = someone(server.url, "Ben")
    ben.page.add_init_script(MOVES_TAKE_THE_FOCUS)
    ben.sits(ben_seat)
    ben.presses(re.compile("^People"))
    ben.page.get_by_role("button", name="Your name: Ben").click()
    box = ben.box("Your name")
    box.fill("Benno")
    rows = ben.page.get_by_role("dialog").get_by_role("listitem")
    again = ben_seat.connect()
    for command, place in (("raise_hand", 0), ("lower_hand", 4)):
        again.send(command)
        expect(rows.nth(place).locator(box)).to_have_count(1)
        expect(box).to_be_focused()
        assert box.evaluate("it => it.selectionStart") == len("Benno")

    ben.page.keyboard.type(" B.")
    expect(box).to_have_value("Benno B.")
    assert ana.view["seats"][again.seat]["name"] == "Ben"


@pytest.mark.parametrize("name", ["Benno", "Bea"])
def test_a_name_that_is_left_by_closing_its_dialog_is_saved(led: Led, name: str) -> None:
    _, ben = led("frame")
    ben.presses(re.compile("^People"))
    dialog = ben.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Your name").click()
    ben.box("Your name").fill(name)
    if name == "Benno":
        ben.presses("Close")
    else:
        ben.page.mouse.click(5, 5)
    expect(dialog).to_have_count(0)
    ben.presses(re.compile("^People"))
    ben.sees(name, within=dialog)
