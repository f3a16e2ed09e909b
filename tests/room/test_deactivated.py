"""What a browser or a program that keeps a seat can still do once the seat's account is deactivated: nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import requests
from cast import OpenRoom, Person, together
from conftest import Server
from fixtures.held import Held, browser
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from sqlalchemy import select

from facilitator import database
from facilitator.accounts import administration, people
from facilitator.accounts.access import COOKIE
from facilitator.accounts.tables import Account
from facilitator.room.tables import SeatRow
from facilitator.tokens import hashed, new_id

# --- pages and programs ----------------------------------------------------------------------------


@pytest.fixture
def token(held: Held, ana: Account) -> str:
    """The token of Ana's leading seat in a meeting that was held."""
    made = new_id()
    with database.session() as session:
        session.scalars(select(SeatRow).where(SeatRow.account_id == ana.id)).one().token_hash = hashed(made)
    return made


@pytest.fixture
def keeping(app: Flask, held: Held, token: str, no_csrf: None) -> FlaskClient:
    """A browser that keeps the seat's cookie, and no sign-in."""
    return browser(app, seats=[(held.meeting, token)])


def deactivate(ana: Account, cleo: Account) -> None:
    with database.session() as session:
        administration.change_role(session, cleo.id, "admin")
        administration.deactivate(session, ana.id)


@pytest.mark.parametrize(
    "path",
    [
        "/log/{entry}",
        "/log/{entry}/history",
        "/log/{entry}/edit",
        "/meetings/{meeting}",
        "/meetings/{meeting}/summary",
        "/meetings/{meeting}/summary.json",
    ],
)
def test_the_seat_of_a_deactivated_account_opens_no_page(
    keeping: FlaskClient, held: Held, meeting_entry: str, ana: Account, cleo: Account, path: str
) -> None:
    address = path.format(entry=meeting_entry, meeting=held.meeting)
    assert keeping.get(address).status_code == 200
    deactivate(ana, cleo)
    assert keeping.get(address).status_code in {403, 404}


def test_it_shares_no_entry(keeping: FlaskClient, meeting_entry: str, ana: Account, cleo: Account) -> None:
    deactivate(ana, cleo)
    assert keeping.post(f"/log/{meeting_entry}/share", data={"visibility": "everyone"}).status_code == 404


def test_its_token_opens_nothing_to_programs(
    keeping: FlaskClient, held: Held, token: str, ana: Account, cleo: Account
) -> None:
    bearer = {"Authorization": f"Bearer {token}"}
    address = f"/api/v1/meetings/{held.meeting}/summary?format=json"
    assert keeping.get(address, headers=bearer).status_code == 200
    deactivate(ana, cleo)
    assert keeping.get(address, headers=bearer).status_code == 401


def test_reactivating_opens_it_again(
    keeping: FlaskClient, meeting_entry: str, ana: Account, cleo: Account
) -> None:
    deactivate(ana, cleo)
    with database.session() as session:
        administration.reactivate(session, ana.id)
    assert keeping.get(f"/log/{meeting_entry}").status_code == 200


def test_guests_and_others_keep_theirs(held: Held, meeting_entry: str, ana: Account, cleo: Account) -> None:
    deactivate(ana, cleo)
    assert held.ben.get(f"/log/{meeting_entry}").status_code == 200
    assert held.dana.get(f"/log/{meeting_entry}").status_code == 200


# --- the room's sockets ----------------------------------------------------------------------------


@pytest.fixture
def members(open_room: OpenRoom) -> Callable[[Person], str]:
    """Gives a person's seat an account of its own in the server's database; its id."""

    def give(person: Person) -> str:
        with database.session() as session:
            made = people.create_account(session, "Ben", f"{new_id()}@example.org", "", "member")
            seat = session.scalars(select(SeatRow).where(SeatRow.token_hash == hashed(person.token))).one()
            seat.account_id = made.id
        return made.id

    return give


def as_admin(server: Server, path: str) -> requests.Response:
    """What an admin does with one button."""
    with database.session() as session:
        admin = people.create_account(session, "Ada", f"{new_id()}@example.org", "", "admin")
        cookie = people.sign_in(session, admin.id)
    with requests.Session() as visit:
        visit.cookies.set(COOKIE, cookie)
        page = Page(visit.get(server.url + "/admin", timeout=5).text)
        fields = page.values(f"form[action='{path}']")
        return visit.post(server.url + path, data=fields, timeout=5)


def test_deactivating_ends_the_accounts_sockets_within_a_second(
    open_room: OpenRoom, members: Callable[[Person], str], server: Server
) -> None:
    ana, ben = open_room("Ana", "Ben")
    account = members(ben)
    with together(ana, ben):
        assert as_admin(server, f"/admin/people/{account}/deactivate").status_code == 200
        ben.wait_until(lambda: ben.events("disconnect"), seconds=1)
        assert ben.events("goodbye")[0]["code"] == "no_seat"
        ana.send("start")
        assert ben.view["meeting"]["status"] == "draft"


def test_a_socket_that_is_still_open_opens_nothing(
    open_room: OpenRoom, members: Callable[[Person], str]
) -> None:
    (ben,) = open_room("Ben")
    account = members(ben)
    with together(ben):
        with database.session() as session:  # In this process, which has no sockets to end.
            administration.deactivate(session, account)
        ben.wait_until(lambda: ben.events("disconnect"), seconds=1)
        assert len(ben.events("view")) == 1
