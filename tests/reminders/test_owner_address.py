"""An owner without an account gets the link by e-mail, and reminders until there is nothing to tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from fixtures.entries import Writer
from fixtures.mail import SITE, link_in
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from outbox.conftest import PostOffice, rows
from reminders.conftest import TODAY, Give, Hand, change, inside, letters_of, on_sqlite, text_of
from sqlalchemy import select

from facilitator import database
from facilitator.accounts import addresses, limits
from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import Action
from facilitator.reminders import guest_owners

ADDRESS = "ben+work@elsewhere.example"
DAY = timedelta(1)


@pytest.fixture
def guest(app: Flask) -> FlaskClient:
    return app.test_client()


def send(writer: Writer, action: Action, email: str = ADDRESS) -> Page:
    answer = writer.browser.post(f"/actions/{action.id}/link/address", data={"email": email})
    assert answer.status_code in {303, 409, 422, 429}, answer.text
    page = writer.browser.get(f"/actions/{action.id}") if answer.status_code == 303 else answer
    return Page(page.text)


def forget_ended(office: PostOffice) -> None:
    with inside(office):
        guest_owners.forget_ended()


def kept() -> Sequence[str]:
    with database.read() as session:
        return [address for address in session.scalars(select(Action.address)) if address]


def test_the_link_comes_at_once_and_is_told_as_new_only_then(
    office: PostOffice, hand: Hand, give: Give, writer: Writer, guest: FlaskClient
) -> None:
    action = give("Ben", TODAY + 5 * DAY)
    page = send(writer, action)
    assert "b…@elsewhere.example" in page.one("article").text()
    assert f"on its way to {ADDRESS}" in page.words
    assert f"was sent to {ADDRESS} today" in send(writer, action).words
    [letter] = letters_of(office)
    assert (letter["To"], letter["Subject"]) == (ADDRESS, "Something is in your hands")
    assert "A secret sale" in text_of(letter)
    with database.read() as session:
        row = session.get_one(Action, action.id)
        assert ADDRESS not in f"{row.address} {row.address_key}"
    by_link = guest.get(link_in(letter)).text
    assert ("Ring the bell" in by_link, "@elsewhere.example" in by_link) == (True, False)
    hand.go_on(days=1)
    assert f"on its way to {ADDRESS}" in send(writer, action).words
    assert len(letters_of(office)) == 1


def test_one_letter_a_day_for_all_that_they_have(
    office: PostOffice, hand: Hand, give: Give, writer: Writer, guest: FlaskClient
) -> None:
    for what in ("One bell", "Two bells"):
        send(writer, give("Ben", TODAY + 3 * DAY, what))
    assert len(letters_of(office)) == 2
    hand.go_on(days=3)
    [letter] = letters_of(office)
    said = text_of(letter)
    assert said.count("bell") == 2
    assert all(
        guest.get(word[len("http://meet.example.org") :]).status_code == 200
        for word in said.split()
        if "/my-action/" in word
    )
    assert letters_of(office) == []
    link = str(letter["List-Unsubscribe"]).strip("<>").removeprefix(SITE)
    assert guest.post(link).status_code == 200
    assert guest.post(link).status_code == 200
    assert kept() == []
    hand.go_on(days=8)
    assert letters_of(office) == []
    page = send(writer, give("Ben"), ADDRESS.upper().replace("ELSEWHERE.EXAMPLE", "elsewhere.example"))
    assert "They have ended such letters" in page.words
    assert (letters_of(office), kept()) == ([], [])


@on_sqlite
@pytest.mark.parametrize(
    "how", ["handed on", "link ended", "link renewed", "ended by a member", "got an account"]
)
def test_the_address_goes_when_there_is_nobody_to_tell_there(
    office: PostOffice, hand: Hand, give: Give, writer: Writer, how: str, cleo: Account
) -> None:
    action = give("Ben")
    send(writer, action)
    letters_of(office)
    with inside(office):
        assert addresses.opened(kept()[0]) == ADDRESS
    if how == "handed on":
        writer.browser.post(f"/actions/{action.id}/owner", data={"owner": "Dora"})
    elif how == "link ended":
        writer.browser.post(f"/actions/{action.id}/link/end")
    elif how == "link renewed":
        writer.browser.post(f"/actions/{action.id}/link")
    elif how == "ended by a member":
        writer.browser.post(f"/actions/{action.id}/link/address/forget")
    else:
        change(action, owner_id=cleo.id, owner="Cleo")
        forget_ended(office)
    assert kept() == []


def test_a_letter_that_waits_goes_with_the_last_action_of_its_address(
    office: PostOffice, hand: Hand, give: Give, writer: Writer
) -> None:
    one, other = give("Ben"), give("Ben")
    send(writer, one)
    send(writer, other)
    for action, waiting in ((one, 2), (other, 0)):
        writer.browser.post(f"/actions/{action.id}/link/address/forget")
        assert len(rows()) == waiting
    assert letters_of(office) == []


def test_they_are_asked_whether_it_worked_and_then_forgotten(
    office: PostOffice, hand: Hand, give: Give, writer: Writer, guest: FlaskClient
) -> None:
    send(writer, give("Ben"))
    link = link_in(letters_of(office)[0])
    guest.post(f"{link}/state", data={"state": "done"})
    hand.go_on(days=14)
    forget_ended(office)
    [letter] = letters_of(office)
    assert letter["Subject"] == "Did it work?"
    forget_ended(office)
    assert kept() == []
    guest.post(f"{link_in(letter)}/worked", data={"worked": "yes"})
    with database.read() as session:
        assert session.scalars(select(Action.worked)).all() == ["yes"]


def test_an_end_that_is_not_asked_about_is_forgotten_as_late(
    office: PostOffice, hand: Hand, give: Give, writer: Writer
) -> None:
    action = give("Ben")
    send(writer, action)
    change(action, state="dropped", done_at=hand.at)
    forget_ended(office)
    assert len(kept()) == 1
    hand.go_on(days=14)
    forget_ended(office)
    assert kept() == []


REFUSED = {
    "": "Write an address",
    "ben": "Write an address",
    "bän@elsewhere.example": "letters like ü",
    "ben@straße.example": "no ß",
    f"{'b' * 300}@elsewhere.example": "At most 254",
}


@on_sqlite
def test_what_cannot_be_sent_is_refused_and_kept(
    office: PostOffice, hand: Hand, give: Give, writer: Writer
) -> None:
    action = give("Ben")
    for typed, said in REFUSED.items():
        page = send(writer, action, typed)
        assert said in page.text("#email-error")
        assert page.value("#email") == typed
    assert kept() == []


@on_sqlite
def test_a_domain_with_umlauts_is_reached(office: PostOffice, hand: Hand, give: Give, writer: Writer) -> None:
    send(writer, give("Ben"), "ben@bücher.example")
    [letter] = letters_of(office)
    assert letter["To"] == "ben@xn--bcher-kva.example"


@on_sqlite
def test_nobody_sends_many(office: PostOffice, hand: Hand, give: Give, writer: Writer) -> None:
    for number in range(limits.LETTERS_OF_ACCOUNT.free):
        send(writer, give("Ben"), f"ben{number}@elsewhere.example")
    page = send(writer, give("Ben"), "one@more.example")
    assert "Try again in" in page.one("#email-error").text()
    assert page.value("#email") == "one@more.example"


@on_sqlite
def test_others_and_those_with_an_account_are_refused(
    office: PostOffice, hand: Hand, give: Give, writer: Writer, other: Writer
) -> None:
    url = f"/actions/{give('Ben').id}/link/address"
    assert other.browser.post(url, data={"email": ADDRESS}).status_code == 404
    page = send(writer, give("Cleo"))
    assert "for an owner without an account" in page.words
    assert ADDRESS in page.words
    assert kept() == []
