from typing import Protocol

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitator import database
from facilitator.accounts import people
from facilitator.meeting.model import Meeting
from facilitator.room.access import seat_in
from facilitator.room.store import read_state

WHOLE = {
    "title": "The release that took a day",
    "category": "incident",
    "tags": ["release, Release", "database"],
    "minutes": 60,
    "template": 45,
    "secrecy": "named",
    "scheduled_at": "2026-03-09T14:00:00+01:00",
    "capacity": 5,
    "votes": 2,
    "statement": "I pushed for Friday.\nThat part is mine.",
    "expected": "Ten minutes.",
    "happened": "A day.",
    "impact": "Orders were late.",
    "timeline": [{"at": "09:00", "what": "We begin"}, {"what": "We go home"}],
}


class Send(Protocol):
    """Sends JSON to the API in the name of Ana's program."""

    def __call__(self, path: str, data: object, **headers: str) -> TestResponse: ...


@pytest.fixture
def send(client: FlaskClient, token: str) -> Send:
    def send(path: str, data: object, **headers: str) -> TestResponse:
        return client.post(
            f"/api/v1{path}", json=data, headers={"Authorization": f"Bearer {token}", **headers}
        )

    return send


@pytest.fixture
def made(send: Send) -> dict[str, str]:
    answer: dict[str, str] = send("/meetings", WHOLE).get_json()
    return answer


def state(meeting_id: str) -> Meeting:
    with database.read() as session:
        return read_state(session, meeting_id)


def test_it_prepares_a_meeting_with_all_that_the_form_has(send: Send) -> None:
    answer = send("/meetings", WHOLE)
    assert answer.status_code == 201
    found = state(answer.get_json()["id"])
    assert (found.leader, found.title, found.category, found.secrecy) == (
        "Ana",
        WHOLE["title"],
        "incident",
        "named",
    )
    assert (found.tags, found.capacity, found.votes) == (("release", "database"), 5, 2)
    assert sum(stage.seconds for stage in found.stages) == 3600
    assert found.scheduled_at == 1773061200000
    assert found.statement == WHOLE["statement"]
    assert (found.recount.expected, found.recount.impact) == ("Ten minutes.", "Orders were late.")
    assert [(row.at, row.what) for row in found.timeline.values()] == [
        ("09:00", "We begin"),
        ("", "We go home"),
    ]


def test_a_title_is_enough(send: Send) -> None:
    answer = send("/meetings", {"title": "A title"})
    found = state(answer.get_json()["id"])
    assert (found.category, found.secrecy, found.capacity, found.votes) == ("other", "anonymous", 12, 3)
    assert sum(stage.seconds for stage in found.stages) == 3600


def test_an_agenda_of_ones_own_is_taken(send: Send) -> None:
    stages = [{"kind": "reflect", "seconds": 600, "title": "Think"}, {"kind": "commit", "seconds": 300}]
    found = state(send("/meetings", {"title": "Short", "agenda": stages}).get_json()["id"])
    assert [(stage.title, stage.seconds) for stage in found.stages] == [("Think", 600), ("Decide", 300)]


def test_the_answer_opens_the_leaders_seat(made: dict[str, str]) -> None:
    with database.read() as session:
        assert seat_in(session, made["id"], made["seat_token"]).role == "facilitator"


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"title": ""}, "title: "),
        ({"title": None}, "title: "),
        ({"title": "x" * 121}, "title: At most 120 characters"),
        ({"category": "party"}, "category: Choose one of"),
        ({"category": ["incident"]}, "category: "),
        ({"tags": "incident"}, "tags: "),
        ({"tags": ["x"] * 11}, "tags: At most 10"),
        ({"minutes": 9}, "minutes: "),
        ({"minutes": 60.5}, "minutes: "),
        ({"minutes": True}, "minutes: "),
        ({"minutes": 10**30}, "minutes: "),
        ({"minutes": "9" * 5000}, "minutes: "),
        ({"template": 33}, "template: "),
        ({"secrecy": "secret"}, "secrecy: "),
        ({"scheduled_at": "2026-03-09"}, "scheduled_at: "),
        ({"scheduled_at": 5}, "scheduled_at: "),
        ({"scheduled_at": "9999-12-31T23:59:59+00:00"}, "scheduled_at: "),
        ({"capacity": 31}, "capacity: "),
        ({"votes": 0}, "votes: "),
        ({"statement": "x" * 2001}, "statement: "),
        ({"timeline": [{"at": "now"}]}, "timeline.0.what: "),
        ({"timeline": [3]}, "timeline.0: "),
        ({"agenda": []}, "agenda: "),
        ({"agenda": [{"kind": "recount", "seconds": 600}]}, "agenda: "),
        ({"agenda": [{"kind": "nap", "seconds": 600}]}, "agenda.0.kind: "),
        ({"leader": "Ben"}, "leader: There is no such field."),
    ],
)
def test_a_wrong_field_is_named(send: Send, wrong: dict[str, object], named: str) -> None:
    answer = send("/meetings", {"title": "A title"} | wrong)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid")
    assert answer.get_json()["message"].startswith(named)


