"""A real server delivers by itself."""

from __future__ import annotations

from pathlib import Path

import requests
from cast import until
from conftest import Server, empty_database, free_port
from fixtures.app import PASSWORD
from fixtures.mail import SITE
from html_page import Page
from outbox.conftest import PostOffice


def test_the_server_sends_by_itself_what_it_posts(tmp_path: Path) -> None:
    office = PostOffice()
    mail = {
        "FACILITATOR_BASE_URL": SITE,
        "FACILITATOR_SMTP_URL": f"smtp://127.0.0.1:{office.port}",
        "FACILITATOR_MAIL_FROM": "facilitator@example.org",
    }
    server = Server(tmp_path, free_port(), empty_database() | mail)
    server.start()
    office.open()
    try:
        set_up(server)
        ask_for_a_new_password(server)
        until(lambda: office.letters, 60)
        assert office.letters[0]["To"] == "ana@example.org"
    finally:
        server.stop()
        office.close()


def set_up(server: Server) -> None:
    """Make Ana's account with the link that the server has printed."""
    link = server.log().split("/setup/")[1].split()[0]
    send(server, f"/setup/{link}", name="Ana", email="ana@example.org", password=PASSWORD)


def ask_for_a_new_password(server: Server) -> None:
    send(server, "/forgot", email="ana@example.org")


def send(server: Server, path: str, **fields: str) -> None:
    """Fill in the form of a page, as a new browser does."""
    with requests.Session() as browser:
        page = Page(browser.get(server.url + path, timeout=10).text)
        token = page.value("input[name=csrf_token]")
        answer = browser.post(server.url + path, data=fields | {"csrf_token": token}, timeout=10)
        assert answer.ok, answer.text
