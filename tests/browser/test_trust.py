"""What people rely on without thinking: the clock, the chair, the door, and what nobody else sees."""

from __future__ import annotations

import re
import time

from browser.someone import Gather, MakeSomeone
from cast import OpenRoom, Person
from conftest import Server
from playwright.sync_api import Page, expect

from facilitator.meeting import commands as c
from facilitator.meeting.agenda import standard
from facilitator.room.change import changing

AGREE_MS = 250
OTHER_CLOCKS = """hours => {
  const date = Date.now, since = performance.now.bind(performance);
  window.trueNow = date;
  Date.now = () => date() + hours * 3600e3;
  performance.now = () => since() + hours * 3600e3;
}"""
# When the stage ends, by the machine's true clock: the same in every browser that counts down rightly.
STAGE_ENDS = """() => {
  const { shared, serverClock, stageTimeLeft } = room;
  return trueNow() + stageTimeLeft(shared.value, shared.value.clock.stage, serverClock.now());
}"""
BLAME = "They should have known better"


def with_clock(page: Page, hours: int) -> None:
    page.add_init_script(f"({OTHER_CLOCKS})({hours})")


def test_countdowns_agree_whatever_the_clocks_say(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    second_tab = ben.opens_a_tab()
    pages = (ana.page, 0), (ben.page, 5), (second_tab, -31)
    ana.goes_on("Start", to="Set the frame")
    for page, hours in pages:
        with_clock(page, hours)
        page.goto(f"/room/{ana.meeting}")
        expect(page.get_by_role("heading", name="Set the frame")).to_be_visible()

    ends = [page.evaluate(STAGE_ENDS) for page, _ in pages]
    assert max(ends) - min(ends) < AGREE_MS
    shown = [seconds(page.get_by_role("main").get_by_role("timer").inner_text()) for page, _ in pages]
    assert max(shown) - min(shown) <= 1 + AGREE_MS / 1000


def seconds(countdown: str) -> int:
    minutes, rest = countdown.split(":")
    return 60 * int(minutes) + int(rest)


def test_whoever_waits_is_offered_the_chair_when_the_facilitator_is_gone(
    open_room: OpenRoom, someone: MakeSomeone, server: Server
) -> None:
    ana_seat, ben_seat = open_room("Ana", "Ben")
    ana_left_a_while_ago(ana_seat)
    ben = someone(server.url, "Ben")
    ben.sits(ben_seat)
    ben.sees("Nobody is facilitating right now")
    ben.presses("Take the chair")
    ben.presses("Next: What happened")
    # The room asks first, since Ana may still want to answer the poll.
    ben.presses("Next: What happened now")
    ben.is_at("What happened")

    ana = someone(server.url, "Ana")
    ana.sits(ana_seat)
    ana.is_at("What happened")
    expect(ana.button("Next: Write alone")).to_have_count(0)


def ana_left_a_while_ago(seat: Person) -> None:
    """Ana began the meeting and left, at instants in the past."""
    now = int(time.time() * 1000)
    with changing(seat.meeting) as change:
        ana = next(iter(change.state.seats))
        for command, ago in ((c.Arrive(), 60_000), (c.Start(), 59_000), (c.Leave(), 31_000)):
            change.take(command, ana, now - ago)


def test_the_failure_ends_by_itself(open_room: OpenRoom, someone: MakeSomeone, server: Server) -> None:
    ana_seat, ben_seat = open_room("Ana", "Ben", agenda=standard(10))
    recount_is_over_in(ana_seat, 8)
    ben = someone(server.url, "Ben")
    ben.sits(ben_seat)
    ben.sees("then this ends by itself")
    ben.is_at("Write alone")


def recount_is_over_in(seat: Person, left_seconds: int) -> None:
    """Everything up to the failure's last seconds has happened already."""
    now = int(time.time() * 1000)
    with changing(seat.meeting) as change:
        ana, ben = change.state.seats
        began = now - 1000 * (change.state.stages[1].seconds - left_seconds)
        for command, who in ((c.Arrive(), ana), (c.Arrive(), ben), (c.Start(), ana), (c.NextStage(), ana)):
            change.take(command, who, began)


def test_the_tab_tells_the_time_that_is_left(
    open_room: OpenRoom, someone: MakeSomeone, server: Server
) -> None:
    [ana] = open_room("Ana", title="The wrong host")
    browser = someone(server.url, "Ana")
    browser.sits(ana)
    expect(browser.page).to_have_title("The wrong host · facilitator")
    ana.connect()
    ana.send("start")
    expect(browser.page).to_have_title(re.compile(r"^2:\d\d · Set the frame · The wrong host · facilitator$"))


def test_who_is_removed_is_told_and_hears_no_more(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    heard = []
    ben.page.on("websocket", lambda socket: heard.append(socket))  # noqa: PLW0108 (needs a function)
    ben.comes_back()
    ana.presses(re.compile("^People"))
    ana.chooses("What you can do about Ben", "Remove from the room")
    ana.presses("Remove Ben? What they wrote stays. Yes, remove.")

    ben.sees("You are out of this room")
    for socket in heard:
        _ = socket.is_closed() or socket.wait_for_event("close", timeout=1000)
    assert [socket.is_closed() for socket in heard] == [True]
    ben.page.reload()
    ben.sees("You need the link")
    ben.complaints.clear()  # The browser itself complains about the page's status.


def test_a_hint_on_wording_stays_with_the_writer(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    sent = []
    ben.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))))
    ben.comes_back()
    ana.goes_on("Start", to="Set the frame")
    ana.goes_on("Next: What happened", to="What happened")
    ana.goes_on("Next: Write alone", to="Write alone")

    box = ben.box("Add a card: What drove it")
    box.press_sequentially(BLAME)
    ben.sees("Only you see this.")
    ben.presses("Raise hand")  # A command that does travel, after the draft.
    ana.sees("1 hand up")
    assert [frame for frame in sent if "should have" in frame] == []
    ana.does_not_see("Only you see this.")

    box.press("Enter")
    ben.presses("I’m done")
    ana.sees("1 of 2 done")
    assert len([frame for frame in sent if BLAME in frame]) == 1


