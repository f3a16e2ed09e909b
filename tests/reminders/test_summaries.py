"""The summary by e-mail, to those who were there and want it."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from fixtures.entries import share
from fixtures.held import Held, Running
from fixtures.mail import SITE
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from outbox.conftest import PostOffice, rows
from reminders.conftest import change, inside, letters_of, on_sqlite, text_of
from sqlalchemy import select

from facilitator import clock, database, signals
from facilitator.accounts import addresses, limits
from facilitator.accounts.tables import Account
from facilitator.meeting.commands import CAPACITY, CloseMeeting, Command, RemoveSeat
from facilitator.refused import Refused
from facilitator.room.change import changing
from facilitator.room.retention import delete_meeting
from facilitator.room.tables import MeetingRow, SeatRow

BEN = "ben@elsewhere.example"


@pytest.fixture(autouse=True)
def _no_csrf(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False


def want(browser: FlaskClient, meeting: str, email: str = BEN) -> int:
    sent = {"email": email} if email else {"none": "yes"}
    return browser.post(f"/room/{meeting}/summary-letter", data=sent).status_code


def close(meeting: str) -> None:
    """As the room does it, outside of any request."""
    take(meeting, CloseMeeting(sure=True))


def take(meeting: str, command: Command) -> None:
    with changing(meeting) as made:
        [leader] = [seat for seat, each in made.state.seats.items() if each.role == "facilitator"]
        made.take(command, leader, clock.now())


def summaries_of(office: PostOffice) -> list[EmailMessage]:
    return [letter for letter in letters_of(office) if "summary" in letter["Subject"]]


def kept() -> list[str]:
    with database.read() as session:
        return [each for each in session.scalars(select(SeatRow.summary_to)) if each]


def test_it_comes_at_the_close_and_the_address_goes(
    office: PostOffice, running: Running, ana: Account
) -> None:
    assert want(running.participant, running.meeting) == 303
    assert [BEN in each for each in kept()] == [False]
    with inside(office):
        assert addresses.opened(kept()[0]) == BEN
    change(ana, mails_summary=True)
    assert summaries_of(office) == []
    close(running.meeting)
    first, second = sorted(summaries_of(office), key=lambda letter: str(letter["To"]))
    assert (first["To"], second["To"]) == (ana.email, BEN)
    said = text_of(second)
    with database.read() as session:
        title = session.get_one(MeetingRow, running.meeting).title
    assert (title in said, title in str(second["Subject"])) == (True, False)
    assert f"{SITE}/meetings/{running.meeting}/summary" in said
    assert (kept(), summaries_of(office)) == ([], [])


def test_a_close_that_fails_sends_nothing_and_forgets_nothing(office: PostOffice, running: Running) -> None:
    want(running.participant, running.meeting)

    def fails(_sender: None, **_: object) -> None:
        raise ZeroDivisionError

    signals.meeting_closing.connect(fails)
    with pytest.raises(ZeroDivisionError):
        close(running.meeting)
    assert (rows(), len(kept())) == ([], 1)
    signals.meeting_closing.disconnect(fails)
    close(running.meeting)
    assert len(summaries_of(office)) == 1


@pytest.mark.parametrize("how", ["taken back", "removed", "deleted"])
def test_an_address_that_nobody_needs_any_more_goes(office: PostOffice, running: Running, how: str) -> None:
    want(running.participant, running.meeting)
    if how == "taken back":
        want(running.participant, running.meeting, "")
    elif how == "removed":
        with changing(running.meeting) as made:
            [ben] = [seat for seat, each in made.state.seats.items() if each.name == "Ben"]
        take(running.meeting, RemoveSeat(seat=ben))
    else:
        with inside(office):
            delete_meeting(running.meeting)
    assert kept() == []
    if how != "deleted":
        close(running.meeting)
    assert summaries_of(office) == []


@on_sqlite
def test_nobody_else_sees_where_it_goes(office: PostOffice, running: Running) -> None:
    want(running.participant, running.meeting)
    url = f"/room/{running.meeting}/summary-letter"
    assert Page(running.participant.get(url).text).value("#email") == BEN
    assert BEN not in running.leader.get(url).text
    with changing(running.meeting) as made:
        assert BEN not in str(made.state)


@on_sqlite
def test_what_is_no_address_is_refused(office: PostOffice, running: Running) -> None:
    for email in ("ben", "bän@elsewhere.example", "b" * 300):
        answer = running.participant.post(f"/room/{running.meeting}/summary-letter", data={"email": email})
        assert (answer.status_code, Page(answer.text).value("#email")) == (422, email)
    assert kept() == []


def send(browser: FlaskClient, meeting: str, email: str = BEN) -> tuple[int, Page]:
    answer = browser.post(f"/meetings/{meeting}/summary/letter", data={"email": email})
    page = browser.get(answer.location) if answer.status_code == 303 else answer
    return answer.status_code, Page(page.text)


def test_who_was_there_has_it_sent_later(office: PostOffice, held: Held) -> None:
    assert "dana@example.org" in Page(held.dana.get(f"/meetings/{held.meeting}/summary").text).value("#email")
    status, page = send(held.ben, held.meeting)
    assert (status, "on its way" in page.words) == (303, True)
    assert "sent to ben@elsewhere.example before" in send(held.ben, held.meeting)[1].words
    # Whoever asked in the room at the moment of the close gets it, too.
    assert want(held.ben, held.meeting, "late@elsewhere.example") == 303
    assert {str(letter["To"]) for letter in summaries_of(office)} == {BEN, "late@elsewhere.example"}
    assert kept() == []


@on_sqlite
def test_who_was_not_there_has_it_not(office: PostOffice, held: Held, meeting_entry: str) -> None:
    share(held.ana, meeting_entry, names="yes")
    assert "Send me the summary" not in held.cleo.get(f"/meetings/{held.meeting}/summary").text
    assert send(held.cleo, held.meeting)[0] == 403
    assert summaries_of(office) == []


@on_sqlite
def test_what_does_not_fit_is_kept_and_many_are_refused(office: PostOffice, held: Held) -> None:
    status, page = send(held.ben, held.meeting, "ben")
    assert (status, page.value("#email"), "like ana@" in page.text("#email-error")) == (422, "ben", True)
    # The room's page and the summary's count together.
    assert want(held.ben, held.meeting, "first@elsewhere.example") == 303
    for number in range(limits.LETTERS_OF_GUEST.free - 1):
        assert send(held.ben, held.meeting, f"ben{number}@elsewhere.example")[0] == 303
    status, page = send(held.ben, held.meeting)
    assert (status, page.value("#email"), "Try again in" in page.text("#email-error")) == (429, BEN, True)


@on_sqlite
@pytest.mark.parametrize("what", ["one meeting", "one network"])
def test_many_seats_send_no_more_than_a_full_room_needs(app: Flask, what: str) -> None:
    def count(number: int) -> None:
        meeting = "m" if what == "one meeting" else f"m{number}"
        network = f"2001:db8:{number}::1" if what == "one meeting" else "192.0.2.1"
        with app.test_request_context(environ_base={"REMOTE_ADDR": network}):
            limits.count_summary_to(f"seat {number}", meeting, f"b{number}@elsewhere.example")

    for number in range(CAPACITY[1] + 10):
        count(number)
    with pytest.raises(Refused, match="many attempts"):
        count(99)
