"""Whose meeting it is: no guest can take it from the account that prepared it, or show it to more people."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from cast import a_meeting
from fixtures.entries import share, the
from fixtures.held import browser
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from werkzeug.test import TestResponse

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.meeting import commands as c
from facilitator.meeting.commands import Command
from facilitator.meeting.model import Meeting
from facilitator.room import service
from facilitator.room.access import seat_in
from facilitator.room.change import changing
from facilitator.room.store import read_state

AGREED = {"choice": "agreed", "agreed": "All said yes.", "names": "yes"}


class Room:
    """Ana's account prepared the meeting. Ben and Cleo are guests with browsers of their own."""

    def __init__(self, app: Flask, ana: Account) -> None:
        self.ana = browser(app, ana)
        answer = self.ana.post("/meetings/new", data={"title": "The release that took a day"})
        self.page = urlsplit(answer.location).path
        self.id = self.page.rsplit("/", 1)[-1]
        link = urlsplit(Page(self.ana.get(self.page).text).value("#link")).path.rsplit("/", 1)[-1]
        self.owner = next(iter(self.state.seats))
        ben, cleo = service.join(link, "Ben"), service.join(link, "Cleo")
        self.seats = {"ben": ben.seat_id, "cleo": cleo.seat_id}
        self.ben = browser(app, seats=[(self.id, ben.token)])
        self.cleo = browser(app, seats=[(self.id, cleo.token)])
        for seat in (self.owner, ben.seat_id, cleo.seat_id):
            self.act(seat, c.Arrive())
        self.act(self.owner, c.Start())

    @property
    def state(self) -> Meeting:
        with database.read() as session:
            return read_state(session, self.id)

    @property
    def leaders(self) -> set[str]:
        return {seat.name for seat in self.state.seats.values() if seat.role == "facilitator"}

    def act(self, seat: str, command: Command, later: int = 0) -> None:
        with changing(self.id) as change:
            change.take(command, seat, 1_900_000_000_000 + later)

    def is_taken(self) -> None:
        """Ana's connection is lost for 31 seconds; Ben takes the chair and locks the room."""
        self.act(self.owner, c.Leave())
        self.act(self.seats["ben"], c.TakeChair(), later=31_000)
        self.act(self.seats["ben"], c.LockRoom())

    def forgets_the_owner(self) -> None:
        """As a server did that knew of no owners: Ana's seat was removed."""
        with changing(self.id) as change:
            change.seat(self.owner).removed_at = 1

    def closes(self, by: str) -> str:
        self.act(by, c.CloseMeeting(sure=True))
        return self.state.entry or ""


@pytest.fixture
def room(app: Flask, ana: Account, no_csrf: None) -> Room:
    return Room(app, ana)


def lands(answer: TestResponse) -> str:
    assert answer.status_code == 303, answer.text
    return urlsplit(answer.location).path


def test_the_page_stays_open_to_its_owner_and_gives_the_chair_back(room: Room) -> None:
    room.is_taken()
    page = Page(room.ana.get(room.page).text)
    assert "Ben leads the meeting now. It is yours" in page.words
    assert room.ana.post(f"{room.page}/lock", data={"locked": "no"}).status_code == 403
    assert lands(room.ana.post(f"{room.page}/chair")) == room.page
    assert room.leaders == {"Ana"}
    room.ana.post(f"{room.page}/lock", data={"locked": "no"})
    assert not room.state.locked


def test_nobody_else_takes_the_chair_there(room: Room, app: Flask, cleo: Account) -> None:
    room.is_taken()
    for other in (room.cleo, browser(app, cleo), browser(app)):
        assert other.post(f"{room.page}/chair").status_code in (302, 403)
        assert other.get(room.page).status_code in (302, 403)
    assert room.leaders == {"Ben"}


def test_an_owner_without_a_seat_gets_into_the_locked_room(room: Room) -> None:
    room.is_taken()
    room.forgets_the_owner()
    outside = room.ana.get(f"/room/{room.id}")
    assert "This is your meeting" in outside.text
    assert lands(room.ana.post(f"/room/{room.id}")) == f"/room/{room.id}"
    assert room.ana.get(f"/room/{room.id}").status_code == 200
    room.ana.post(f"{room.page}/chair")
    (name,) = room.leaders
    assert name.startswith("Ana")


