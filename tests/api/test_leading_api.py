"""Leading a meeting through the API: who may come in, who leads, and what it builds on."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from api.conftest import Ask
from fixtures.entries import actions_of
from fixtures.held import Held
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitator import database
from facilitator.meeting.commands import CloseMeeting, HandOver, MakeFacilitator, Start
from facilitator.room import service
from facilitator.room.access import seat_in
from facilitator.tokens import new_id


@pytest.fixture
def made(ask: Ask) -> dict[str, Any]:
    answer: dict[str, Any] = ask("POST", "/meetings", json={"title": "The release"}).get_json()
    return answer


def joins(client: FlaskClient, url: str, name: str) -> TestResponse:
    return client.post(f"/api/v1{urlsplit(url).path}", json={"name": name})


def leads(made: dict[str, Any]) -> str:
    with database.read() as session:
        return seat_in(session, made["id"], made["seat_token"]).id


def test_the_room_can_be_locked_and_opened_again(ask: Ask, client: FlaskClient, made: dict[str, Any]) -> None:
    path = f"/meetings/{made['id']}"
    locked = ask("PATCH", path, json={"locked": True}, etag=ask("GET", path).headers["ETag"])
    assert locked.get_json()["locked"] is True
    assert joins(client, made["join_url"], "Ben").get_json()["code"] == "room_locked"
    service.act(made["id"], leads(made), new_id(), Start())
    assert ask("PATCH", path, json={"locked": False}, etag="*").get_json()["locked"] is False
    assert joins(client, made["join_url"], "Ben").status_code == 201


def test_a_new_link_ends_the_one_before(
    ask: Ask, client: FlaskClient, made: dict[str, Any], cleos: str
) -> None:
    path = f"/meetings/{made['id']}/link"
    first, again = (ask("POST", path, Idempotency_Key="one") for _ in range(2))
    assert (first.status_code, first.get_json()) == (201, again.get_json())
    assert joins(client, made["join_url"], "Ben").get_json()["code"] == "link_ended"
    assert joins(client, first.get_json()["join_url"], "Ben").status_code == 201
    assert ask("POST", path, token=cleos).status_code == 403


def test_cards_are_asked_for_until_it_begins(
    ask: Ask, client: FlaskClient, made: dict[str, Any], cleos: str
) -> None:
    path = f"/meetings/{made['id']}"
    assert "feedback_url" not in ask("GET", path).get_json()
    first, again = (ask("POST", f"{path}/feedback-link", Idempotency_Key="one") for _ in range(2))
    assert (first.status_code, first.get_json()) == (201, again.get_json())
    url = first.get_json()["feedback_url"]
    assert ask("GET", path).get_json()["feedback_url"] == url
    for method in ("POST", "DELETE"):
        assert ask(method, f"{path}/feedback-link", token=cleos).status_code == 403
    assert client.get(urlsplit(url).path).status_code == 200
    assert ask("DELETE", f"{path}/feedback-link").status_code == 204
    assert client.get(urlsplit(url).path).status_code == 404
    service.act(made["id"], leads(made), new_id(), Start())
    assert ask("POST", f"{path}/feedback-link").get_json()["code"] == "already_started"


def test_whose_meeting_it_is_leads_it_again(
    ask: Ask, client: FlaskClient, made: dict[str, Any], cleos: str
) -> None:
    ben = joins(client, made["join_url"], "Ben").get_json()
    service.act(made["id"], leads(made), new_id(), HandOver(seat=ben["seat"]))
    path = f"/meetings/{made['id']}"
    assert ask("PATCH", path, json={"title": "Mine"}, etag="*").get_json()["code"] == "not_allowed"
    assert ask("POST", f"{path}/chair", token=cleos).status_code == 403
    for _ in range(2):
        assert ask("POST", f"{path}/chair").status_code == 200
    assert ask("PATCH", path, json={"title": "Mine"}, etag="*").get_json()["title"] == "Mine"


def test_what_it_builds_on_can_be_changed(ask: Ask, made: dict[str, Any], written: str) -> None:
    path = f"/meetings/{made['id']}"
    for used in ([written], []):
        ask("PATCH", path, json={"builds_on": used}, etag=ask("GET", path).headers["ETag"])
        assert ask("GET", path).get_json()["builds_on"] == used
    ask("PATCH", path, json={"builds_on": [written]}, etag="*")
    assert ask("PATCH", path, json={"title": "Renamed"}, etag="*").get_json()["builds_on"] == [written]


def test_what_two_who_lead_build_on_stays_when_one_takes_it_back(
    ask: Ask, client: FlaskClient, made: dict[str, Any], written: str, cleos: str
) -> None:
    path, entry = f"/meetings/{made['id']}", f"/entries/{written}"
    ask("PUT", f"{entry}/sharing", json={"names": "no"}, etag="*")
    link = urlsplit(made["join_url"]).path
    cleo = ask("POST", link, json={"name": "Cleo"}, token=cleos).get_json()
    service.act(made["id"], leads(made), new_id(), MakeFacilitator(seat=cleo["seat"]))
    for token in (None, cleos):
        told = ask("PATCH", path, json={"builds_on": [written]}, etag="*", token=token).get_json()
        assert told["builds_on"] == [written]
    assert ask("PATCH", path, json={"builds_on": []}, etag="*").get_json()["builds_on"] == [written]

    ask("DELETE", f"{entry}/sharing", etag="*")
    assert ask("GET", path, token=cleos).get_json()["builds_on"] == []


def test_it_follows_an_earlier_meeting_and_its_room_looks_at_actions_of_it(
    ask: Ask, meeting_entry: str, cleos: str
) -> None:
    actions = [each.id for each in actions_of(meeting_entry)][:2]
    told = {"follows": meeting_entry, "review": actions}
    made = ask("POST", "/meetings", json={"title": "Half a year later", **told}).get_json()
    path = f"/meetings/{made['id']}"
    assert ask("GET", path).get_json().items() >= told.items()

    for sent, code in (({"follows": "0" * 22}, "no_entry"), ({"review": ["0" * 22]}, "no_action")):
        assert ask("PATCH", path, json=sent, etag="*").get_json()["code"] == code
    assert ask("PATCH", path, json={"review": actions[:1]}, etag="*").get_json()["review"] == actions[:1]
    hidden = ask("POST", "/meetings", json={"title": "Cleo’s", **told}, token=cleos)
    assert (hidden.status_code, hidden.get_json()["code"]) == (404, "no_entry")
    assert ask("PATCH", path, json={"follows": None}, etag="*").get_json()["review"] == []

    ask("PATCH", path, json=told, etag="*")
    service.act(made["id"], leads(made), new_id(), Start())
    assert ask("PATCH", path, json={"follows": None}, etag="*").get_json()["code"] == "already_started"
    service.act(made["id"], leads(made), new_id(), CloseMeeting(sure=True))
    entry_id = ask("GET", path).get_json()["entry"]
    assert ask("GET", f"/entries/{entry_id}").get_json()["follows"] == meeting_entry
    assert ask("GET", f"/entries/{meeting_entry}").get_json()["followed_by"] == [entry_id]


def test_after_the_close_nothing_changes_any_more(ask: Ask, held: Held) -> None:
    path = f"/meetings/{held.meeting}"
    sent: dict[str, Any]
    for sent in ({"title": "Another"}, {"locked": True}, {"builds_on": []}):
        assert ask("PATCH", path, json=sent, etag="*").get_json()["code"] == "meeting_closed"
