"""Texts that save themselves: what stands in the box is the writer's, and a merge moves nothing under them."""

from __future__ import annotations

from typing import Any

import pytest
from browser.someone import Led, MakeSomeone, SignIn, Someone
from conftest import Server
from playwright.sync_api import Locator, expect

# The box saves itself after 1.2 s.
PAUSE_MS = 1600
CARET = "it => it.value.slice(0, it.selectionStart)"
SELECTED = "it => it.value.slice(it.selectionStart, it.selectionEnd)"
# How far from the top of the window the writer's line is, whichever way the page and the box are scrolled.
LINE = """it => {
  const lines = it.value.slice(0, it.selectionStart).split("\\n").length;
  return it.getBoundingClientRect().top + lines * parseFloat(getComputedStyle(it).lineHeight) - it.scrollTop;
}"""


def pauses(ben: Someone) -> None:
    ben.page.wait_for_timeout(PAUSE_MS)
    ben.has_sent_all()


def types_with_pauses(ben: Someone, label: str) -> None:
    box = ben.box(label)
    box.focus()
    for part in ("  the lift ", "stopped.\n", "second\n\n"):
        ben.page.keyboard.type(part)
        pauses(ben)
    expect(box).to_have_value("  the lift stopped.\nsecond\n\n")


def test_a_pause_after_a_blank_or_a_line_break_takes_neither(led: Led) -> None:
    ana, ben = led("frame")
    ana.send("make_facilitator", seat=next(id for id in ana.view["seats"] if id != ana.seat))
    types_with_pauses(ben, "What I own in this")
    ben.goes_on("Next: What happened", to="What happened")
    types_with_pauses(ben, "What happened")

    ana.hears_all()
    texts = [ana.view["statement"], *ana.view["recount"].values()]
    assert [text for text in texts if text] == ["the lift stopped.\nsecond"] * 2


def has(box: Locator, text: str, caret: str) -> None:
    expect(box).to_have_value(text)
    assert box.evaluate(CARET) == caret


def write(ana: Any, was: str, text: str) -> None:
    ana.send("edit_recount", field="happened", was=was, text=text)


def test_what_others_write_before_and_after_leaves_the_caret_at_its_words(led: Led) -> None:
    ana, ben = led("recount")
    first = "The lift stopped. Nobody came. We called."
    write(ana, "", first)
    box = ben.box("What happened")
    expect(box).to_have_value(first)
    box.evaluate("it => { it.focus(); it.setSelectionRange(29, 29); }")
    has(box, first, "The lift stopped. Nobody came")
    second = "At nine the lift stopped. Nobody came. We called twice."
    write(ana, first, second)
    has(box, second, "At nine the lift stopped. Nobody came")
    ben.page.keyboard.type(" for an hour")
    pauses(ben)

    has(
        box,
        "At nine the lift stopped. Nobody came for an hour. We called twice.",
        "At nine the lift stopped. Nobody came for an hour",
    )


def test_a_selection_holds_the_same_words_after_a_merge(led: Led) -> None:
    ana, ben = led("recount")
    write(ana, "", "The lift stopped. Nobody came.")
    box = ben.box("What happened")
    expect(box).to_have_value("The lift stopped. Nobody came.")
    box.evaluate("it => { it.focus(); it.setSelectionRange(18, 24, 'backward'); }")
    write(ana, "The lift stopped. Nobody came.", "The old lift stopped. So nobody came. Nobody came.")
    expect(box).to_have_value("The old lift stopped. So nobody came. Nobody came.")

    assert box.evaluate(SELECTED) == "Nobody"
    assert box.evaluate("it => it.selectionDirection") == "backward"


def test_both_go_on_writing_and_a_blank_at_the_end_stays(led: Led) -> None:
    ana, ben = led("recount")
    box = ben.box("What happened")
    box.focus()
    ben.page.keyboard.type("The lift ")
    pauses(ben)
    write(ana, "The lift", "At nine: The lift")
    expect(box).to_have_value("At nine: The lift ")
    ben.page.keyboard.type("stopped")
    pauses(ben)

    ana.hears_all()
    assert ana.view["recount"]["happened"] == "At nine: The lift stopped"
    has(box, "At nine: The lift stopped", "At nine: The lift stopped")


@pytest.mark.parametrize("lines", [6, 60])
def test_the_writers_line_stays_where_it_is_when_lines_come_before_it(led: Led, lines: int) -> None:
    ana, ben = led("recount", height=500)
    text = "\n".join(f"{number} o’clock" for number in range(lines))
    write(ana, "", text)
    box = ben.box("What happened")
    expect(box).to_have_value(text)
    place = text.index(f"{lines - 3} o")
    box.evaluate(f"it => {{ it.focus(); it.setSelectionRange({place}, {place}); it.blur(); it.focus(); }}")
    ben.page.keyboard.type("So ")
    pauses(ben)
    before = box.evaluate(LINE)
    ana.hears_all()
    now = ana.view["recount"]["happened"]
    write(ana, now, f"In the morning\nat the door\n{now}")
    expect(box).to_have_value(f"In the morning\nat the door\n{now}")

    assert abs(box.evaluate(LINE) - before) < 2


def test_nothing_is_merged_into_a_composition(led: Led) -> None:
    ana, ben = led("recount")
    box = ben.box("What happened")
    box.focus()
    keyboard = ben.context.new_cdp_session(ben.page)
    keyboard.send("Input.imeSetComposition", {"text": "りふ", "selectionStart": 2, "selectionEnd": 2})
    pauses(ben)
    assert ana.view["recount"]["happened"] == ""
    write(ana, "", "At nine.")
    expect(box).to_have_value("りふ")
    keyboard.send("Input.insertText", {"text": "リフト"})
    expect(box).to_have_value("リフト")
    pauses(ben)

    expect(box).to_have_value("At nine.\n\nリフト")


def test_words_that_were_refused_are_there_after_a_reload(led: Led) -> None:
    ana, ben = led("recount")
    write(ana, "", "Short lines here.")
    mine = "My own long words, and nothing of what was there."
    theirs = "Completely other words, and many more of them, stand there now."
    box = ben.box("What happened")
    expect(box).to_have_value("Short lines here.")
    with ben.away():
        box.fill(mine)
        write(ana, "Short lines here.", theirs)
    ben.sees("Somebody changed the same place")
    ben.comes_back()

    ben.sees("Somebody changed the same place")
    expect(box).to_have_value(mine)
    ben.button("Keep both").press("Enter")
    expect(box).to_be_focused()
    both = f"{theirs}\n\n{mine}"
    expect(box).to_have_value(both)
    ben.has_sent_all()
    ana.wait_until(lambda: ana.view["recount"]["happened"] == both)


def test_an_entry_that_saves_itself_keeps_blanks_and_line_breaks(
    server: Server, someone: MakeSomeone, signed_in: SignIn
) -> None:
    ana = someone(server.url, "Ana")
    signed_in(ana)
    ana.page.goto("/log/new")
    box = ana.page.get_by_label("What you learned")
    box.focus()
    for part in ("the lift ", "stopped.\n", "second\n\n"):
        ana.page.keyboard.type(part)
        expect(ana.page.get_by_text("Draft saved just now")).to_be_visible()
        ana.page.wait_for_timeout(PAUSE_MS)

    expect(box).to_have_value("the lift stopped.\nsecond\n\n")
