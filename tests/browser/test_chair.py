"""Who leads the room: everybody hears it when that changes."""

import time

from browser.someone import Gather, MakeSomeone, SignIn, Someone
from conftest import Server
from playwright.sync_api import expect

from facilitator.meeting import commands as c
from facilitator.room.change import changing


def asks_about(person: Someone, name: str, item: str) -> None:
    person.page.get_by_role("button", name="People: ").click()
    person.chooses(f"What you can do about {name}", item)


def status(person: Someone, words: str) -> None:
    """Seen, and said by a screen reader."""
    expect(person.page.get_by_role("status").filter(has_text=words)).to_be_visible()


def test_everybody_hears_who_leads(gather: Gather) -> None:
    ana, ben, cleo = gather("Ana", "Ben", "Cleo")
    asks_about(ana, "Ben", "Let them facilitate too")
    status(ben, "You lead the room too, with Ana.")
    status(cleo, "Ben leads the room too, with Ana.")
    ana.presses("Step down as facilitator")
    status(ana, "You do not lead the room any more; Ben does. You take part like the others.")
    status(cleo, "Ana does not lead the room any more; Ben does.")
    cleo.presses("Close")
    cleo.does_not_see("Ana does not lead")


def test_who_was_away_reads_that_the_chair_was_taken(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    ana.goes_on("Start", to="Set the frame")
    ana.page.goto("about:blank")
    ben.sees("0 of 2 answered, 1 person lost the connection.")
    with changing(ana.meeting) as change:
        ben_seat = next(key for key, seat in change.state.seats.items() if seat.name == "Ben")
        change.take(c.TakeChair(), ben_seat, int(time.time() * 1000) + 40_000)
    ana.enters()
    status(ana, "Ben leads the room now, in your place. You take part like the others.")
    status(ana, "To lead again, ask Ben to hand the chair back.")


def test_whose_meeting_it_is_takes_the_chair_back(
    server: Server, someone: MakeSomeone, signed_in: SignIn
) -> None:
    ana = someone(server.url, "Ana")
    signed_in(ana)
    ana.page.goto("/meetings/new")
    ana.page.locator("#title").fill("The release that took a day")
    ana.presses("Create the meeting")
    link = ana.page.locator("#link").input_value()
    ana.page.get_by_role("link", name="Open the room").click()
    ana.is_in_the_room()
    ana.meeting = ana.page.url.rpartition("/")[2]
    ben = someone(server.url, "Ben")
    ben.joins(link)
    asks_about(ana, "Ben", "Hand the chair over")
    ana.presses("Ben facilitates, you take part? Yes, hand over.")
    status(ana, "Ben leads the room now, in your place.")
    ana.page.keyboard.press("Escape")
    ana.page.goto(f"/meetings/{ana.meeting}")
    ana.sees("leads the meeting now. It is yours: you can take the chair back at any time")
    ana.page.goto(f"/room/{ana.meeting}")
    ana.page.get_by_role("button", name="People: ").click()
    ana.presses("Take the chair back")
    status(ana, "You lead the room now, in place of Ben.")
    status(ben, "Ana leads the room now, in your place.")
