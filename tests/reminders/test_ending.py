"""The link in each letter that ends the reminders, and what mail programs send to it."""

from __future__ import annotations

from dataclasses import replace

import requests
from conftest import Server
from flask import Flask
from flask.testing import FlaskClient
from outbox.conftest import PostOffice
from reminders.conftest import Give, Hand, letters_of

from facilitator import database
from facilitator.accounts import people
from facilitator.accounts.tables import Account
from facilitator.config import load
from facilitator.reminders.owners import end_token


def is_reminded(account: Account) -> bool:
    with database.read() as session:
        return session.get_one(Account, account.id).reminds


def test_the_headers_are_those_of_one_click(
    office: PostOffice, hand: Hand, give: Give, ana: Account, client: FlaskClient
) -> None:
    assert office.app
    config = office.app.config
    config["SETTINGS"] = replace(config["SETTINGS"], base_url="https://meet.example.org")
    give("Ana")
    [letter] = letters_of(office)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = str(letter["List-Unsubscribe"]).removeprefix("<https://meet.example.org").removesuffix(">")
    assert link in letter.get_content()
    # Programs that look whether a link is safe open it.
    assert "End the reminders?" in client.get(link).text
    assert is_reminded(ana)
    assert "The reminders have ended" in client.post(link).text
    assert not is_reminded(ana)


def test_a_wrong_link_ends_nothing(bound: Flask, client: FlaskClient, ana: Account, cleo: Account) -> None:
    for token in ("x", "é", end_token(cleo.id)):
        assert client.post(f"/reminders/{ana.id}/{token}").status_code == 404
    assert is_reminded(ana)


def test_one_click_needs_neither_cookie_nor_token(server: Server) -> None:
    app = Flask("cast")
    app.config["SETTINGS"] = load(server.environ)
    database.init(app.config["SETTINGS"].database_url)
    with app.app_context():
        with database.session() as session:
            made = people.create_account(session, "Once", "once@example.org", "", "member")
        url = f"{server.url}/reminders/{made.id}/{end_token(made.id)}"
        answer = requests.post(url, data={"List-Unsubscribe": "One-Click"}, timeout=10)
        assert (answer.status_code, is_reminded(made)) == (200, False)
