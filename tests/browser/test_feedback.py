"""Writing cards before the meeting, without a seat, and going on with them in the room."""

from __future__ import annotations

from browser.hands import PASTE, Hands
from browser.looks import barriers, too_small, too_wide
from browser.someone import MakeSomeone, Someone
from cast import OpenRoom
from conftest import Server
from playwright.sync_api import expect

SAW, LEARNED, WORKED = "Nobody looked at the screen.", "A screen needs a person.", "She had the number."


def test_what_was_written_before_is_shown_with_the_others_and_is_its_writers(
    server: Server, someone: MakeSomeone, open_room: OpenRoom
) -> None:
    [seat] = open_room("Ana")
    ana = someone(server.url, "Ana")
    ana.sits(seat)
    ana.page.goto(f"/meetings/{seat.meeting}")
    ana.presses("Make a link for feedback")
    feedback = ana.page.get_by_label("The link for feedback, open until the meeting begins").input_value()
    join = ana.page.get_by_label("The link", exact=True).input_value()

    ben = someone(server.url, "Ben", width=360, has_touch=True)
    hands = Hands(ben)
    ben.page.goto(feedback)
    assert [*barriers(ben.page), *too_wide(ben.page), *too_small(ben.page)] == []
    hands.types("What did you see?", SAW)
    hands.types("What did you learn?", LEARNED)
    ben.context.set_offline(True)
    hands.presses("Send")
    ben.sees("Your words stay here")
    ben.context.set_offline(False)
    ben.page.reload()
    expect(ben.box("What did you see?")).to_have_value(SAW)
    hands.presses("Send")
    ben.sees("It came in.")
    expect(ben.box("What did you see?")).to_have_value("")
    pastes_a_list(ben, hands)
    takes_one_back(ben, hands)
    ben.page.reload()
    ben.sees(SAW)
    ben.does_not_see(WORKED)

    # What was asked for is not asked for any more: it comes in all the same, in the first column that there is.
    ana.page.goto(f"/meetings/{seat.meeting}/edit")
    ana.presses("Take this column out", within=ana.page.locator(".column-row").first)
    ana.presses("Save")
    ana.does_not_see("What surprised us")

    mine = "The cards that were written in this browser beforehand are mine"
    ben.page.goto(join)
    ben.page.get_by_label(mine).check()
    ben.joins(join)
    ana.enters()
    seat.connect()
    seat.send("start")
    for _ in range(2):
        seat.send("next_stage", sure=True)
    ben.sees(SAW)
    ana.does_not_see(SAW)
    seat.send("next_stage", sure=True)
    for person in (ana, ben):
        person.sees(SAW)
        person.sees(LEARNED)
        person.does_not_see(WORKED)
        person.sees("– drove it", within=person.card(SAW))
    finds_what_was_not_sent(someone(server.url, "Cleo"), feedback, seat.meeting)


def pastes_a_list(ben: Someone, hands: Hands) -> None:
    """Each line becomes a card."""
    ben.box("What drove it?").evaluate(PASTE, "- A short night\n- A long list")
    ben.sees("One card, or 2?")
    assert [*barriers(ben.page), *too_wide(ben.page), *too_small(ben.page)] == []
    hands.presses("2 cards")
    for line in ("A short night", "A long list"):
        expect(ben.button(f"Take it back: {line}")).to_be_visible()
    expect(ben.box("What drove it?")).to_have_value("")


def takes_one_back(ben: Someone, hands: Hands) -> None:
    hands.types("What worked?", WORKED)
    hands.presses("Send")
    hands.presses(f"Take it back: {WORKED}")
    ben.sees("It is taken back.")
    assert [*barriers(ben.page), *too_wide(ben.page), *too_small(ben.page)] == []


def finds_what_was_not_sent(late: Someone, link: str, meeting: str) -> None:
    late.page.goto(link)
    late.sees("The meeting has begun")
    late.page.evaluate(f"localStorage['draft:feedback:{meeting}'] = '[[\"surprise\", \"Too late.\"]]'")
    late.page.reload()
    late.sees("Too late.")
    late.presses("Discard it")
    late.does_not_see("Too late.")
