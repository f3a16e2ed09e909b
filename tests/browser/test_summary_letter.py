"""Somebody in the room has the summary sent, on a real server with a mail server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.looks import barriers, too_wide
from browser.someone import Gather
from cast import until
from conftest import Server, empty_database, free_port
from fixtures.mail import Mailbox, StartMailServer, mail_server
from playwright.sync_api import expect

__all__ = ["mail_server"]


@pytest.fixture
def letters(mail_server: StartMailServer) -> tuple[int, Mailbox]:
    return mail_server("127.0.0.1")


@pytest.fixture
def server(tmp_path: Path, letters: tuple[int, Mailbox]) -> Iterator[Server]:
    """A server with a mail server."""
    port = free_port()
    mail = {
        "FACILITATOR_BASE_URL": f"http://127.0.0.1:{port}",
        "FACILITATOR_SMTP_URL": f"smtp://127.0.0.1:{letters[0]}",
        "FACILITATOR_MAIL_FROM": "facilitator@example.org",
    }
    made = Server(tmp_path, port, empty_database() | mail)
    made.start()
    yield made
    made.stop()


def test_it_comes_when_the_meeting_closes(gather: Gather, letters: tuple[int, Mailbox]) -> None:
    ana, ben = gather("Ana", "Ben", how={"width": 360})
    ben.button(re.compile("^People")).click()
    with ben.context.expect_page() as opened:
        ben.chooses("What you can do about Ben", "Send me the summary")
    form = opened.value
    for typed in ("ben", "ben@elsewhere.example"):
        form.get_by_label("Your e-mail address").fill(typed)
        form.get_by_role("button", name="Send it to me").click()
        expect(form.get_by_label("Your e-mail address")).to_have_value(typed)
        assert (barriers(form), too_wide(form)) == ([], [])
    expect(form.get_by_text("The summary goes to ben@elsewhere.example.")).to_be_visible()
    form.close()

    ana.presses("Start")
    ana.page.get_by_label("More", exact=True).click()
    ana.closes()
    until(lambda: letters[1].letters, 30)
    [letter] = letters[1].letters
    assert (letter["To"], letter["Subject"]) == ("ben@elsewhere.example", "The summary of your meeting")
    ben.page.get_by_text("Send me the summary").click()
    assert (barriers(ben.page), too_wide(ben.page)) == ([], [])
    ben.writes("Your e-mail address", "other@elsewhere.example")
    ben.sees("It is on its way to other@elsewhere.example")