@pytest.mark.parametrize("data", [[], 3, "title"])
def test_something_else_than_an_object_is_refused(send: Send, data: object) -> None:
    assert send("/meetings", data).status_code == 422


@pytest.mark.parametrize("body", [b"", b'{"title', b"\xff\xfe", b"[" * 60000, b'{"title": NaN'])
def test_what_is_no_json_is_refused(client: FlaskClient, token: str, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    answer = client.post("/api/v1/meetings", data=body, headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (400, "bad_json")


def test_another_kind_of_body_is_refused(client: FlaskClient, token: str) -> None:
    answer = client.post(
        "/api/v1/meetings", data={"title": "x"}, headers={"Authorization": f"Bearer {token}"}
    )
    assert (answer.status_code, answer.get_json()["code"]) == (415, "unsupported_type")


def test_a_body_over_64_kib_is_refused(send: Send) -> None:
    answer = send("/meetings", {"title": "x", "statement": "x" * 65536})
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")


def test_characters_that_nothing_can_store_are_left_out(send: Send) -> None:
    answer = send("/meetings", {"title": "One\u0000 \ud800title\r\n"})
    assert state(answer.get_json()["id"]).title == "One title"


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic YTpi", "made-up"])
def test_without_a_token_it_is_refused(client: FlaskClient, header: str | None) -> None:
    headers = {"Authorization": header} if header is not None else {}
    answer = client.post("/api/v1/meetings", json=WHOLE, headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (401, "no_token")


def test_a_token_that_nobody_gave_out_is_refused(send: Send) -> None:
    answer = send("/meetings", WHOLE, Authorization="Bearer made-up-token")
    assert (answer.status_code, answer.get_json()["code"]) == (401, "unknown_token")


def test_a_revoked_token_is_refused(send: Send) -> None:
    with database.session() as session:
        ((kept, _),) = people.tokens(session)
        people.revoke_token(session, kept.id)
    assert send("/meetings", WHOLE).status_code == 401


def test_a_browsers_sign_in_opens_nothing_here(as_ana: FlaskClient) -> None:
    assert as_ana.post("/api/v1/meetings", json=WHOLE).status_code == 401


def test_joining_takes_the_link_only(client: FlaskClient, made: dict[str, str]) -> None:
    path = "/api/v1" + made["join_url"].removeprefix("http://localhost")
    answer = client.post(path, json={"name": "Ben"})
    assert answer.status_code == 201
    assert answer.get_json()["meeting"] == made["id"]
    with database.read() as session:
        seat = seat_in(session, made["id"], answer.get_json()["token"])
    assert (seat.id, seat.name, seat.role) == (answer.get_json()["seat"], "Ben", "participant")


def test_joining_by_a_link_that_has_ended_is_refused(client: FlaskClient) -> None:
    answer = client.post("/api/v1/join/made-up", json={"name": "Ben"})
    assert (answer.status_code, answer.get_json()["code"]) == (404, "link_ended")


def test_joining_twice_by_the_same_name_is_refused(client: FlaskClient, made: dict[str, str]) -> None:
    path = "/api/v1" + made["join_url"].removeprefix("http://localhost")
    client.post(path, json={"name": "Ben"})
    answer = client.post(path, json={"name": "ben"})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "name_taken")


@pytest.mark.parametrize(
    "data", [{}, {"name": ""}, {"name": 3}, {"name": "x" * 61}, {"name": "Ben", "role": "x"}]
)
def test_joining_without_a_proper_name_is_refused(
    client: FlaskClient, made: dict[str, str], data: object
) -> None:
    path = "/api/v1" + made["join_url"].removeprefix("http://localhost")
    assert client.post(path, json=data).status_code == 422
