"""Two devices of one person: the seat moves from one to the other, and both say so."""

from __future__ import annotations

import os

from browser.someone import Gather, MakeSomeone, Scheme, Someone
from conftest import Server
from playwright.sync_api import expect

SCHEMES: tuple[Scheme, ...] = ("light", "dark")
QUESTION = "Ben asks to come in again from another device."


def link_of(leader: Someone) -> str:
    invited = leader.page.request.get(f"/room/{leader.meeting}/invite").json()
    return str(invited["url"])


def asks_to_come_back(person: Someone, link: str) -> None:
    """At the join page, where the name is taken."""
    person.page.goto(link)
    person.page.get_by_label("Your name").fill(person.name)
    person.presses("Join")
    person.sees("Somebody called Ben is here already.")
    person.complaints.clear()  # Chromium complains of the status of a refused form.
    person.presses("That is me, on another device")
    person.sees("Wait a moment")


def test_a_guest_goes_on_at_another_device_after_a_yes(
    gather: Gather, someone: MakeSomeone, server: Server
) -> None:
    ana, ben = gather("Ana", "Ben")
    phone = someone(server.url, "Ben", width=360)
    asks_to_come_back(phone, link_of(ana))
    number = phone.page.locator(".waiting-number b").inner_text()
    shot(phone, "waiting")

    ana.sees(QUESTION)
    ana.sees(f"The page there shows the number {number}.")
    shot(ana, "question")
    ana.button("Yes, go on there").focus()
    ana.page.keyboard.press("Enter")
    expect(ana.page.get_by_text(QUESTION)).to_have_count(0)

    phone.is_in_the_room()
    ben.sees("You went on on another device, so the room is closed here.")
    shot(ben, "goodbye")
    phone.page.reload()
    phone.is_in_the_room()


def test_what_was_not_sent_on_the_old_device_can_be_read_there(
    gather: Gather, someone: MakeSomeone, server: Server
) -> None:
    ana, ben = gather("Ana", "Ben")
    ana.goes_on("Start", to="Set the frame")
    ben.presses("Notes")
    ben.box("Park a point").fill("Who pays for it?")
    phone = someone(server.url, "Ben", width=360)
    asks_to_come_back(phone, link_of(ana))
    ana.presses("Yes, go on there")
    ben.page.get_by_role("link", name="Look at them").click()
    ben.sees("A point to park")
    ben.sees("Who pays for it?")
    ben.complaints.clear()  # Chromium complains of the status of a page for no seat.


def test_a_no_is_told_and_the_first_device_stays(
    gather: Gather, someone: MakeSomeone, server: Server
) -> None:
    ana, ben = gather("Ana", "Ben")
    other = someone(server.url, "Ben")
    asks_to_come_back(other, link_of(ana))
    ana.presses("No")
    other.sees("The room said no")
    ben.is_in_the_room()
    ben.comes_back()


def test_the_question_takes_no_focus(gather: Gather, someone: MakeSomeone, server: Server) -> None:
    ana, _ben = gather("Ana", "Ben")
    ana.goes_on("Start", to="Set the frame")
    ana.button("Raise hand").focus()
    asks_to_come_back(someone(server.url, "Ben"), link_of(ana))
    ana.sees(QUESTION)
    expect(ana.button("Raise hand")).to_be_focused()


def shot(person: Someone, name: str) -> None:
    if "SHOTS" in os.environ:
        for scheme in SCHEMES:
            person.page.emulate_media(color_scheme=scheme)
            person.page.screenshot(path=f"{os.environ['SHOTS']}/{name}-{scheme}.png", full_page=True)
