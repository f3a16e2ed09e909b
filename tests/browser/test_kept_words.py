"""What a browser keeps of one's words: for how long, for whom, and where one finds it again."""

from __future__ import annotations

import re

from browser.conftest import seated
from browser.someone import Gather, Led, MakeSomeone, SignIn, Someone
from cast import OpenRoom, together
from conftest import Server
from playwright.sync_api import Page, expect

KEPT_OF_SEATS = "() => Object.entries(localStorage).filter(([name]) => /^facilitator:[^:]+:/.test(name))"
""" What the browser keeps of seats: none of "facilitator:chime" and the like. """

# The button is his, whatever the server says of it: each time that it says what is open to him.
MAY_PAUSE = """() => room.me.subscribe((me) => {
  if (!me.can.includes("pause")) queueMicrotask(() => { room.me.value = { ...me, can: [...me.can, "pause"] }; });
})"""


def goes_to_the_cards(ana: Someone) -> None:
    ana.goes_on("Start", to="Set the frame")
    ana.goes_on("Next: What happened", to="What happened")
    ana.goes_on("Next: Write alone", to="Write alone")


def closes_early(ana: Someone, told: tuple[str, ...] = ()) -> None:
    ana.chooses("More for the facilitator", "Close the meeting")
    for words in told:
        ana.sees(words)
    ana.page.get_by_role("dialog").get_by_role("button", name=re.compile("^Close a")).click()


def mine(tab: Page, text: str) -> None:
    expect(tab.locator("[data-mine=true]", has_text=text)).to_be_visible()


