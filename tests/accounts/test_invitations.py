from typing import Protocol

import pytest
from cast import a_meeting
from fixtures.app import PASSWORD
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page

from facilitator import database
from facilitator.accounts import invitations, people
from facilitator.accounts.tables import Account, Invitation
from facilitator.room import service
from facilitator.room.seats import cookie_name
from facilitator.room.service import Joined

FILLED = {"name": "Ben", "email": "Ben@Example.org", "password": PASSWORD}


class Invite(Protocol):
    """Makes an invitation from Ana; its path."""

    def __call__(self, role: str = "member", email: str | None = None) -> str: ...


@pytest.fixture
def invited(app: Flask, ana: Account) -> Invite:
    def invite(role: str = "member", email: str | None = None) -> str:
        with app.app_context(), database.session() as session:
            return f"/invitation/{invitations.token_of(invitations.invite(session, ana.id, role, email))}"

    return invite


@pytest.mark.parametrize("role", ["member", "admin"])
def test_an_invitation_makes_an_account_with_its_role_and_signs_in(
    client: FlaskClient, invited: Invite, role: str
) -> None:
    answer = client.post(invited(role), data=FILLED)
    assert (answer.status_code, answer.location) == (303, "/")
    with database.read() as session:
        made = people.by_email(session, "ben@example.org")
    assert made
    assert (made.name, made.role) == ("Ben", role)
    assert client.get("/account").status_code == 200


def test_a_name_like_a_colleagues_is_refused_and_the_link_stays_open(
    client: FlaskClient, invited: Invite
) -> None:
    link = invited()
    answer = client.post(link, data=FILLED | {"name": "Аna"})
    assert answer.status_code == 422
    assert "“Аna” looks the same as Ana, who has an account here." in Page(answer.text).words
    assert client.post(link, data=FILLED).status_code == 303


def test_it_says_who_invites_and_knows_the_address(client: FlaskClient, invited: Invite) -> None:
    shown = client.get(invited(email="ben@example.org")).text
    assert "Ana invites you" in Page(shown).words
    assert Page(shown).value("input[readonly]") == "ben@example.org"


def test_an_invitation_to_an_address_makes_an_account_with_that_one_only(
    client: FlaskClient, invited: Invite
) -> None:
    link = invited(email="ben@example.org")
    answer = client.post(link, data=FILLED | {"email": "victim@example.org"})
    assert answer.status_code == 422
    assert "This invitation is for ben@example.org." in answer.text
    assert Page(answer.text).value("input[readonly]") == "ben@example.org"
    assert client.post(link, data=FILLED).status_code == 303
    with database.read() as session:
        assert people.by_email(session, "victim@example.org") is None
        assert people.by_email(session, "ben@example.org")


def test_looking_at_it_uses_nothing_up(client: FlaskClient, invited: Invite) -> None:
    link = invited()
    assert {client.get(link).status_code for _ in range(3)} == {200}


def test_a_used_invitation_says_so(client: FlaskClient, invited: Invite) -> None:
    link = invited()
    client.post(link, data=FILLED)
    for again in (client.get(link), client.post(link, data=FILLED | {"email": "cleo@example.org"})):
        assert again.status_code == 410
        assert "That invitation was used" in again.text


def test_an_expired_invitation_says_until_when_it_was_open(client: FlaskClient, invited: Invite) -> None:
    link = invited()
    with database.session() as session:
        session.query(Invitation).update({"expires_at": 1_700_000_000_000})
    answer = client.get(link)
    assert answer.status_code == 410
    assert "open until 14 November 2023, 22:13 UTC" in answer.text


def test_it_is_open_for_seven_days(client: FlaskClient, invited: Invite) -> None:
    invited()
    with database.read() as session:
        made = session.query(Invitation).one()
    assert made.expires_at - made.created_at == 7 * 24 * 3600 * 1000


@pytest.mark.parametrize("path", ["/invitation/made-up", "/reset/made-up", "/invitation/%F0%9F%99%82"])
def test_a_made_up_link_is_refused(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "a part of it is missing" in answer.text


def test_a_link_of_one_kind_opens_nothing_of_another(client: FlaskClient, invited: Invite) -> None:
    link = invited().removeprefix("/invitation/")
    assert client.get(f"/reset/{link}").status_code == 404
    assert client.get(f"/setup/{link}").status_code == 404


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("name", " ", "Write the name by which people know you."),
        ("email", "ben", "Write an address like ana@example.org."),
        ("email", "ana@example.org", "There is an account with this e-mail address."),
        ("password", "too short", "That is short"),
    ],
)
def test_a_bad_field_gets_its_sentence_and_the_form_as_it_was(
    client: FlaskClient, invited: Invite, name: str, value: str, sentence: str
) -> None:
    link = invited()
    answer = client.post(link, data=FILLED | {name: value})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert FILLED["name" if name == "email" else "email"] in answer.text
    assert PASSWORD not in answer.text
    assert client.post(link, data=FILLED).status_code == 303


def test_names_in_any_script_are_kept(client: FlaskClient, invited: Invite) -> None:
    client.post(invited(), data=FILLED | {"name": "ليلى 花子 Ṕétr"})
    assert "ليلى 花子 Ṕétr" in client.get("/account").text


def test_a_token_is_not_kept_as_it_is(app: Flask, client: FlaskClient, invited: Invite) -> None:
    token = invited().removeprefix("/invitation/")
    with database.read() as session:
        kept = session.query(Invitation).one()
    assert token not in (kept.id, kept.token_hash)
    assert len(token) == 43


@pytest.fixture
def guest(app: Flask, client: FlaskClient) -> Joined:
    """What the browser holds of a meeting that it joined as a guest."""
    with app.app_context():
        with database.session() as session:
            meeting, link, _ = service.create_meeting(session, None, a_meeting(title="The fair"))
        joined = service.join(link, "Benny")
    client.set_cookie(cookie_name(meeting), joined.token)
    return joined


def test_a_guest_is_offered_the_seats_of_this_browser(
    client: FlaskClient, invited: Invite, guest: Joined
) -> None:
    answer = client.post(invited(), data=FILLED, follow_redirects=True)
    assert answer.request.path == "/account/meetings"
    assert "The fair" in answer.text
    assert "Benny" in answer.text
