import logging
from dataclasses import replace

import pytest
from accounts.conftest import BrowserOf
from fixtures.app import PASSWORD
from fixtures.mail import Mailbox, StartMailServer, link_in, send_letters
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from werkzeug.test import TestResponse

from facilitator import database
from facilitator.accounts import invitations, people
from facilitator.accounts.tables import Account, Invitation

NEW = "another good password"


@pytest.fixture
def app(either: Flask) -> Flask:
    return either


@pytest.fixture
def link(app: Flask, ana: Account, cleo: Account) -> str:
    """The path of a link to a new password, which Ana made for Cleo."""
    with app.app_context(), database.session() as session:
        return f"/reset/{invitations.token_of(invitations.reset(session, cleo, ana.id))}"


def forgot(client: FlaskClient, address: str) -> TestResponse:
    return client.post("/forgot", data={"email": address})


def test_the_link_sets_a_password_and_signs_in_here_only(
    client: FlaskClient, link: str, signed_in: BrowserOf, cleo: Account
) -> None:
    elsewhere = signed_in(cleo)
    assert "cleo@example.org" in client.get(link).text
    answer = client.post(link, data={"password": NEW}, follow_redirects=True)
    assert "Your new password is set." in answer.text
    assert client.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 302
    for password, status in ((PASSWORD, 422), (NEW, 303)):
        tried = elsewhere.post("/sign-in", data={"email": "cleo@example.org", "password": password})
        assert tried.status_code == status


def test_the_link_ends_the_tokens_of_programs(client: FlaskClient, link: str, cleo: Account) -> None:
    with database.session() as session:
        token = people.create_token(session, cleo.id, "bot")
    client.post(link, data={"password": NEW})
    answer = client.get("/api/v1/entries", headers={"Authorization": f"Bearer {token}"})
    assert answer.get_json()["code"] == "unknown_token"


def test_a_used_link_says_so(client: FlaskClient, link: str) -> None:
    client.post(link, data={"password": NEW})
    for again in (client.get(link), client.post(link, data={"password": PASSWORD})):
        assert again.status_code == 410
        assert "That link was used: it works once." in again.text


def test_an_expired_link_says_so(client: FlaskClient, link: str) -> None:
    with database.session() as session:
        session.query(Invitation).update({"expires_at": 1})
    assert "That link was open until" in client.post(link, data={"password": NEW}).text


def test_a_newer_link_ends_the_older_one(
    app: Flask, client: FlaskClient, link: str, ana: Account, cleo: Account
) -> None:
    with app.app_context(), database.session() as session:
        invitations.reset(session, cleo, ana.id)
    assert client.get(link).status_code == 404


def test_a_password_changed_by_hand_ends_the_link(
    link: str, signed_in: BrowserOf, cleo: Account, client: FlaskClient
) -> None:
    signed_in(cleo).post("/account/password", data={"current": PASSWORD, "password": NEW})
    assert client.get(link).status_code == 404


def test_a_short_password_is_refused_and_uses_nothing_up(client: FlaskClient, link: str) -> None:
    assert "That is short" in client.post(link, data={"password": "short"}).text
    assert client.get(link).status_code == 200


def test_without_a_mail_server_one_asks_an_admin(client: FlaskClient, ana: Account) -> None:
    assert "Forgot the password?" in client.get("/sign-in").text
    for answer in (client.get("/forgot"), forgot(client, "ana@example.org")):
        assert "Ask an admin here" in answer.text
    with database.read() as session:
        assert session.query(Invitation).count() == 0


def test_a_forgotten_password_gets_a_letter_with_a_link_for_an_hour(
    client: FlaskClient, ana: Account, letters: Mailbox
) -> None:
    assert "is on its way" in forgot(client, " ANA@example.org").text
    (letter,) = letters.all()
    assert (letter["To"], letter["Auto-Submitted"]) == ("ana@example.org", "auto-generated")
    assert client.post(link_in(letter), data={"password": NEW}).status_code == 303
    with database.read() as session:
        made = session.query(Invitation).one()
    assert made.expires_at - made.created_at == 3600 * 1000


