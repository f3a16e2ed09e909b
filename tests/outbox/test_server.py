"""A real server delivers by itself."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import requests
from cast import until
from conftest import Server, empty_database, free_port
from fixtures.app import PASSWORD
from fixtures.entries import LEARNED
from fixtures.mail import SITE
from html_page import Page
from outbox.conftest import PostOffice
from webhooks.conftest import Receiver


def test_the_server_sends_by_itself_what_it_posts(tmp_path: Path) -> None:
    """A letter arrives also while a webhook's receiver does not answer."""
    office, receiver = PostOffice(), Receiver()
    settings = {
        "FACILITATOR_BASE_URL": SITE,
        "FACILITATOR_SMTP_URL": f"smtp://127.0.0.1:{office.port}",
        "FACILITATOR_MAIL_FROM": "facilitator@example.org",
        "FACILITATOR_WEBHOOK_NETWORKS": "127.0.0.1/32",
    }
    server = Server(tmp_path, free_port(), empty_database() | settings)
    server.start()
    office.open()
    receiver.open()
    try:
        with requests.Session() as browser:
            set_up(server, browser)
            receiver.mood = "stalls"
            share_an_entry(server, browser, receiver.url)
            until(lambda: receiver.got, 60)
            ask_for_a_new_password(server)
            until(lambda: office.letters, 5)
        assert office.letters[0]["To"] == "ana@example.org"
        assert receiver.got[0].json["type"] == "entry.shared"
    finally:
        receiver.close()
        server.end()
        office.close()


def set_up(server: Server, browser: requests.Session) -> None:
    """Make Ana's account with the link that the server has printed."""
    link = server.log().split("/setup/")[1].split()[0]
    send(server, browser, f"/setup/{link}", name="Ana", email="ana@example.org", password=PASSWORD)


def ask_for_a_new_password(server: Server) -> None:
    with requests.Session() as nobody:
        send(server, nobody, "/forgot", email="ana@example.org")


def share_an_entry(server: Server, browser: requests.Session, url: str) -> None:
    """Make a webhook, and share an entry of which it is told."""
    send(
        server,
        browser,
        "/admin/webhooks/new",
        name="Ops",
        format="standard",
        url=url,
        events="entry.shared",
    )
    entry = {"title": "Outage", "learned": LEARNED, "date": "2026-11-26"}
    made = urlsplit(send(server, browser, "/log/new", **entry)).path
    preview = Page(browser.get(f"{server.url}{made}/share", timeout=10).text)
    send(server, browser, f"{made}/share", seen=preview.value("input[name=seen]"), names="no")


def send(server: Server, browser: requests.Session, path: str, **fields: str) -> str:
    """Fill in the form of a page; where its answer leads."""
    page = Page(browser.get(server.url + path, timeout=10).text)
    token = page.value("main input[name=csrf_token]")
    answer = browser.post(
        server.url + path, data=fields | {"csrf_token": token}, timeout=10, allow_redirects=False
    )
    assert answer.status_code < 400, answer.text
    return answer.headers.get("location", "")
