import pytest
from cast import a_meeting
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitator import database
from facilitator.accounts import people
from facilitator.accounts.tables import Account
from facilitator.meeting.commands import CloseMeeting, Start
from facilitator.room import service
from facilitator.room.access import seat_in
from facilitator.tokens import new_id

# The meeting's id, and the tokens of Ana's seat and of Ben's.
OwnMeeting = tuple[str, str, str]


@pytest.fixture
def meeting(app: Flask, ana: Account) -> OwnMeeting:
    """Ana's meeting, before its close."""
    with app.app_context():
        with database.session() as session:
            meeting_id, link, seat_token = service.create_meeting(session, ana.id, a_meeting())
        return meeting_id, seat_token, service.join(link, "Ben").token


@pytest.fixture
def closed(app: Flask, meeting: OwnMeeting) -> OwnMeeting:
    meeting_id, seat_token, _ = meeting
    with app.app_context():
        with database.read() as session:
            seat = seat_in(session, meeting_id, seat_token)
        for command in (Start(), CloseMeeting(sure=True)):
            service.act(meeting_id, seat.id, new_id(), command)
    return meeting


def ask(client: FlaskClient, meeting_id: str, token: str, query: str = "") -> TestResponse:
    headers = {"Authorization": f"Bearer {token}"}
    return client.get(f"/api/v1/meetings/{meeting_id}/summary{query}", headers=headers)


def test_its_account_gets_the_summary(client: FlaskClient, closed: OwnMeeting, token: str) -> None:
    answer = ask(client, closed[0], token)
    assert answer.status_code == 200
    assert answer.get_json()["title"] == "The release that took a day"


def test_each_of_its_seats_gets_the_summary(client: FlaskClient, closed: OwnMeeting) -> None:
    for seat_token in closed[1:]:
        assert ask(client, closed[0], seat_token).get_json()["meeting"] == closed[0]


@pytest.mark.parametrize(
    ("form", "kind"), [("md", "text/markdown"), ("html", "text/html"), ("json", "application/json")]
)
def test_it_comes_in_each_format(
    client: FlaskClient, closed: OwnMeeting, token: str, form: str, kind: str
) -> None:
    answer = ask(client, closed[0], token, f"?format={form}")
    assert answer.content_type == f"{kind}; charset=utf-8"
    assert "The release that took a day" in answer.text


def test_an_unknown_format_is_refused(client: FlaskClient, closed: OwnMeeting, token: str) -> None:
    answer = ask(client, closed[0], token, "?format=docx")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid")
    assert answer.get_json()["message"].startswith("format: ")


def test_before_the_close_there_is_none(client: FlaskClient, meeting: OwnMeeting, token: str) -> None:
    answer = ask(client, meeting[0], token)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "not_closed")


def test_somebody_else_is_refused(client: FlaskClient, closed: OwnMeeting, cleo: Account) -> None:
    with database.session() as session:
        outsider = people.create_token(session, cleo.id, "tests")
    answer = ask(client, closed[0], outsider)
    assert (answer.status_code, answer.get_json()["code"]) == (403, "no_seat")


def test_a_seat_of_another_meeting_is_refused(app: Flask, client: FlaskClient, closed: OwnMeeting) -> None:
    with app.app_context(), database.session() as session:
        _, _, other = service.create_meeting(session, None, a_meeting())
    assert ask(client, closed[0], other).status_code == 401


def test_an_unknown_meeting_is_refused(client: FlaskClient, token: str) -> None:
    answer = ask(client, "made-up", token)
    assert (answer.status_code, answer.get_json()["code"]) == (404, "no_meeting")


def test_without_a_token_it_is_refused(client: FlaskClient, closed: OwnMeeting) -> None:
    assert client.get(f"/api/v1/meetings/{closed[0]}/summary").status_code == 401
