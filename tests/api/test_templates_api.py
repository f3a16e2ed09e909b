"""Templates for programs: making one, reading it, changing parts of it, and deleting it."""

from __future__ import annotations

from typing import Any

import pytest
from api.conftest import Ask

from facilitator import database
from facilitator.accounts import people
from facilitator.accounts.tables import Account
from facilitator.meeting.ground_rules import TEXTS

AGENDA = [{"kind": "recount", "seconds": 60}, {"kind": "reflect", "title": "Write", "seconds": 540}]
NEW: dict[str, Any] = {
    "name": "Ten minutes",
    "agenda": AGENDA,
    "columns": [{"title": "Glad", "counts_as": "worked"}],
    "rules": ["Phones away."],
}


@pytest.fixture
def cleos(cleo: Account) -> str:
    """A token with which programs act for Cleo, who is no admin."""
    with database.session() as session:
        return people.create_token(session, cleo.id, "tests")


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["code"]


def test_one_is_made_read_and_begun_with(ask: Ask) -> None:
    made = ask("POST", "/templates", json=NEW)
    told = made.get_json()
    assert made.status_code == 201
    assert told["url"].endswith(f"/templates/{told['id']}")
    assert [stage["title"] for stage in told["agenda"]] == ["What happened", "Write"]
    assert told["columns"] == [{"id": "", "title": "Glad", "hint": "", "counts_as": "worked"}]
    read = ask("GET", f"/templates/{told['id']}")
    assert read.get_json() == told == ask("GET", "/templates").get_json()["templates"][0]
    assert ask("GET", f"/templates/{told['id']}", If_None_Match=read.headers["ETag"]).status_code == 304

    meeting = ask("POST", "/meetings", json={"title": "Next", "from_template": told["id"]}).get_json()["id"]
    begun = ask("GET", f"/meetings/{meeting}").get_json()
    assert (begun["agenda"], begun["rules"]) == (told["agenda"], ["Phones away."])
    usual = ask("POST", "/templates", json={"name": "Usual", "minutes": 45}).get_json()
    assert (sum(stage["seconds"] for stage in usual["agenda"]), usual["rules"]) == (45 * 60, list(TEXTS))


def test_a_change_changes_what_it_names(ask: Ask) -> None:
    told = ask("POST", "/templates", json=NEW).get_json()
    path = f"/templates/{told['id']}"

    def change(sent: dict[str, Any]) -> dict[str, Any]:
        answer = ask("PATCH", path, json=sent, etag=ask("GET", path).headers["ETag"])
        assert answer.status_code == 200, answer.text
        changed: dict[str, Any] = answer.get_json()
        return changed

    assert change({"name": "Ours", "rules": []}) == told | {"name": "Ours", "rules": []}
    longer = change({"minutes": 25})
    assert (sum(stage["seconds"] for stage in longer["agenda"]), longer["columns"]) == (1500, told["columns"])
    assert change({"agenda": AGENDA})["agenda"] == told["agenda"]


def test_what_does_not_fit_is_refused(ask: Ask) -> None:
    told = ask("POST", "/templates", json=NEW).get_json()
    path, etag = f"/templates/{told['id']}", ask("GET", f"/templates/{told['id']}").headers["ETag"]
    assert code(ask("POST", "/templates", json=NEW | {"name": "TEN minutes"})) == (409, "name_taken")
    for sent, wrong in (
        ({"agenda": [AGENDA[0] | {"seconds": 600}, AGENDA[1]]}, "/agenda"),
        ({"columns": []}, "/columns"),
        ({"columns": [{"title": "x" * 61}]}, "/columns/0/title"),
        ({"name": " "}, "/name"),
        ({"template": 60}, "/template"),
    ):
        for answer in (
            ask("POST", "/templates", json=NEW | {"name": "Other"} | sent),
            ask("PATCH", path, json=sent, etag=etag),
        ):
            pointers = [error["pointer"] for error in answer.get_json()["errors"]]
            assert (answer.status_code, pointers) == (422, [f"#{wrong}"])
    for part in ("agenda", "minutes", "columns", "rules", "name"):
        answer = ask("PATCH", path, json={part: None}, etag=etag)
        pointers = [error["pointer"] for error in answer.get_json()["errors"]]
        assert (answer.status_code, pointers) == (422, [f"#/{part}"])
    assert ask("GET", path).get_json() == told


def test_only_whoever_made_it_and_admins_change_it(ask: Ask, cleos: str) -> None:
    mine = ask("POST", "/templates", json=NEW).get_json()["id"]
    theirs = ask("POST", "/templates", json={"name": "Cleo’s"}, token=cleos).get_json()["id"]
    etag = ask("GET", f"/templates/{mine}", token=cleos).headers["ETag"]
    assert code(ask("PATCH", f"/templates/{mine}", json={"name": "X"}, token=cleos, etag=etag)) == (
        403,
        "not_allowed",
    )
    assert code(ask("DELETE", f"/templates/{mine}", token=cleos, etag=etag)) == (403, "not_allowed")
    # Ana is an admin.
    etag = ask("GET", f"/templates/{theirs}").headers["ETag"]
    assert ask("DELETE", f"/templates/{theirs}", etag=etag).status_code == 204
    assert code(ask("GET", f"/templates/{theirs}")) == (404, "no_template")


def test_nobodys_change_is_lost_and_none_is_made_twice(ask: Ask) -> None:
    first, again = (ask("POST", "/templates", json=NEW, Idempotency_Key="one") for _ in range(2))
    assert first.get_json() == again.get_json()
    path = f"/templates/{first.get_json()['id']}"
    etag = ask("GET", path).headers["ETag"]
    assert ask("PATCH", path, json={"rules": ["One speaks."]}, etag=etag).status_code == 200
    assert code(ask("PATCH", path, json={"rules": ["Mine."]}, etag=etag)) == (412, "changed_meanwhile")
    assert code(ask("DELETE", path, etag=etag)) == (412, "changed_meanwhile")
    assert code(ask("PATCH", path, json={"rules": ["Mine."]})) == (428, "no_if_match")
