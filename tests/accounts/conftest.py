"""What tests of accounts share: more browsers, a mail server and a provider."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fixtures.elsewhere import provided, provider, running_provider
from fixtures.mail import letters, mail_server, wait_for_letters
from flask import Flask
from flask.testing import FlaskClient

from facilitator import database
from facilitator.accounts import people
from facilitator.accounts.access import COOKIE
from facilitator.accounts.tables import Account

__all__ = ["letters", "mail_server", "provided", "provider", "running_provider"]

# Opens a new browser in which somebody is signed in.
BrowserOf = Callable[[Account], FlaskClient]


@pytest.fixture(autouse=True)
def _whole_letters() -> Iterator[None]:
    yield
    wait_for_letters()


@pytest.fixture
def signed_in(app: Flask) -> BrowserOf:
    """A new browser in which somebody is signed in."""

    def browser(account: Account) -> FlaskClient:
        made = app.test_client()
        with database.session() as session:
            made.set_cookie(COOKIE, people.sign_in(session, account.id))
        return made

    return browser