def test_no_card_is_in_anybodys_view_before_the_reveal(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    heard = []
    ana.page.on(
        "websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(str(frame)))
    )
    ana.comes_back()
    for title, to in (("Start", "Set the frame"), ("Next: What happened", "What happened")):
        ana.goes_on(title, to=to)
    ana.goes_on("Next: Write alone", to="Write alone")
    ben.writes_card("What drove it", "Two hosts looked alike")
    ben.presses("I’m done")
    ana.sees("1 of 2 done")
    ben.presses("✓ Done. Undo")
    expect(ana.page.get_by_text("1 of 2 done")).to_have_count(0)
    ben.presses("I’m done")
    ana.sees("1 of 2 done")
    assert [frame for frame in heard if "looked alike" in frame] == []

    ana.goes_on("Show the cards", to="Put together")
    ana.sees("Two hosts looked alike")


def test_who_comes_late_sees_what_is(open_room: OpenRoom, someone: MakeSomeone, server: Server) -> None:
    ana, ben_seat = open_room("Ana", "Ben")
    ana.connect()
    ana.send("start")
    ana.send("next_stage")
    ana.send("add_timeline_row", row="row-made-by-ana-01", at="22:00", what="Replication stops")

    ben = someone(server.url, "Ben")
    ben.sits(ben_seat)
    ben.is_at("What happened")
    ben.sees("Replication stops")


def test_an_edit_that_was_begun_survives_a_reload_and_the_end_of_the_stage(gather: Gather) -> None:
    # With names, since without them what comes after a reload is shown later.
    ana, ben = gather("Ana", "Ben", secrecy="named")
    ana.goes_on("Start", to="Set the frame")
    ana.goes_on("Next: What happened", to="What happened")
    ben.writes("When and what", "9:40 It began")
    ben.presses(re.compile("^What happened then"))
    ben.box("What happened then").fill("It began quietly")
    ben.comes_back()
    expect(ben.box("What happened then")).to_have_value("It began quietly")
    ben.box("What happened then").press("Enter")
    ana.sees("It began quietly")

    ana.goes_on("Next: Write alone", to="Write alone")
    ben.writes_card("What drove it", "Two hosts looked alike")
    ben.with_card("Two hosts looked alike", "Edit")
    ben.box("Your card").fill("Two hosts looked alike at night")
    ben.comes_back()
    expect(ben.box("Your card")).to_have_value("Two hosts looked alike at night")
    ana.presses("Show the cards")
    ana.presses("Show the cards now")
    ben.is_at("Put together")
    expect(ben.box("Your card")).to_have_value("Two hosts looked alike at night")
    ben.presses("Save")
    ana.sees("Two hosts looked alike at night")


def test_answers_go_only_when_the_facilitator_means_it(gather: Gather) -> None:
    ana, ben, *_ = gather("Ana", "Ben", "Cleo", "Dan")
    ana.goes_on("Start", to="Set the frame")
    ben.answers("How safe is it", 4)
    ana.sees("1 of 4 answered")
    ana.counts("Show the answers")
    ana.presses("Ask again")
    ben.sees("1 answer")
    ana.presses("These answers go. Ask everybody anew")
    ben.sees("0 of 4 answered")


def test_who_comes_back_to_an_empty_room_reads_why_it_is_paused(
    open_room: OpenRoom, someone: MakeSomeone, server: Server
) -> None:
    ana_seat, ben_seat = open_room("Ana", "Ben")
    now = int(time.time() * 1000)
    with changing(ana_seat.meeting) as change:
        seat = next(iter(change.state.seats))
        for command, ago in ((c.Arrive(), 3_600_000), (c.Start(), 3_590_000), (c.Leave(), 3_000_000)):
            change.take(command, seat, now - ago)
    ben = someone(server.url, "Ben")
    ben.sits(ben_seat)
    ben.sees("Paused since everybody left.")
    ana = someone(server.url, "Ana")
    ana.sits(ana_seat)
    ana.sees("Go on when you are ready.")
    ana.presses("Go on")
    ben.does_not_see("Paused since everybody left.")


COME_IN_SLOWLY = "document.styleSheets[0].insertRule('.loose { animation-duration: 60s !important; }')"
IN_FRONT = """at => {
  const { x, y, width, height } = at.getBoundingClientRect();
  return at.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}"""


def test_a_menu_is_in_front_though_its_card_is_still_coming_in(gather: Gather) -> None:
    [ana] = gather("Ana")
    ana.goes_on("Start", to="Set the frame")
    ana.goes_on("Next: What happened", to="What happened")
    ana.goes_on("Next: Write alone", to="Write alone")
    for n in range(3):
        ana.writes_card("What surprised us", f"They came back {n}")
    ana.page.evaluate(COME_IN_SLOWLY)
    ana.goes_on("Show the cards", to="Put together")
    for n in range(3):
        # By keyboard, which does not wait for what moves as a hand does.
        ana.page.get_by_label(f"What you can do with the card “They came back {n}”", exact=True).focus()
        ana.page.keyboard.press("Enter")
        items = ana.page.locator("details[open] .menu-items button")
        expect(items).not_to_have_count(0)
        assert [item.evaluate(IN_FRONT) for item in items.all()] == [True] * items.count()
        ana.page.keyboard.press("Escape")
