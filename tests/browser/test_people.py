"""Accounts as people meet them: by invitation, by letter, through a provider; on a real server."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from browser.looks import barriers, too_wide
from browser.someone import MakeSomeone, Someone, http_address_in
from cast import a_meeting
from conftest import Server, free_port
from fixtures.app import PASSWORD
from fixtures.elsewhere import Provider, provider, running_provider
from fixtures.mail import Mailbox, mail_servers
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from pyotp import TOTP

from facilitator import database
from facilitator.accounts import invitations, people
from facilitator.accounts.access import COOKIE
from facilitator.accounts.passwords import hash_password
from facilitator.accounts.tables import Account
from facilitator.config import load
from facilitator.room import service
from facilitator.tokens import new_id
from facilitator.trackers.tables import Tracker
from facilitator.webhooks import store as webhooks
from facilitator.webhooks.events import TITLES

__all__ = ["provider", "running_provider"]

NEW = "another good password"


@pytest.fixture(scope="module")
def letters() -> Iterator[tuple[int, Mailbox]]:
    with mail_servers() as start:
        yield start("127.0.0.1")


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, letters: tuple[int, Mailbox], running_provider: str
) -> Iterator[Server]:
    """A server with a mail server and a provider."""
    port = free_port()
    made = Server(
        tmp_path_factory.mktemp("people"),
        port,
        more={
            "FACILITATOR_BASE_URL": f"http://127.0.0.1:{port}",
            "FACILITATOR_SMTP_URL": f"smtp://127.0.0.1:{letters[0]}",
            "FACILITATOR_MAIL_FROM": "facilitator <facilitator@example.org>",
            "OIDC_ISSUER": running_provider,
            "OIDC_CLIENT_ID": "facilitator",
            "OIDC_CLIENT_SECRET": "secret",
            "OIDC_DOMAINS": "example.org",
            "OIDC_NAME": "Example Login",
        },
    )
    made.start()
    yield made
    made.end()


@pytest.fixture
def inside(server: Server) -> Iterator[Flask]:
    """The server's database and settings, in this process."""
    app = Flask("inside")
    app.config["SETTINGS"] = load(server.environ)
    database.init(app.config["SETTINGS"].database_url)
    with app.app_context():
        yield app


@dataclass(frozen=True)
class Admin:
    """An admin who is signed in, and the account."""

    person: Someone
    account: Account


@pytest.fixture
def ana(inside: Flask, someone: MakeSomeone, server: Server) -> Admin:
    ana = someone(server.url, "Ana")
    with database.session() as session:
        address = f"{new_id()}@example.org"
        account = people.create_account(session, "Ana", address, hash_password(PASSWORD), "admin")
        ana.keeps_cookie(COOKIE, people.sign_in(session, account.id, "Firefox/131.0 Windows"))
        people.sign_in(session, account.id, "iPhone Safari/604.1")
    return Admin(ana, account)


def link_in(mailbox: Mailbox, count: int, page: Page) -> str:
    """The link in the newest of so many letters to Ben."""
    for _ in range(100):
        if len(letters := mailbox.to("ben@example.org")) == count:
            return http_address_in(letters[-1].get_content())
        page.wait_for_timeout(100)
    raise AssertionError("no letter came")


def test_an_invited_person_comes_forgets_and_comes_again(
    ana: Admin, someone: MakeSomeone, server: Server, letters: tuple[int, Mailbox]
) -> None:
    admin, mailbox = ana.person, letters[1]
    admin.page.goto("/admin")
    admin.box("E-mail address if you like").fill("ben@example.org")
    admin.presses("Make the invitation")
    admin.sees("The invitation is on its way to ben@example.org.")

    ben = someone(server.url, "Ben", width=360)
    ben.page.goto(link_in(mailbox, 1, ben.page))
    ben.box("Your name").fill("Ben")
    ben.box("Password").fill(PASSWORD)
    ben.presses("Make my account")
    expect(ben.page.get_by_role("link", name="Prepare a meeting")).to_be_visible()

    ben.page.goto("/account")
    ben.presses("Sign out")
    ben.page.goto("/sign-in")
    ben.page.get_by_role("link", name="Forgot the password?").click()
    ben.box("E-mail address").fill("ben@example.org")
    ben.presses("Send me the link")
    ben.sees("is on its way there")
    ben.page.goto(link_in(mailbox, 2, ben.page))
    ben.box("New password").fill(NEW)
    ben.presses("Set my password")
    ben.sees("Your new password is set.")


