"""The cookies of seats: a browser keeps a bounded number of them, and each opens what its seat may."""

from __future__ import annotations

import pytest
import requests
from cast import a_meeting
from conftest import Server
from fixtures.held import Held
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.access import entry_for, readable_by
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.recall.offers import offers_of
from facilitator.meeting.commands import Start
from facilitator.refused import Refused
from facilitator.room import service
from facilitator.room.access import seat_in
from facilitator.room.seats import MOST_SEATS, cookie_name
from facilitator.room.tables import MeetingRow
from facilitator.tokens import new_id


def made(title: str, closed_at: int | None = None) -> tuple[str, str, str]:
    """A meeting's id, its link's token and its leader's seat token."""
    with database.session() as session:
        meeting, link, token = service.create_meeting(session, None, a_meeting(title=title))
        session.get_one(MeetingRow, meeting).closed_at = closed_at
    return meeting, link, token


def seats_kept(client: FlaskClient) -> set[str]:
    cookies = client._cookies or {}
    return {name.removeprefix(cookie_name("")) for _, _, name in cookies if name.startswith(cookie_name(""))}


def test_a_browser_lets_go_of_what_it_misses_least(bound: Flask, client: FlaskClient) -> None:
    closed = [made(f"Closed {n}", closed_at=1000 + n) for n in range(MOST_SEATS - 2)]
    open_one = made("Open")
    client.set_cookie(cookie_name("gone" * 5), new_id())
    for meeting, _, token in (*closed, open_one):
        client.set_cookie(cookie_name(meeting), token)
    client.application.config["WTF_CSRF_ENABLED"] = False
    for _, link, _ in (made("New"), made("Newer")):
        assert client.post(f"/join/{link}", data={"name": "Ben"}).status_code == 303

    kept = seats_kept(client)
    assert len(kept) == MOST_SEATS
    assert open_one[0] in kept
    assert {meeting for meeting, _, _ in closed} - kept == {closed[0][0]}


def test_as_many_cookies_as_a_browser_may_have_are_no_too_long_header(server: Server) -> None:
    cookies = "; ".join(f"__Host-{cookie_name(new_id())}={new_id()}" for _ in range(180))
    assert requests.get(f"{server.url}/guide", headers={"Cookie": cookies}, timeout=30).status_code == 200


def readers(held: Held, ana: Account, cleo: Account) -> list[Reader]:
    ben = held.ben.get_cookie(cookie_name(held.meeting))
    assert ben
    by_cookie = {held.meeting: ben.value}
    accounts = (None, "", ana.id, cleo.id)
    return [Reader(account, kept) for account in accounts for kept in ({}, by_cookie, {"x": "y"})]


@pytest.mark.parametrize("visibility", ["private", "group", "everyone"])
@pytest.mark.parametrize("draft", [False, True])
def test_one_rule_says_who_may_open_an_entry(
    held: Held, ana: Account, cleo: Account, visibility: str, draft: bool
) -> None:
    with database.session() as session:
        entry = session.scalars(select(Entry).where(Entry.meeting_id == held.meeting)).one()
        entry.visibility, entry.draft = visibility, draft
    for reader in readers(held, ana, cleo):
        with database.read() as session:
            listed = session.scalar(select(Entry.id).where(Entry.id == entry.id, readable_by(reader)))
            offered = offers_of(session, reader, [entry.id])
            assert (listed is not None, len(offered) == 1) == (opens(session, entry.id, reader),) * 2


def opens(session: object, entry_id: str, reader: Reader) -> bool:
    try:
        entry_for(session, entry_id, reader)  # type: ignore[arg-type]
    except Refused:
        return False
    return True


def test_who_reads_an_entry_by_a_seat_alone_can_put_it_before_the_room(held: Held, bound: Flask) -> None:
    """A guest who leads another meeting now."""
    with database.read() as session:
        entry = session.scalars(select(Entry.id).where(Entry.meeting_id == held.meeting)).one()
    meeting, _, token = made("Now")
    with database.read() as session:
        service_seat = seat_in(session, meeting, token).id
    service.act(meeting, service_seat, new_id(), Start())
    held.ben.set_cookie(cookie_name(meeting), token)
    held.ben.application.config["WTF_CSRF_ENABLED"] = False
    answer = held.ben.post(f"/room/{meeting}/recall/put", json={"entry": entry})
    assert answer.status_code == 200, answer.text
