from typing import Protocol

import pytest
from fixtures.entries import Writer, the
from flask import Flask
from werkzeug.test import TestResponse

NEW = {"title": "A sale that did not happen", "learned": ["The promise decided."], "tags": ["Sales"]}


class Ask(Protocol):
    """Sends a request to the API, in the name of Ana's program unless other headers are given."""

    def __call__(
        self, method: str, path: str, *, json: object = None, headers: dict[str, str] | None = None
    ) -> TestResponse: ...


@pytest.fixture
def asks(app: Flask, token: str) -> Ask:
    browser = app.test_client()

    def ask(
        method: str, path: str, *, json: object = None, headers: dict[str, str] | None = None
    ) -> TestResponse:
        named = {"Authorization": f"Bearer {token}"} if headers is None else headers
        return browser.open(f"/api/v1{path}", method=method, headers=named, json=json)

    return ask


def test_a_program_writes_an_entry_that_only_its_account_reads(asks: Ask, other: Writer) -> None:
    made = asks("POST", "/entries", json=NEW)

    assert made.status_code == 201
    assert (the(made.get_json()["id"]).visibility, the(made.get_json()["id"]).draft) == ("private", False)
    assert other.browser.get(f"/log/{made.get_json()['id']}").status_code == 404


def test_it_reads_what_it_wrote(asks: Ask) -> None:
    made = asks("POST", "/entries", json=NEW | {"actions": [{"what": "Ask", "due": "2026-03-01"}]}).get_json()
    one = asks("GET", f"/entries/{made['id']}").get_json()

    assert (one["title"], one["learned"], one["author"]) == (NEW["title"], NEW["learned"], "Ana")
    assert (one["actions"][0]["what"], one["actions"][0]["due"]) == ("Ask", "2026-03-01")


def test_it_lists_and_searches_what_its_account_may_see(asks: Ask, other: Writer) -> None:
    asks("POST", "/entries", json=NEW)
    other.write(title="Somebody else's")
    found = asks("GET", "/entries").get_json()
    none = asks("GET", "/entries?q=xylophone").get_json()

    assert ([each["title"] for each in found["entries"]], found["total"]) == ([NEW["title"]], 1)
    assert none == {"entries": [], "total": 0, "more": False}


def test_somebody_elses_private_entry_is_as_if_it_were_not(asks: Ask, other: Writer) -> None:
    hidden, missing = asks("GET", f"/entries/{other.write()}"), asks("GET", "/entries/nothing")

    assert hidden.status_code == missing.status_code == 404
    assert hidden.json == missing.json


def test_names_that_are_not_shared_are_not_told(asks: Ask, other: Writer) -> None:
    entry_id = other.write()
    other.share(entry_id, names="no")

    assert "author" not in asks("GET", f"/entries/{entry_id}").get_json()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"title": "A"}, "learned: Write down one thing"),
        ({"learned": ["A"]}, "title: Give it a title"),
        (NEW | {"mood": "good"}, "mood: There is no such field"),
        (NEW | {"visibility": "everyone"}, "visibility: There is no such field"),
        (NEW | {"learned": [" "]}, "Write down one thing"),
    ],
)
def test_what_does_not_fit_is_named(asks: Ask, body: dict[str, object], said: str) -> None:
    answer = asks("POST", "/entries", json=body)

    assert answer.status_code == 422
    assert said in answer.get_json()["message"]


def test_without_a_token_there_is_nothing(asks: Ask) -> None:
    assert asks("GET", "/entries", headers={}).status_code == 401
    assert asks("POST", "/entries", headers={}, json=NEW).status_code == 401
