"""Links to a summary, made and ended by programs."""

from __future__ import annotations

from urllib.parse import urlsplit

from api.conftest import Ask
from fixtures.held import Held
from flask import Flask


def test_a_link_is_made_listed_and_ended(app: Flask, ask: Ask, written: str) -> None:
    path = f"/entries/{written}/links"
    made = ask("POST", path, json={"names": "no", "days": 7})
    link = made.get_json()
    page = urlsplit(link["url"]).path
    assert (made.status_code, link["expires_at"] - link["created_at"]) == (201, 7 * 24 * 3600 * 1000)
    assert ask("GET", path).get_json() == {"links": [link]}
    assert app.test_client().get(page).status_code == 200
    assert ask("DELETE", f"{path}/{link['id']}").status_code == 204
    assert ask("GET", path).get_json() == {"links": []}
    assert app.test_client().get(page).status_code == 404


def test_a_group_has_to_agree(ask: Ask, held: Held, meeting_entry: str) -> None:
    path = f"/entries/{meeting_entry}/links"
    silent = ask("POST", path, json={"names": "no"})
    assert silent.get_json()["errors"][0]["pointer"] == "#/agreed"
    assert ask("POST", path, json={"names": "no", "agreed": "All nodded."}).status_code == 201


def test_a_time_that_is_not_offered_is_pointed_to(ask: Ask, written: str) -> None:
    refused = ask("POST", f"/entries/{written}/links", json={"names": "no", "days": 3})
    assert (refused.status_code, refused.get_json()["errors"][0]["pointer"]) == (422, "#/days")


def test_somebody_else_neither_makes_nor_sees_any(ask: Ask, written: str, cleos: str) -> None:
    path = f"/entries/{written}/links"
    ask("POST", path, json={"names": "yes"})
    for method, sent in (("GET", None), ("POST", {"names": "no"})):
        assert ask(method, path, json=sent, token=cleos).status_code == 404
