"""Following up on actions through the API."""

from __future__ import annotations

from typing import Any

import pytest
from api.conftest import NEW, Ask
from fixtures.entries import actions_of

from facilitator import database
from facilitator.actions import listing
from facilitator.log.entry.action_history import history_of


@pytest.fixture
def step(ask: Ask) -> dict[str, Any]:
    """A step of an entry of Ana's, as the API tells it."""
    ask("POST", "/entries", json=NEW | {"actions": [{"what": "Ask", "owner": "Ana", "due": "2026-03-01"}]})
    found: dict[str, Any] = ask("GET", "/actions").get_json()["actions"][0]
    return found


def test_an_action_is_listed_with_its_entry(step: dict[str, Any]) -> None:
    told = (step["what"], step["owner"], step["due"], step["state"], step["entry_title"])
    assert told == ("Ask", "Ana", "2026-03-01", "open", NEW["title"])


def test_a_step_is_done(ask: Ask, step: dict[str, Any]) -> None:
    path = f"/actions/{step['id']}"
    done = ask("PATCH", path, json={"state": "done"}, etag=ask("GET", path).headers["ETag"])
    assert (done.status_code, done.get_json()["state"]) == (200, "done")
    assert actions_of(step["entry"])[0].done_at == done.get_json()["done_at"]
    assert ask("GET", "/actions?state=open").get_json() == {"actions": []}
    assert len(ask("GET", "/actions?state=ended&mine=yes").get_json()["actions"]) == 1


def test_it_is_not_done_when_somebody_was_faster(ask: Ask, step: dict[str, Any]) -> None:
    path = f"/actions/{step['id']}"
    before = ask("GET", path).headers["ETag"]
    ask("PATCH", path, json={"state": "dropped", "came_of": "Too late."}, etag=before)
    assert ask("PATCH", path, json={"state": "done"}, etag=before).status_code == 412
    assert ask("PATCH", path, json={"state": "done"}).status_code == 428


def test_a_step_ends_as_steps_do(ask: Ask, step: dict[str, Any]) -> None:
    path = f"/actions/{step['id']}"
    refused = ask("PATCH", path, json={"state": "worked"}, etag=ask("GET", path).headers["ETag"])
    assert (refused.status_code, refused.get_json()["code"]) == (422, "bad_state")


def test_others_see_it_when_it_is_shared_and_its_owner_when_names_are(
    ask: Ask, step: dict[str, Any], cleos: str
) -> None:
    assert ask("GET", "/actions", token=cleos).get_json() == {"actions": []}
    entry = f"/entries/{step['entry']}"
    for names, owner in (("no", ""), ("yes", "Ana")):
        etag = ask("GET", entry).headers["ETag"]
        ask("PUT", f"{entry}/sharing", json={"names": names}, etag=etag)
        assert ask("GET", f"/actions/{step['id']}", token=cleos).get_json()["owner"] == owner
    refused = ask("PATCH", f"/actions/{step['id']}", json={"state": "done"}, token=cleos, etag="*")
    assert (refused.status_code, refused.get_json()["code"]) == (404, "no_action")


def test_many_actions_come_in_pages(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    ask("POST", "/entries", json=NEW | {"actions": [{"what": f"Step {number}"} for number in range(5)]})
    address, seen = "/actions", []
    while address:
        page = ask("GET", address)
        seen += [each["what"] for each in page.get_json()["actions"]]
        address = page.headers.get("Link", "").removesuffix('>; rel="next"').partition("/api/v1")[2]
    assert (len(seen), set(seen)) == (5, {f"Step {number}" for number in range(5)})


@pytest.mark.parametrize("query", ["after=x", "state=undone", "mine=no"])
def test_a_list_that_makes_no_sense_is_refused(ask: Ask, query: str) -> None:
    assert ask("GET", f"/actions?{query}").status_code == 422


def test_its_plan_changes_and_it_ends_in_one_request(ask: Ask, step: dict[str, Any]) -> None:
    sent = {"due": "2026-12-24", "owner": "Cleo", "support": "A ladder", "why": "Later.", "state": "done"}
    path = f"/actions/{step['id']}"
    told = ask("PATCH", path, json=sent | {"worked": "yes", "came_of": "They woke."}, etag="*").get_json()
    names = ("due", "owner", "support", "state", "worked", "came_of")
    assert [told[name] for name in names] == ["2026-12-24", "Cleo", "A ladder", "done", "yes", "They woke."]
    for wrong in ({"due": "1926-01-01"}, {"owner": "x" * 81}, {"worked": "perhaps"}):
        assert ask("PATCH", path, json=wrong, etag="*").status_code == 422
    assert ask("PATCH", path, json={"due": None}, etag="*").get_json()["code"] == "not_open"


def test_each_word_needs_what_it_belongs_to_and_stays_with_it(ask: Ask, step: dict[str, Any]) -> None:
    path = f"/actions/{step['id']}"
    for alone in ({"came_of": "x"}, {"learned": "x"}, {"why": "x"}):
        assert ask("PATCH", path, json=alone, etag="*").status_code == 422
    ask("PATCH", path, json={"due": "2026-12-24", "support": "A ladder", "why": "Later."}, etag="*")
    with database.read() as session:
        told = {change.kind: change.words for change, _ in history_of(session, step["id"])}
    assert told["due"] == "Later."
    ask("PATCH", path, json={"state": "done", "learned": "Nothing."}, etag="*")
    opened = ask("PATCH", path, json={"state": "open", "due": None}, etag="*").get_json()
    assert (opened["state"], opened["due"], opened["learned"]) == ("open", None, "")