def test_a_second_tab_has_my_hidden_card_at_once(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    goes_to_the_cards(ana)
    second = ben.opens_a_tab()
    heard: list[str] = []
    second.on("websocket", lambda ws: ws.on("framereceived", lambda frame: heard.append(str(frame))))
    second.goto(f"/room/{ben.meeting}")
    expect(second.get_by_role("heading", level=2, name="Write alone")).to_be_visible()
    ben.writes_card("What drove it", "Two hosts looked alike")

    mine(second, "Two hosts looked alike")
    ben.with_card("Two hosts looked alike", "Edit")
    ben.box("Your card").fill("Two hosts look alike")
    ben.presses("Save")
    mine(second, "Two hosts look alike")
    assert [frame for frame in heard if "alike" in frame] == []


def is_refused(ben: Someone) -> None:
    """He presses what is not open to him, as one does who is a moment late."""
    ben.page.evaluate(MAY_PAUSE)
    ben.presses("Pause")
    ben.sees("Only a facilitator can do that.")


def test_why_something_was_refused_goes_when_it_is_read_or_over(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    ana.goes_on("Start", to="Set the frame")
    is_refused(ben)
    ben.presses("Close")
    ben.does_not_see("Only a facilitator can do that.")
    is_refused(ben)
    ana.goes_on("Next: What happened", to="What happened")
    ben.does_not_see("Only a facilitator can do that.")


LOSES_THE_KEYS = """Object.keys(localStorage).filter((name) => name.endsWith(":own")).forEach((name) => {
  localStorage[name] = localStorage[name].replaceAll(/"key":"[^"]*"/g, '"key":"another-key-than-before"');
});"""


def test_a_card_whose_change_was_refused_reads_as_the_others_read_it(led: Led) -> None:
    ana, ben = led("reflect")
    ben.writes_card("What drove it", "Two hosts looked alike")
    ana.send("next_stage", sure=True)
    ben.is_at("Put together")
    ben.has_sent_all()
    ben.page.add_init_script(LOSES_THE_KEYS)  # Once the page that has the keys can write them no more.
    ben.comes_back()
    ben.with_card("Two hosts looked alike", "Edit")
    ben.box("Your card").fill("Two hosts look alike")
    ben.presses("Save")
    expect(ben.page.get_by_role("alert").locator("visible=true")).to_have_count(1)
    ben.presses("Leave it")
    expect(ben.card("Two hosts looked alike")).to_be_visible()
    expect(ben.card("Two hosts look alike")).to_have_count(0)


def keeps_nothing_of_seats(person: Someone) -> None:
    person.page.wait_for_function(f"() => ({KEPT_OF_SEATS})().length === 0")


def test_what_was_not_sent_before_the_close_is_on_the_summary(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    goes_to_the_cards(ana)
    ben.writes_card("What drove it", "Two hosts looked alike")
    ben.box("Add a card: What worked").fill("Somebody asked aloud")
    ben.box("Add a card: What we learned").fill("Ask aloud")
    ben.has_sent_all()
    closes_early(ana)

    ben.page.wait_for_url("**/summary")
    ben.sees("You had not sent this")
    ben.sees("A card: What worked")
    ben.sees("Somebody asked aloud")
    assert "Two hosts looked alike" not in str(ben.page.evaluate(KEPT_OF_SEATS))
    for _ in range(2):
        ben.button("Discard").first.click()
        ben.presses("Discard these words? Yes.")
    ben.does_not_see("You had not sent this")
    keeps_nothing_of_seats(ben)
    keeps_nothing_of_seats(ana)


def test_who_leads_takes_unsent_words_into_the_entry(gather: Gather) -> None:
    [ana] = gather("Ana")
    goes_to_the_cards(ana)
    ana.box("Add a card: What we learned").fill("Ask aloud")
    closes_early(ana, told=("You have begun to write something, and not sent it.", "read by you alone"))
    ana.page.wait_for_url("**/summary")
    ana.presses("Add it to the entry")
    ana.page.wait_for_url("**/edit")
    expect(ana.page.get_by_label("What you learned").first).to_have_value("Ask aloud")
    ana.presses("Save")
    ana.page.wait_for_url(re.compile(r"/log/[\w-]+$"))
    ana.sees("Ask aloud")
    keeps_nothing_of_seats(ana)


def test_who_is_removed_finds_the_unsent_words_and_keeps_no_cards(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    goes_to_the_cards(ana)
    ben.writes_card("What drove it", "Two hosts looked alike")
    ben.box("Add a card: What worked").fill("Somebody asked aloud")
    ben.has_sent_all()
    ana.presses(re.compile("^People"))
    ana.chooses("What you can do about Ben", "Remove from the room")
    ana.presses("Remove Ben? What they wrote stays. Yes, remove.")
    ben.page.get_by_role("link", name="Look at them").click()
    ben.sees("Somebody asked aloud")
    assert "Two hosts looked alike" not in str(ben.page.evaluate(KEPT_OF_SEATS))
    ben.complaints.clear()  # The browser itself complains about the page's status.


def test_what_is_kept_of_a_meeting_that_is_gone_goes_on_any_page(
    someone: MakeSomeone, server: Server, gather: Gather
) -> None:
    [ana] = gather("Ana")
    prefix = f"facilitator:{'m' * 22}:{'s' * 22}:"
    ana.page.evaluate("name => { localStorage[`${name}own`] = '{\"card\": 1}' }", prefix)
    live = f"facilitator:{ana.meeting}:"
    ana.page.goto("/sign-in")
    ana.page.wait_for_function("name => !(`${name}own` in localStorage)", arg=prefix)
    kept = [name for name, _ in ana.page.evaluate(KEPT_OF_SEATS)]
    assert all(name.startswith(live) for name in kept)


def test_signing_out_forgets_the_drafts_of_entries(
    someone: MakeSomeone, server: Server, signed_in: SignIn
) -> None:
    ana = someone(server.url, "Ana")
    signed_in(ana)
    ana.page.goto("/log/new")
    other = ana.opens_a_tab()
    other.goto("/log/new")
    other.get_by_label("What you learned").fill("In the other tab")
    ana.page.get_by_label("What you learned").fill("Something private")
    ana.page.goto("/account")
    assert "private" in str(ana.page.evaluate("() => Object.entries(localStorage)"))
    ana.presses("Sign out")
    ana.page.wait_for_function("() => !Object.keys(localStorage).some(name => name.startsWith('draft:'))")
    other.goto("/sign-in")
    assert "other tab" not in str(ana.page.evaluate("() => Object.entries(localStorage)"))
    assert "signed_out" not in ana.page.evaluate("() => document.cookie")
    # What the page and the other tab asked of the log at the moment of the sign-out is refused.
    ana.complaints[:] = [line for line in ana.complaints if "401" not in line]


def test_a_learning_that_was_begun_is_said_and_comes_back_when_the_theme_goes(
    open_room: OpenRoom, someone: MakeSomeone, server: Server
) -> None:
    seats = open_room("Ana", "Ben")
    ana, ben = (
        seated(someone, server.url, name, seat) for name, seat in zip(("Ana", "Ben"), seats, strict=True)
    )
    with together(seats[0]):
        seats[0].send("start")
        for _ in ("recount", "reflect", "group"):
            seats[0].send("next_stage", sure=True)
        for number, name in enumerate(("Alarms", "Sleep")):
            seats[0].send("create_theme", theme=f"theme-of-tests-{number:04}", name=name)
        for _ in ("vote", "discuss"):
            seats[0].send("next_stage", sure=True)
    ben.is_at("Alarms")
    ben.begins_a_learning()
    ben.box("We believed").fill("that alarms ring")
    ben.page.get_by_role("heading", level=2).click()
    ana.goes_on("Next theme", to="Sleep")

    ben.sees("A learning on “Alarms”, begun and not sent")
    ben.sees("We believed that alarms ring")
    ben.presses("Go on writing")
    lost = ben.page.get_by_role("region", name="You were still writing")
    expect(lost.get_by_role("textbox", name="We believed")).to_have_value("that alarms ring")
    lost.get_by_role("textbox", name="we saw").fill("that they are muted")
    lost.get_by_role("textbox", name="so next time we").fill("test one a week")
    ben.presses("Put it away for now")
    ben.presses("Send it there")
    ben.does_not_see("A learning on “Alarms”, begun and not sent")
    ana.page.get_by_text("1 earlier theme").click()
    ana.sees(re.compile("has a learning"))


def test_a_card_that_was_begun_is_said_after_the_cards_are_shown(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    goes_to_the_cards(ana)
    ben.box("Add a card: What worked").fill("Somebody asked aloud")
    ana.presses("Show the cards")
    ana.presses("Show the cards now")
    ana.is_at("Put together")
    ana.goes_on("Next: Vote", to="Vote")
    ben.page.get_by_role("heading", level=2).click()
    if ben.button("Put it away for now").count():
        ben.presses("Put it away for now")
    ben.sees("A card: What worked, begun and not sent")
    ben.presses("Discard")
    ben.presses("Discard your words? Yes.")
    ben.does_not_see("Somebody asked aloud")


def test_why_a_text_was_refused_goes_with_the_next_letter(gather: Gather) -> None:
    _, ben = gather("Ana", "Ben")
    ben.presses(re.compile("^People"))
    ben.presses(re.compile("^Your name"))
    ben.writes("Your name", "Ana")
    refused = ben.page.get_by_role("alert").locator("visible=true")
    expect(refused).to_have_count(1)
    ben.box("Your name").press("End")
    ben.box("Your name").press_sequentially(" B")
    expect(refused).to_have_count(0)
    expect(ben.box("Your name")).to_have_value("Ana B")
