"""The link in each letter that ends the reminders, and what mail programs send to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import requests
from cast import until
from conftest import Server, empty_database, free_port
from fixtures.mail import SITE
from flask import Flask
from flask.testing import FlaskClient
from outbox.conftest import PostOffice, rows
from reminders.conftest import Give, Hand, add_action, inside, letters_of, on_sqlite, zone_of_the_afternoon

from facilitator import database, migrations
from facilitator.accounts import people
from facilitator.accounts.tables import Account
from facilitator.config import load
from facilitator.reminders import writing
from facilitator.reminders.owners import end_token


def is_reminded(account: Account) -> bool:
    with database.read() as session:
        return session.get_one(Account, account.id).reminds


@on_sqlite
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


@on_sqlite
def test_a_wrong_link_ends_nothing(bound: Flask, client: FlaskClient, ana: Account, cleo: Account) -> None:
    for token in ("x", "é", end_token(cleo.id)):
        assert client.post(f"/reminders/{ana.id}/{token}").status_code == 404
    assert is_reminded(ana)


@on_sqlite
@pytest.mark.parametrize("how", ["by a letter", "on the account's page"])
def test_a_letter_that_waits_is_withdrawn(
    office: PostOffice, hand: Hand, give: Give, ana: Account, as_ana: FlaskClient, how: str
) -> None:
    give("Ana")
    with inside(office):
        writing.write_due()
        url = f"/reminders/{ana.id}/{end_token(ana.id)}"
    assert len(rows()) == 1
    assert as_ana.post(url if how == "by a letter" else "/account/reminders").status_code in {200, 303}
    assert (rows(), letters_of(office)) == ([], [])


def test_a_server_reminds_by_itself_and_one_click_needs_neither_cookie_nor_token(tmp_path: Path) -> None:
    office = PostOffice()
    mail = {
        "FACILITATOR_BASE_URL": SITE,
        "FACILITATOR_SMTP_URL": f"smtp://127.0.0.1:{office.port}",
        "FACILITATOR_MAIL_FROM": "facilitator@example.org",
    }
    server = Server(tmp_path, free_port(), empty_database() | mail)
    url = load(server.environ).database_url
    migrations.upgrade(url)
    database.init(url)
    account = owner_of_an_action()
    server.start()
    office.open()
    try:
        until(lambda: office.letters, 30)
        link = str(office.letters[0]["List-Unsubscribe"]).strip("<>").removeprefix(SITE)
        sent = {"List-Unsubscribe": "One-Click"}
        assert requests.post(server.url + link, data=sent, timeout=10).status_code == 200
        assert not is_reminded(account)
    finally:
        server.end()
        office.close()


def owner_of_an_action() -> Account:
    with database.session() as session:
        made = people.create_account(session, "Ana", "ana@example.org", "", "member")
        made.known_zone = zone_of_the_afternoon()
    add_action(made, "Ana")
    return made
