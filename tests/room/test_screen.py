"""The shared screen: it sees what everybody sees, and nobody is here by it. And its short address."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import socketio
from cast import OpenRoom, Person, a_meeting, together, until
from flask import Flask
from flask.testing import FlaskClient
from socketio.exceptions import ConnectionError as NotConnected

from facilitator import clock, database
from facilitator.accounts.tables import Account
from facilitator.room import service, short_links
from facilitator.tokens import new_id


class Screen:
    """A connection with a seat's token as a shared screen, and all that it hears."""

    def __init__(self, person: Person) -> None:
        self.heard: list[tuple[str, Any]] = []
        self.socket = socketio.Client(reconnection=False)
        for event in ("view", "patch", "me", "goodbye"):
            self.socket.on(event, lambda data, event=event: self.heard.append((event, data)), "/room")
        self.socket.connect(
            person.base_url,
            auth={"meeting": person.meeting, "token": person.token, "screen": True},
            namespaces=["/room"],
            transports=["websocket"],
        )

    def events(self, name: str) -> list[Any]:
        return [data for event, data in self.heard if event == name]

    def call(self, event: str, data: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = self.socket.call(event, data, namespace="/room")
        return answer


@contextmanager
def screen_of(person: Person) -> Iterator[Screen]:
    screen = Screen(person)
    try:
        yield screen
    finally:
        screen.socket.disconnect()


def test_it_sees_what_everybody_sees_and_nothing_of_its_seat(open_room: OpenRoom) -> None:
    ana, ben = open_room("Ana", "Ben")
    with together(ana, ben), screen_of(ana) as screen:
        until(lambda: screen.events("view"))
        ana.send("start")
        ana.send("answer_safety", score=4)
        until(lambda: any(patch["seq"] == ana.seq for patch in screen.events("patch")))
        assert "me" not in screen.events("view")[0]
        assert screen.events("view")[0]["shared"]["meeting"]["title"] == ana.view["meeting"]["title"]
        assert screen.events("me") == []


def test_nobody_is_here_by_it_and_it_hears_all_when_it_is_alone(open_room: OpenRoom) -> None:
    ana, ben = open_room("Ana", "Ben")
    with screen_of(ana) as screen:
        until(lambda: screen.events("view"))
        with together(ben):
            ben.send("rename_seat", name="Benedict")
            until(lambda: any("seats" in patch["shared"] for patch in screen.events("patch")))
            seats = ben.view["seats"]
            assert [seat["name"] for seat in seats.values() if seat["here"]] == ["Benedict"]


def test_it_checks_and_does_nothing_else(open_room: OpenRoom) -> None:
    (ana,) = open_room("Ana")
    with together(ana), screen_of(ana) as screen:
        assert screen.call("check", {"seq": 0}) == {"ok": True, "seq": ana.seq}
        refused = screen.call("command", {"id": new_id(), "name": "start"})
        assert (refused["ok"], refused["code"]) == (False, "screen_only")
        assert ana.view["meeting"]["status"] == "draft"


def test_it_ends_with_its_seat(open_room: OpenRoom) -> None:
    ana, ben = open_room("Ana", "Ben")
    with together(ana, ben), screen_of(ben) as screen:
        until(lambda: screen.events("view"))
        ana.send("remove_seat", seat=ben.seat)
        ana.send("rename_seat", name="Not for Ben")
        until(lambda: [said["code"] for said in screen.events("goodbye")] == ["no_seat"])
        assert "Not for Ben" not in str(screen.heard)


def test_so_many_screens_are_enough_for_one(open_room: OpenRoom) -> None:
    ana, ben = open_room("Ana", "Ben")
    screens = [Screen(ana) for _ in range(3)]
    try:
        with pytest.raises(NotConnected):
            Screen(ana)
        screens.append(Screen(ben))
    finally:
        for screen in screens:
            screen.socket.disconnect()


def test_its_page_and_its_short_address_are_for_those_with_a_seat(open_room: OpenRoom) -> None:
    (ana,) = open_room("Ana")
    page = f"{ana.base_url}/room/{ana.meeting}/screen"
    assert requests.get(page, timeout=9).status_code == 403
    assert requests.get(page, cookies={f"seat_{ana.meeting}": ana.token}, timeout=9).status_code == 200
    assert requests.post(f"{ana.base_url}/room/{ana.meeting}/short-link", timeout=9).status_code >= 400


# The short address


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    sqlite_app.config["WTF_CSRF_ENABLED"] = False
    return sqlite_app


@pytest.fixture
def meeting(as_ana: FlaskClient) -> str:
    """The id of a meeting in which Ana has a seat in her browser."""
    answer = as_ana.post("/meetings/new", data={"title": "The release that took a day"})
    return urlsplit(answer.location).path.split("/")[2]


def shown_to(browser: FlaskClient, meeting: str) -> str:
    """The path of the short address that a screen shows."""
    answer = browser.post(f"/room/{meeting}/short-link")
    assert answer.status_code == 200
    return "/" + str(answer.json["address"]).partition("/")[2]  # type: ignore[index]


def test_the_short_address_leads_to_the_link_however_it_is_typed(
    app: Flask, as_ana: FlaskClient, meeting: str
) -> None:
    path, guest = shown_to(as_ana, meeting), app.test_client()
    joined = as_ana.get(f"/room/{meeting}/invite").json["url"]  # type: ignore[index]
    for typed in (path, path.lower().replace("/j/", "/j/ "), path.replace("-", "")):
        assert guest.get(typed).location == urlsplit(joined).path
    assert shown_to(as_ana, meeting) == path


def test_it_is_over_a_while_after_it_was_shown(
    app: Flask, as_ana: FlaskClient, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, guest, now = shown_to(as_ana, meeting), app.test_client(), clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + short_links.HELD_MS + 1000)
    assert guest.get(path).status_code == 404
    shown_to(as_ana, meeting)
    assert guest.get(path).status_code == 302


def test_it_is_over_with_the_link(app: Flask, as_ana: FlaskClient, meeting: str) -> None:
    old, guest = shown_to(as_ana, meeting), app.test_client()
    as_ana.post(f"/room/{meeting}/link")
    assert guest.get(old).status_code == 404
    new = shown_to(as_ana, meeting)
    assert new != old
    assert [guest.get(path).status_code for path in (old, new)] == [404, 302]


def test_trying_addresses_is_slow(app: Flask, as_ana: FlaskClient, meeting: str) -> None:
    path, stranger = shown_to(as_ana, meeting), app.test_client()
    tried = [stranger.get(f"/j/{number:08}".replace("0", "2")).status_code for number in range(60)]
    assert tried[0] == 404
    assert tried[-1] == 429
    assert stranger.get(path).status_code == 429


def test_two_screens_that_are_opened_at_once_show_the_same(postgres_app: Flask, ana: Account) -> None:
    with postgres_app.app_context():
        with database.session() as session:
            made, _, _ = service.create_meeting(session, ana.id, a_meeting())

        def show(_: int) -> str:
            with postgres_app.test_request_context(), database.session() as session:
                return short_links.show(session, made)

        with ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(show, range(24)))) == 1