def test_and_back_to_the_chair_from_the_page_alone(room: Room) -> None:
    room.is_taken()
    room.forgets_the_owner()
    assert lands(room.ana.post(f"{room.page}/chair")) == room.page
    assert room.ana.get(f"/room/{room.id}").status_code == 200
    assert all(name.startswith("Ana") for name in room.leaders)


def test_no_other_account_gets_a_seat_that_way(room: Room, app: Flask, cleo: Account) -> None:
    other = browser(app, cleo)
    assert "This is your meeting" not in other.get(f"/room/{room.id}").text
    assert other.post(f"/room/{room.id}").status_code == 403
    assert len(room.state.seats) == 3


def test_by_the_link_too_the_owner_gets_in(room: Room, ana: Account) -> None:
    link = urlsplit(Page(room.ana.get(room.page).text).value("#link")).path
    room.is_taken()
    room.forgets_the_owner()
    assert "This is your meeting" in room.ana.get(f"/room/{room.id}").text
    assert "Go into the room" in room.ana.get(link).text
    joined = service.join(link.rsplit("/", 1)[-1], "Ana", account_id=ana.id)
    assert room.state.seats[joined.seat_id].owner


def test_the_link_names_nobody_but_who_prepared_it(room: Room, app: Flask) -> None:
    link = urlsplit(Page(room.ana.get(room.page).text).value("#link")).path
    ben = room.seats["ben"]

    def told(*people: FlaskClient) -> str:
        (words,) = {Page(person.get(link).text).words for person in people}
        assert "Ben" not in words
        return words

    stranger = browser(app)
    assert "Ana leads it." in told(stranger)
    room.act(room.owner, c.HandOver(ben))
    assert "Ana prepared it. Somebody else leads it now." in told(stranger)
    room.act(ben, c.RemoveSeat(room.seats["cleo"]))
    room.act(ben, c.LockRoom())
    shut = told(stranger, room.cleo)
    assert "Ask Ana to let you in." in shut
    assert "Somebody else leads it now." in told(room.ana)
    room.closes(ben)
    over = told(stranger, room.cleo)
    for words in (shut, over):
        assert "Ana prepared it. 60 minutes" in words


def ways_to_lead() -> dict[str, Callable[[Room], str]]:
    def took(room: Room) -> str:
        room.is_taken()
        return room.seats["ben"]

    def made(room: Room) -> str:
        room.act(room.owner, c.MakeFacilitator(room.seats["ben"]))
        return room.seats["ben"]

    def handed(room: Room) -> str:
        room.act(room.owner, c.HandOver(room.seats["ben"]))
        return room.seats["ben"]

    return {"took": took, "made": made, "handed": handed}


@pytest.mark.parametrize(("way", "may"), [("took", False), ("made", True), ("handed", True)])
def test_only_whom_the_owner_made_a_facilitator_shares(
    room: Room, app: Flask, cleo: Account, way: str, may: bool
) -> None:
    entry = room.closes(ways_to_lead()[way](room))
    assert ("Share it" in room.ben.get(f"/log/{entry}").text) == may
    assert room.ben.get(f"/log/{entry}/share").status_code == (200 if may else 403)
    share(room.ben, entry, **AGREED)
    assert the(entry).visibility == ("everyone" if may else "group")
    assert browser(app, cleo).get(f"/log/{entry}").status_code == (200 if may else 404)


def test_nor_whom_a_guest_made_one(room: Room) -> None:
    room.is_taken()
    room.act(room.seats["ben"], c.MakeFacilitator(room.seats["cleo"]))
    entry = room.closes(room.seats["cleo"])
    share(room.cleo, entry, **AGREED)
    assert the(entry).visibility == "group"


def test_the_owner_shares_whoever_led(room: Room) -> None:
    room.is_taken()
    entry = room.closes(room.seats["ben"])
    share(room.ana, entry, **AGREED)
    assert the(entry).visibility == "everyone"


@pytest.mark.parametrize("way", ["took", "made", "handed"])
def test_only_the_owner_deletes(room: Room, way: str) -> None:
    entry = room.closes(ways_to_lead()[way](room))
    assert room.ben.post(f"/log/{entry}/delete").status_code in (302, 403)
    assert room.ben.post(f"{room.page}/delete").status_code == 403
    assert lands(room.ana.post(f"{room.page}/delete")) == "/"


def test_a_seat_without_an_account_owns_nothing(bound: Flask) -> None:
    with database.session() as session:
        meeting, _, token = service.create_meeting(session, None, a_meeting())
        seat = seat_in(session, meeting, token).id
        assert not read_state(session, meeting).seats[seat].owner
