"""Coming back to one's seat from another device: by one's account at once, as a guest after a yes."""

from __future__ import annotations

import pytest
import requests
from cast import OpenRoom, Person, a_meeting, together
from conftest import Server
from fixtures.app import data_of
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from room.test_gateway import why_not

from facilitator import clock, database
from facilitator.accounts.tables import Account
from facilitator.meeting.commands import AnswerReturn, LockRoom
from facilitator.meeting.model import Meeting
from facilitator.refused import Refused
from facilitator.room import access, join_links, service
from facilitator.room.seats import cookie_name
from facilitator.room.store import read_state
from facilitator.tokens import new_id


@pytest.fixture
def link(bound: Flask) -> str:
    """The token of a link to a meeting that Ana leads; Ben is in it as a guest."""
    with database.session() as session:
        _, made, _ = service.create_meeting(session, None, a_meeting())
    service.join(made, "Ben")
    return made


def state_of(link: str) -> Meeting:
    with database.read() as session:
        return read_state(session, join_links.meeting_by_link(session, link).id)


def opens(meeting_id: str, token: str) -> bool:
    with database.read() as session:
        return access.seat_by_token(session, meeting_id, token) is not None


def answer(link: str, *, yes: bool) -> None:
    """Ana's answer to the newest question."""
    state = state_of(link)
    ana = next(key for key, seat in state.seats.items() if seat.role == "facilitator")
    ask = AnswerReturn(yes, list(state.returns)[-1])
    service.act(state.id, ana, new_id(), ask)


def test_an_account_gets_its_seat_back_whatever_the_name(link: str, cleo: Account) -> None:
    first = service.join(link, "Cleo", account_id=cleo.id)
    again = service.join(link, "Cleo Miller", account_id=cleo.id)
    assert (again.seat_id, again.token != first.token) == (first.seat_id, True)
    assert opens(first.meeting_id, again.token)
    assert not opens(first.meeting_id, first.token)
    assert len(state_of(link).seats) == 3


def test_an_account_gets_its_seat_back_in_a_locked_room(link: str, cleo: Account) -> None:
    first = service.join(link, "Cleo", account_id=cleo.id)
    ana = next(iter(state_of(link).seats))
    service.act(first.meeting_id, ana, new_id(), LockRoom())
    assert service.join(link, "Cleo", account_id=cleo.id).seat_id == first.seat_id
    with pytest.raises(Refused):
        service.join(link, "Dan")


def test_a_guest_gets_the_seat_after_a_yes_and_the_old_token_ends(link: str) -> None:
    with pytest.raises(Refused, match="Ben"):
        service.join(link, "Ben")
    old = service.join(link, "Dan")
    waiting = service.ask_to_return(link, "dan")
    assert not opens(waiting.meeting_id, waiting.token)
    answer(link, yes=True)
    assert opens(waiting.meeting_id, waiting.token)
    assert not opens(waiting.meeting_id, old.token)


def test_after_a_no_everything_is_as_before(link: str) -> None:
    old = service.join(link, "Dan")
    waiting = service.ask_to_return(link, "Dan")
    answer(link, yes=False)
    assert not opens(waiting.meeting_id, waiting.token)
    assert opens(old.meeting_id, old.token)


@pytest.mark.parametrize("name", ["Nobody", "Cleo"])
def test_nobody_learns_who_is_there_and_no_account_is_asked_for(
    link: str, client: FlaskClient, cleo: Account, name: str
) -> None:
    service.join(link, "Cleo", account_id=cleo.id)
    asked = client.post(f"/join/{link}/return", data={"name": name})
    waits = client.post(f"/join/{link}/return", data={"name": "Ben"})
    assert [each.location.partition("?")[0] for each in (asked, waits)] == [f"/join/{link}/return"] * 2
    assert [asked_for.seat for asked_for in state_of(link).returns.values()] == [
        key for key, seat in state_of(link).seats.items() if seat.name == "Ben"
    ]


def test_the_page_offers_it_beside_the_taken_name_and_in_a_full_room(link: str, client: FlaskClient) -> None:
    taken = Page(client.post(f"/join/{link}", data={"name": "Ben"}).text)
    assert taken.value("[name=name]") == "Ben"
    assert taken.one("[formaction]").attrs["formaction"] == f"/join/{link}/return"
    assert "That is me, on another device" in taken.words
    ana = next(iter(state_of(link).seats))
    service.act(state_of(link).id, ana, new_id(), LockRoom())
    assert "Were you in already, on another device?" in Page(client.get(f"/join/{link}").text).words


