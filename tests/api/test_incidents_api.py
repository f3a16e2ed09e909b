"""An incident bot's path: one request prepares the meeting."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from api.conftest import Ask

from facilitator import database
from facilitator.api.incident_examples import EXAMPLES, OPSGENIE, PAGERDUTY, PLAIN
from facilitator.meeting.model import Meeting
from facilitator.room.store import read_state


def state(meeting_id: str) -> Meeting:
    with database.read() as session:
        return read_state(session, meeting_id)


def rows_of(meeting: Meeting) -> list[tuple[str, str]]:
    return [(row.at, row.what) for row in meeting.timeline.values()]


def test_an_incident_in_our_words_prepares_a_meeting(ask: Ask) -> None:
    answer = ask("POST", "/incidents", json=PLAIN)
    told = answer.get_json()
    assert (answer.status_code, set(told)) == (201, {"id", "join_url", "prepare_url"})
    meeting = state(told["id"])
    assert (meeting.title, meeting.category, meeting.tags) == (
        PLAIN["title"],
        "incident",
        ("checkout", "database"),
    )
    assert (meeting.recount.happened, meeting.recount.impact) == (PLAIN["text"], PLAIN["impact"])
    assert rows_of(meeting)[0] == ("14:02", "The release is out")


def test_a_webhook_of_pagerduty_prepares_a_meeting(ask: Ask) -> None:
    meeting = state(ask("POST", "/incidents", json=PAGERDUTY).get_json()["id"])
    assert (meeting.title, meeting.tags) == ("Checkout: p95 latency above 4 s", ("Checkout", "P1"))
    assert meeting.recount.happened == "Checkout, P1\nhttps://acme.pagerduty.example/incidents/PGR0VU2"
    assert rows_of(meeting) == [
        ("9 March 2026, 14:20 UTC", "The incident began"),
        ("9 March 2026, 16:10 UTC", "It was resolved"),
    ]


def test_an_alert_of_opsgenie_prepares_a_meeting(ask: Ask) -> None:
    meeting = state(ask("POST", "/incidents", json=OPSGENIE).get_json()["id"])
    assert (meeting.title, meeting.tags) == ("Checkout: p95 latency above 4 s", ("checkout", "database"))
    assert meeting.recount.happened == "The pool of connections to orders-db was used up.\norders-db, P1"
    assert [what for _, what in rows_of(meeting)] == ["The alert was raised", "The alert: Close"]


@pytest.mark.parametrize(("name", "payload"), EXAMPLES)
def test_an_incident_that_is_told_of_again_has_one_meeting(ask: Ask, name: str, payload: Any) -> None:
    first, again = (ask("POST", "/incidents", json=payload) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.get_json() == again.get_json()
    assert len(ask("GET", "/meetings").get_json()["meetings"]) == 1


def test_each_account_has_its_own_meeting_about_it(ask: Ask, cleos: str) -> None:
    ours, theirs = ask("POST", "/incidents", json=PLAIN), ask("POST", "/incidents", json=PLAIN, token=cleos)
    assert (theirs.status_code, ours.get_json()["id"] == theirs.get_json()["id"]) == (201, False)


def test_a_deleted_meeting_does_not_come_back(ask: Ask) -> None:
    meeting = f"/meetings/{ask('POST', '/incidents', json=PLAIN).get_json()['id']}"
    ask("DELETE", meeting, etag=ask("GET", meeting).headers["ETag"])
    again = ask("POST", "/incidents", json=PLAIN)
    assert (again.status_code, again.get_json()["code"]) == (410, "meeting_deleted")
    assert ask("GET", "/meetings").get_json()["meetings"] == []


def test_the_source_and_the_id_are_told_apart(ask: Ask) -> None:
    said = [{"source": "a", "id": "b:c"}, {"source": "a:b", "id": "c"}]
    made = {ask("POST", "/incidents", json=each | {"title": "x"}).get_json()["id"] for each in said}
    assert len(made) == 2


def test_an_incident_without_an_id_is_another_one_each_time(ask: Ask) -> None:
    made = {ask("POST", "/incidents", json={"title": "Something"}).get_json()["id"] for _ in range(2)}
    assert len(made) == 2


def test_texts_of_a_webhook_are_cut_to_what_a_meeting_holds(ask: Ask) -> None:
    long = copy.deepcopy(OPSGENIE)
    long["alert"] |= {
        "message": "m" * 500,
        "description": "d" * 9000,
        "tags": ["a, b", *"tttttttttttt", "x" * 90],
    }
    answer = ask("POST", "/incidents", json=long)
    meeting = state(answer.get_json()["id"])
    assert (len(meeting.title), len(meeting.recount.happened), meeting.title[-1]) == (120, 4000, "…")


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({}, "#/title"),
        ({"title": "x", "text": "t" * 4001}, "#/text"),
        ({"title": "x", "timeline": [{"at": "now"}]}, "#/timeline/0/what"),
        ({"event": {"event_type": "pagey.ping", "data": {"message": "Hello"}}}, "#/event/data/id"),
        ({"alert": {"alertId": "1", "message": "x", "createdAt": 10**20}}, "#/alert/createdAt"),
        ({"alert": []}, "#/alert"),
    ],
)
def test_what_does_not_fit_is_pointed_to(ask: Ask, sent: object, pointer: str) -> None:
    answer = ask("POST", "/incidents", json=sent)
    assert answer.status_code == 422
    assert pointer in [each["pointer"] for each in answer.get_json()["errors"]]


@pytest.mark.parametrize("instant", ["yesterday", "", None, "0001-01-01T00:00:00+23:00"])
def test_an_instant_that_cannot_be_read_is_no_trouble(ask: Ask, instant: str | None) -> None:
    odd = copy.deepcopy(PAGERDUTY)
    odd["event"]["occurred_at"] = instant
    assert ask("POST", "/incidents", json=odd).status_code == 201
