"""What comes by mail, on a real server with a mail server: a summary, and an action for somebody without an account."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from browser.looks import barriers, too_wide
from browser.someone import Gather, MakeSomeone, SignIn, Someone, http_address_in
from cast import OpenRoom, until
from conftest import Server, empty_database, free_port
from fixtures.mail import Mailbox, mail_servers
from playwright.sync_api import expect

from facilitator import database
from facilitator.room.tables import MeetingRow
from facilitator.tokens import new_id


@pytest.fixture(scope="module")
def letters() -> Iterator[tuple[int, Mailbox]]:
    with mail_servers() as start:
        yield start("127.0.0.1")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, letters: tuple[int, Mailbox]) -> Iterator[Server]:
    """A server with a mail server."""
    port = free_port()
    mail = {
        "FACILITATOR_BASE_URL": f"http://127.0.0.1:{port}",
        "FACILITATOR_SMTP_URL": f"smtp://127.0.0.1:{letters[0]}",
        "FACILITATOR_MAIL_FROM": "facilitator@example.org",
    }
    made = Server(tmp_path_factory.mktemp("mail"), port, empty_database() | mail)
    made.start()
    yield made
    made.end()


def test_it_comes_when_the_meeting_closes(gather: Gather, letters: tuple[int, Mailbox]) -> None:
    ana, ben = gather("Ana", "Ben", how={"width": 360})
    ben.button(re.compile("^People")).click()
    with ben.context.expect_page() as opened:
        ben.chooses("What you can do about Ben", "Send me the summary")
    form = opened.value
    for typed in ("ben", "ben@elsewhere.example"):
        form.get_by_label("Your e-mail address").fill(typed)
        with form.expect_navigation():
            form.get_by_role("button", name="Send it to me").click()
        expect(form.get_by_label("Your e-mail address")).to_have_value(typed)
        assert (barriers(form), too_wide(form)) == ([], [])
    expect(form.get_by_text("The summary goes to ben@elsewhere.example.")).to_be_visible()
    form.close()

    ana.presses("Start")
    ana.page.get_by_label("More", exact=True).click()
    ana.closes()
    until(lambda: letters[1].to("ben@elsewhere.example"), 30)
    [letter] = letters[1].to("ben@elsewhere.example")
    assert letter["Subject"] == "The summary of your meeting"
    ben.page.get_by_text("Send me the summary").click()
    assert (barriers(ben.page), too_wide(ben.page)) == ([], [])
    ben.writes("Your e-mail address", "other@elsewhere.example")
    ben.sees("It is on its way to other@elsewhere.example")


@pytest.mark.timeout(120)
def test_an_action_goes_to_its_owner_and_comes_back_to_the_next_meeting(
    server: Server,
    letters: tuple[int, Mailbox],
    someone: MakeSomeone,
    signed_in: SignIn,
    open_room: OpenRoom,
) -> None:
    ana = someone(server.url, "Ana")
    account_id = signed_in(ana)
    [leader] = open_room("Ana", title="The wrong host")
    with database.session() as session:
        session.get_one(MeetingRow, leader.meeting).account_id = account_id
    leader.connect()
    leader.send("start")
    leader.send("add_action", action=new_id(), kind="step", what="Write the list", owner="Noor")
    leader.send("close_meeting", sure=True)

    ana.page.goto("/actions?show=all")
    ana.page.get_by_role("link", name="Write the list", exact=True).click()
    ana.page.get_by_label("Or send it by e-mail").fill("noor@elsewhere.example")
    ana.page.get_by_role("button", name="Send").first.click()
    until(lambda: letters[1].to("noor@elsewhere.example"), 30)
    [letter] = letters[1].to("noor@elsewhere.example")

    noor = someone(server.url, "Noor", width=360, has_touch=True)
    noor.page.goto(http_address_in(letter.get_content(), "/my-action/"))
    noor.presses("Done")
    noor.page.get_by_role("radio", name="Yes").check()
    noor.page.get_by_label("How do you know?").fill("Two slips were seen in time.")
    noor.presses("Write it down")
    noor.sees("Good to know.")
    assert (barriers(noor.page), too_wide(noor.page)) == ([], [])

    ana.page.goto("/log")
    ana.sees("1 action: 1 worked")
    ana.page.get_by_role("link", name="The wrong host").click()
    ana.sees("Two slips were seen in time.")
    follows_it(ana)
    ana.presses("Start")
    ana.sees("Two slips were seen in time.")
    ana.sees("Done. Thank you!")


def follows_it(ana: Someone) -> None:
    ana.page.goto("/meetings/new")
    ana.page.get_by_label("What is it about?").fill("A year later")
    ana.presses("Create the meeting")
    ana.page.get_by_role("link", name="Choose an earlier meeting").click()
    ana.page.get_by_role("radio", name="The wrong host").check()
    ana.presses("Save")
    ana.presses("Show these to the room")
    ana.page.get_by_role("link", name="Open the room").click()
    ana.is_in_the_room()
