"""A program that acts for Ana, and what the log has for it."""

from __future__ import annotations

from typing import Any, Protocol

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from facilitator import database
from facilitator.accounts import people
from facilitator.accounts.tables import Account

NEW: dict[str, Any] = {
    "title": "A sale that did not happen",
    "learned": ["The promise decided."],
    "tags": ["Sales"],
}


class Ask(Protocol):
    """Sends a request to the API, in the name of Ana's program unless another token is given."""

    def __call__(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        token: str | None = None,
        etag: str | None = None,
        **headers: str,
    ) -> TestResponse: ...


@pytest.fixture
def ask(app: Flask, token: str) -> Ask:
    browser, own = app.test_client(), token

    def ask(
        method: str,
        path: str,
        *,
        json: object = None,
        token: str | None = None,
        etag: str | None = None,
        **headers: str,
    ) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named["Authorization"] = f"Bearer {token or own}"
        if etag is not None:
            named["If-Match"] = etag
        return browser.open(f"/api/v1{path}", method=method, headers=named, json=json)

    return ask


@pytest.fixture
def written(ask: Ask) -> str:
    """The id of an entry that Ana's program wrote."""
    return str(ask("POST", "/entries", json=NEW).get_json()["id"])


@pytest.fixture
def cleos(app: Flask, cleo: Account) -> str:
    """The token of a program that acts for Cleo."""
    with database.session() as session:
        return people.create_token(session, cleo.id, "tests")
