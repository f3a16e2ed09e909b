"""A program that acts for Ana, and what the log has for it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Protocol

import pytest
from flask import Flask, Response, request, request_finished
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from facilitator import database
from facilitator.accounts import people
from facilitator.accounts.tables import Account
from facilitator.api.document import document as document_of_app

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


@pytest.fixture(autouse=True)
def answers_fit() -> Iterator[None]:
    """Every answer that the API gives in these tests has exactly the shape that the document tells of."""
    misfits: list[str] = []

    def check(_: Flask, response: Response) -> None:
        if request.path.startswith("/api/v1/") and request.url_rule and response.data and response.is_json:
            misfits.extend(_misfits(request.url_rule, request.method.lower(), response))

    with request_finished.connected_to(check):
        yield
    assert misfits == []


def _misfits(rule: Rule, method: str, response: Response) -> Iterator[str]:
    document = _strict()
    path = re.sub(r"<(\w+)>", r"{\1}", rule.rule.removeprefix("/api/v1"))
    told = document["paths"][path].get(method, {}).get("responses", {}).get(str(response.status_code), {})
    schema = told.get("content", {}).get(response.mimetype, {}).get("schema")
    if schema is None:
        yield f"{method} {path} is not told to answer {response.status_code} with {response.mimetype}"
        return
    shapes = {"components": document["components"]}
    for error in Draft202012Validator(shapes | schema).iter_errors(response.get_json()):
        yield f"{method} {path} {response.status_code}: {error.json_path} {error.message}"


@cache
def _strict() -> dict[str, Any]:
    """The document, with answers that say nothing that it does not tell of."""
    found = copy.deepcopy(document_of_app())
    for shape in found["components"]["schemas"].values():
        shape.setdefault("additionalProperties", False)
    return found


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/api/v1/openapi.json").get_json()
    return answer


@pytest.fixture
def written(ask: Ask) -> str:
    """The id of an entry that Ana's program wrote."""
    return str(ask("POST", "/entries", json=NEW).get_json()["id"])


@pytest.fixture
def cleos(app: Flask, cleo: Account) -> str:
    """The token of a program that acts for Cleo."""
    with database.session() as session:
        return people.create_token(session, cleo.id, "tests")