def test_one_sets_up_a_second_factor_and_signs_in_with_it(ana: Admin) -> None:
    person, page = ana.person, ana.person.page
    page.goto("/account")
    page.get_by_role("link", name="Set it up").click()
    person.box("Your password").fill(PASSWORD)
    person.presses("Set it up")
    app = TOTP(person.box("The key").input_value().replace(" ", ""))
    person.box("The six digits that the app shows now").fill(app.now())
    person.presses("Turn it on")
    person.sees("Keep these recovery codes")
    recovery = page.locator(".codes code").first.inner_text()
    page.goto("/account")
    person.presses("Sign out")
    page.goto("/sign-in")
    person.box("E-mail address").fill(ana.account.email)
    person.box("Password").fill(PASSWORD)
    person.presses("Sign in")
    person.sees("The code from your app")
    person.box("Code").fill(recovery)
    person.presses("Sign in")
    expect(page.get_by_role("link", name="Prepare a meeting")).to_be_visible()


def test_one_signs_in_through_the_provider(
    ana: Admin, browser: Browser, server: Server, provider: Provider
) -> None:
    provider.knows("ben", email="ben@example.org", email_verified=True, name="Ben Okri")
    page = browser.new_page(base_url=server.url)
    # The mock's own pages would fetch their looks from elsewhere.
    page.route(re.compile(r"^https:"), lambda route: route.abort())
    page.goto("/account")
    page.get_by_role("link", name="Sign in with Example Login").click()
    page.get_by_placeholder("sub").fill("ben")
    page.get_by_role("button", name="Authorize").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    expect(page).to_have_url(f"{server.url}/account")
    page.close()


Pages = dict[str, Callable[[Page], object]]
"""What to do on a page, by its address."""


@pytest.fixture
def pages(ana: Admin, inside: Flask) -> Pages:
    """Each page of accounts as an admin can meet it, with long names, by address."""
    someone, account = ana.person, ana.account
    with database.session() as session:
        ben = people.create_account(session, "Donaudampfschiff" * 5, f"{'b' * 60}@example.org", "", "member")
        people.create_token(session, account.id, "x" * 80)
        invite = invitations.token_of(
            invitations.invite(session, account.id, "admin", f"{'z' * 60}@example.org")
        )
        reset = invitations.token_of(invitations.reset(session, ben, account.id))
        meeting, link, _ = service.create_meeting(session, None, a_meeting(title="y" * 120))
        session.add(Tracker(id=new_id(), name="t" * 40, url=f"https://tracker.example/{'u' * 500}{{title}}"))
        told = {
            "name": "w" * 60,
            "format": "standard",
            "url": f"https://{'h' * 60}.example/",
            "events": [*TITLES],
        }
        hook = webhooks.make(session, told, 0).id
    someone.keeps_cookie(f"seat_{meeting}", service.join(link, "Annie").token)
    return {
        "/admin": lambda page: page.get_by_text("Change", exact=True).first.click(),
        "/admin/webhooks": lambda page: None,
        "/admin/webhooks/new": lambda page: page.get_by_text("Make the webhook").click(),
        f"/admin/webhooks/{hook}": lambda page: page.get_by_text("Show it").click(),
        "/admin/trackers": lambda page: None,
        "/admin/trackers/new?preset=jira": lambda page: page.get_by_text("Add it").click(),
        "/account": lambda page: (
            page.get_by_label("Which program").fill("bot"),
            page.get_by_text("Make a token").click(),
        ),
        "/account/second-factor": lambda page: (
            page.get_by_label("Your password").fill(PASSWORD),
            page.get_by_text("Set it up").click(),
            page.get_by_label("The six digits").fill("12"),
            page.get_by_text("Turn it on").click(),
        ),
        "/account/meetings": lambda page: None,
        f"/invitation/{invite}": lambda page: page.get_by_text("Make my account").click(),
        f"/reset/{reset}": lambda page: page.get_by_text("Set my password").click(),
        "/forgot": lambda page: page.get_by_text("Send me the link").click(),
    }


def test_the_pages_of_people_are_open_to_all(ana: Admin, pages: Pages) -> None:
    someone = ana.person
    # A form with a mistake is answered with 422, which the browser tells its console.
    someone.is_away = True
    for address, act in pages.items():
        someone.page.set_viewport_size({"width": 1280, "height": 800})
        someone.page.goto(address)
        act(someone.page)
        someone.page.wait_for_load_state()
        assert (address, barriers(someone.page), too_wide(someone.page)) == (address, [], [])
