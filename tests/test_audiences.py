"""What a page declares of its audience is enforced before the page itself is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fixtures.held import browser
from flask import Flask
from flask.testing import FlaskClient
from routes import methods_of, path_of
from werkzeug.routing import Rule

from facilitator.accounts.tables import Account

ENDING = {"ending": "md"}


@pytest.fixture
def called(app: Flask) -> list[str]:
    """The endpoints that were called. None of them does anything."""
    calls: list[str] = []

    def stands_in(endpoint: str, view: Any) -> Callable[..., str]:
        def call(**_: object) -> str:
            calls.append(endpoint)
            return ""

        call.audience = view.audience  # type: ignore[attr-defined]
        return call

    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = stands_in(endpoint, view)
    return calls


def requests_of(app: Flask, *, for_everyone: bool) -> Iterator[tuple[Rule, str, str]]:
    """A path and a method for each route."""
    for rule in app.url_map.iter_rules():
        view: Any = app.view_functions[rule.endpoint]
        if (view.audience == "everyone") == for_everyone:
            yield rule, path_of(rule, dict.fromkeys(rule.arguments, "x" * 16) | ENDING), min(methods_of(rule))


def test_a_stranger_reaches_no_page_that_is_not_for_everyone(
    app: Flask, client: FlaskClient, called: list[str]
) -> None:
    for rule, path, method in requests_of(app, for_everyone=False):
        answer = client.open(path, method=method)
        assert (rule.rule, answer.status_code in {302, 401, 403, 404}) == (rule.rule, True)
    assert called == []


def test_a_stranger_reaches_all_others(app: Flask, client: FlaskClient, called: list[str]) -> None:
    for rule, path, method in requests_of(app, for_everyone=True):
        client.open(path, method=method)
        assert called[-1] == rule.endpoint


def test_a_member_reaches_no_page_for_admins(
    app: Flask, client: FlaskClient, cleo: Account, called: list[str]
) -> None:
    as_cleo = browser(app, cleo)
    for rule, path, method in requests_of(app, for_everyone=False):
        view: Any = app.view_functions[rule.endpoint]
        if view.audience == "admin":
            assert (rule.rule, as_cleo.open(path, method=method).status_code) == (rule.rule, 403)
    assert called == []
