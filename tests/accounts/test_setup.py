import pytest
from fixtures.app import PASSWORD
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page

from facilitator import clock, database
from facilitator.accounts import invitations, people
from facilitator.accounts.tables import Account, Invitation

FILLED = {"name": "Ana", "email": "Ana@Example.org", "password": PASSWORD}


@pytest.fixture
def link(app: Flask) -> str:
    with database.session() as session:
        return f"/setup/{invitations.invite_first(session)}"


def only_account() -> Account:
    with database.read() as session:
        (found,) = people.accounts(session)
    return found


def test_the_link_makes_the_first_account_and_signs_in(client: FlaskClient, link: str) -> None:
    assert "Make the first account" in client.get(link).text
    answer = client.post(link, data=FILLED)
    assert (answer.status_code, answer.location) == (303, "/")
    made = only_account()
    assert (made.name, made.email, made.role) == ("Ana", "ana@example.org", "admin")
    assert "Prepare a meeting" in client.get("/").text


def test_a_password_is_kept_as_argon2_only(client: FlaskClient, link: str) -> None:
    client.post(link, data=FILLED)
    kept = only_account().password_hash
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


def test_looking_at_the_link_uses_nothing_up(client: FlaskClient, link: str) -> None:
    for _ in range(3):
        assert client.get(link).status_code == 200


def test_the_link_works_once(client: FlaskClient, link: str) -> None:
    client.post(link, data=FILLED)
    for again in (client.get(link), client.post(link, data=FILLED | {"email": "ben@example.org"})):
        assert again.status_code == 404
        assert "That link has ended" in again.text


def test_the_link_ends_after_a_day(client: FlaskClient, link: str) -> None:
    with database.session() as session:
        session.query(Invitation).update({"expires_at": clock.now()})
    assert client.get(link).status_code == 410


def test_a_newer_link_ends_the_older_one(client: FlaskClient, link: str) -> None:
    with database.session() as session:
        invitations.invite_first(session)
    assert client.get(link).status_code == 404


def test_the_link_ends_when_an_account_is_made_elsewhere(
    client: FlaskClient, link: str, ana: Account
) -> None:
    assert client.post(link, data=FILLED).status_code == 404


def test_a_made_up_link_is_refused(client: FlaskClient) -> None:
    assert client.get("/setup/nothing").status_code == 404


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("name", " ", "Write the name by which people know you."),
        ("name", "x" * 81, "At most 80 characters"),
        ("email", "ana", "Write an address like ana@example.org."),
        ("email", "", "Write an address like ana@example.org."),
        ("password", "too short", "That is short"),
        ("password", "x" * 201, "At most 200 characters"),
    ],
)
def test_a_bad_field_gets_its_sentence_and_the_form_as_it_was(
    client: FlaskClient, link: str, name: str, value: str, sentence: str
) -> None:
    answer = client.post(link, data=FILLED | {name: value})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert FILLED["name" if name == "email" else "email"] in answer.text
    assert PASSWORD not in answer.text
    assert client.get(link).status_code == 200


def test_an_empty_form_gets_a_sentence_for_each_field(client: FlaskClient, link: str) -> None:
    assert len(Page(client.post(link, data={}).text).all(".field-error")) == 3