def test_the_answer_is_the_same_for_an_address_that_has_no_account(
    client: FlaskClient, ana: Account, letters: Mailbox
) -> None:
    known, unknown = forgot(client, "ana@example.org"), forgot(client, "who@example.org")
    assert known.text.replace("ana@", "who@") == unknown.text
    assert [letter["To"] for letter in letters.all()] == ["ana@example.org"]


def test_the_address_is_looked_up_after_the_answer(
    client: FlaskClient, ana: Account, letters: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[object] = []
    monkeypatch.setattr("facilitator.outbox.post_later", begun.append)
    assert forgot(client, "ana@example.org").status_code == 200
    with database.read() as session:
        assert session.query(Invitation).count() == 0
    assert len(begun) == 1


def test_a_deactivated_account_gets_no_letter(client: FlaskClient, ana: Account, letters: Mailbox) -> None:
    with database.session() as session:
        session.get_one(Account, ana.id).deactivated_at = 1
    assert "is on its way" in forgot(client, "ana@example.org").text
    assert letters.all() == []


def test_a_letter_that_somebody_else_asks_for_ends_no_link(
    client: FlaskClient, ana: Account, letters: Mailbox
) -> None:
    forgot(client, "ana@example.org")
    (letter,) = letters.all()
    forgot(client, "ana@example.org")
    # Its link is made beside the answer, and one that is made after the new password is another one.
    assert len(letters.all()) == 2
    assert client.post(link_in(letter), data={"password": NEW}).status_code == 303
    assert {client.get(link_in(each)).status_code for each in letters.all()} == {404, 410}


def test_a_bad_address_is_refused_beside_the_field(client: FlaskClient, letters: Mailbox) -> None:
    answer = forgot(client, "ana")
    assert answer.status_code == 422
    assert "Write an address like ana@example.org." in answer.text
    assert Page(answer.text).value("input[name=email]") == "ana"


def test_many_letters_to_one_address_need_a_break(
    client: FlaskClient, ana: Account, letters: Mailbox
) -> None:
    answers = [forgot(client, "ana@example.org").status_code for _ in range(4)]
    assert answers == [200] * 3 + [429]
    assert forgot(client, "ben@example.org").status_code == 200


def test_the_link_leads_to_the_operators_address_whatever_the_request_says(
    client: FlaskClient, ana: Account, letters: Mailbox
) -> None:
    client.post("/forgot", data={"email": "ana@example.org"}, headers={"Host": "evil.example"})
    (letter,) = letters.all()
    assert "evil.example" not in letter.as_string()
    assert link_in(letter).startswith("/reset/")


def test_it_signs_in_to_the_mail_server(client: FlaskClient, ana: Account, letters: Mailbox) -> None:
    forgot(client, "ana@example.org")
    letters.all()
    assert letters.signed_in == [(b"us@er", b"pass")]


def test_it_says_nothing_in_the_clear_to_another_machine(
    app: Flask,
    client: FlaskClient,
    ana: Account,
    letters: Mailbox,
    mail_server: StartMailServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    port, elsewhere = mail_server("127.0.0.2")
    chosen = replace(app.config["SETTINGS"], smtp_url=f"smtp://user:pass@127.0.0.2:{port}")
    app.config["SETTINGS"] = chosen
    forgot(client, "ana@example.org")
    send_letters(app)
    assert (elsewhere.letters, elsewhere.signed_in) == ([], [])
    assert "a letter could not be sent: not_encrypted, SMTPNotSupportedError" in caplog.text


def test_a_mail_server_that_is_gone_is_logged_without_the_address(
    app: Flask, client: FlaskClient, ana: Account, caplog: pytest.LogCaptureFixture
) -> None:
    chosen = replace(
        app.config["SETTINGS"], base_url="http://x", smtp_url="smtp://127.0.0.1:1", mail_from="a@b"
    )
    app.config["SETTINGS"] = chosen
    with caplog.at_level(logging.WARNING):
        assert "is on its way" in forgot(client, "ana@example.org").text
        send_letters(app)
    assert "a letter could not be sent: unreachable, ConnectionRefusedError" in caplog.text
    assert "ana@" not in caplog.text