def test_the_waiting_page_shows_how_it_stands(link: str, client: FlaskClient) -> None:
    page = client.post(f"/join/{link}/return", data={"name": "Ben"}).location
    shown = Page(client.get(page).text).words
    assert "Wait a moment" in shown
    assert str(next(iter(state_of(link).returns.values())).number) in shown
    as_json = {"Accept": "application/json"}
    assert data_of(client.get(page, headers=as_json)) == {"stand": "waiting"}
    answer(link, yes=True)
    assert data_of(client.get(page, headers=as_json)) == {"stand": "in"}
    assert client.get(page).location == f"/room/{state_of(link).id}"


def test_the_waiting_page_tells_a_no_and_the_end(link: str, client: FlaskClient) -> None:
    client.post(f"/join/{link}/return", data={"name": "Ben"})
    late = f"/join/{link}/return?since={clock.now() - 5 * 60_000}"
    assert "Nobody has answered" in client.get(late).text
    answer(link, yes=False)
    assert "The room said no" in client.get(late).text


def test_a_browser_that_has_its_seat_asks_for_nothing(link: str, client: FlaskClient) -> None:
    dan = service.join(link, "Dan")
    client.set_cookie(cookie_name(dan.meeting_id), dan.token)
    assert client.post(f"/join/{link}/return", data={"name": "Ben"}).location == f"/room/{dan.meeting_id}"
    assert not state_of(link).returns


def test_one_address_asks_a_few_times_only(link: str, client: FlaskClient) -> None:
    asked = [client.post(f"/join/{link}/return", data={"name": "Nobody"}).status_code for _ in range(7)]
    assert asked == [303] * 6 + [429]


def test_a_signed_in_person_sees_the_seat_on_the_links_page(
    link: str, as_ana: FlaskClient, ana: Account
) -> None:
    seat = service.join(link, "Anna", account_id=ana.id)
    page = Page(as_ana.get(f"/join/{link}").text)
    assert "You have a seat here as Anna" in page.words
    came = as_ana.post(f"/join/{link}", data={"name": "Ana"})
    assert came.location == f"/room/{seat.meeting_id}"
    assert as_ana.get(came.location).status_code == 200


def test_a_program_takes_its_accounts_seat_and_asks_as_a_guest(
    link: str, client: FlaskClient, token: str, ana: Account
) -> None:
    bearer = {"Authorization": f"Bearer {token}"}
    first = client.post(f"/api/v1/join/{link}", json={"name": "Anna"}, headers=bearer)
    again = client.post(f"/api/v1/join/{link}", json={"name": "Ana"}, headers=bearer)
    assert (first.status_code, data_of(again)["seat"]) == (201, data_of(first)["seat"])
    asked = client.post(f"/api/v1/join/{link}/return", json={"name": "Ben"})
    assert (asked.status_code, sorted(data_of(asked))) == (202, ["meeting", "number", "token"])
    answer(link, yes=True)
    assert opens(data_of(asked)["meeting"], data_of(asked)["token"])


def test_the_old_connection_ends_with_a_goodbye_that_says_so(open_room: OpenRoom, server: Server) -> None:
    ana, ben = open_room("Ana", "Ben")
    with together(ana, ben):
        cookie = {cookie_name(ana.meeting): ana.token}
        invited = requests.get(f"{server.url}/room/{ana.meeting}/invite", cookies=cookie, timeout=10).json()
        asking = f"{server.url}/api/v1/join/{invited['url'].rpartition('/')[2]}/return"
        waiting = requests.post(asking, json={"name": "ben"}, timeout=10).json()
        again = Person(server.url, waiting["meeting"], waiting["token"])
        assert why_not(again) == "no_seat"
        ana.wait_until(lambda: ana.me.get("returns"))
        [asked] = ana.me["returns"]
        assert (asked["seat"], asked["number"]) == (ben.seat, waiting["number"])
        ana.send("answer_return", ask=asked["id"], yes=True)
        ben.wait_until(lambda: ben.events("disconnect"), seconds=2)
        assert ben.events("goodbye")[0]["code"] == "seat_moved"
        with together(again):
            assert (again.seat, again.name) == (ben.seat, "Ben")
