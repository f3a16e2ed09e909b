"""Changing entries through the API: only what was read as it is now, and by the rules of the pages."""

from __future__ import annotations

import pytest
from api.conftest import NEW, Ask
from fixtures.entries import is_gone, kinds_of, the
from fixtures.held import Held
from flask.testing import FlaskClient

STALE = '"not-the-etag-of-anything"'


def etag_of(ask: Ask, path: str, token: str | None = None) -> str:
    return ask("GET", path, token=token).headers["ETag"]


def test_a_change_keeps_what_it_does_not_name(ask: Ask, written: str) -> None:
    path = f"/entries/{written}"
    changed = ask("PATCH", path, json={"impact": "Two weeks."}, etag=etag_of(ask, path))
    assert changed.status_code == 200
    assert (changed.get_json()["impact"], changed.get_json()["title"]) == ("Two weeks.", NEW["title"])
    assert changed.headers["ETag"] == etag_of(ask, path)
    assert kinds_of(written) == ["edit"]


def test_a_change_of_what_was_read_before_another_change_is_refused(ask: Ask, written: str) -> None:
    path = f"/entries/{written}"
    before = etag_of(ask, path)
    ask("PATCH", path, json={"impact": "Two weeks."}, etag=before)
    refused = ask("PATCH", path, json={"impact": "Three weeks."}, etag=before)
    assert (refused.status_code, refused.get_json()["code"]) == (412, "changed_meanwhile")
    assert the(written).impact == "Two weeks."


def test_a_proxy_may_make_the_etag_a_weak_one(ask: Ask, written: str) -> None:
    path = f"/entries/{written}"
    changed = ask("PATCH", path, json={"impact": "Two weeks."}, etag=f"W/{etag_of(ask, path)}")
    assert changed.status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [("PATCH", ""), ("DELETE", ""), ("PUT", "/sharing"), ("DELETE", "/sharing"), ("POST", "/review")],
)
def test_a_change_says_what_it_was_made_from(ask: Ask, written: str, method: str, path: str) -> None:
    sent = {"/sharing": {"names": "no"}, "/review": {"answer": "still true"}}.get(path, {})
    without = ask(method, f"/entries/{written}{path}", json=sent)
    stale = ask(method, f"/entries/{written}{path}", json=sent, etag=STALE)
    assert (without.status_code, without.get_json()["code"]) == (428, "no_if_match")
    assert stale.status_code == 412
    assert (the(written).version, the(written).visibility) == (1, "private")


def test_what_is_as_it_was_read_is_not_sent_again(ask: Ask, written: str) -> None:
    path = f"/entries/{written}"
    again = ask("GET", path, If_None_Match=etag_of(ask, path))
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [({"title": ""}, "#/title"), ({"learned": []}, "#/learned"), ({"mood": 1}, "#/mood")],
)
def test_a_change_that_does_not_fit_is_pointed_to(
    ask: Ask, written: str, wrong: dict[str, object], pointer: str
) -> None:
    path = f"/entries/{written}"
    refused = ask("PATCH", path, json=wrong, etag=etag_of(ask, path))
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.get_json()["errors"]] == [pointer]


def test_a_draft_is_finished_by_a_change(ask: Ask, cleos: str) -> None:
    draft = ask("POST", "/drafts", json={"title": "Half"}).get_json()["id"]
    path = f"/entries/{draft}"
    unfinished = ask("PATCH", path, json={"finished": True}, etag=etag_of(ask, path))
    assert unfinished.get_json()["errors"][0]["pointer"] == "#/learned"
    done = ask("PATCH", path, json={"finished": True, "learned": ["A lot."]}, etag=etag_of(ask, path))
    assert (done.get_json()["draft"], kinds_of(draft)) == (False, [])


def test_it_builds_on_earlier_entries_that_the_account_may_read(ask: Ask, written: str, cleos: str) -> None:
    hidden = ask("POST", "/entries", json=NEW, token=cleos).get_json()["id"]
    later = ask("POST", "/entries", json=NEW | {"builds_on": [written, hidden]}).get_json()["id"]
    assert ask("GET", f"/entries/{later}").get_json()["builds_on"] == [written]
    assert ask("GET", f"/entries/{written}").get_json()["used_in"] == [later]


def test_others_read_what_is_shared_until_it_is_taken_back(ask: Ask, written: str, cleos: str) -> None:
    path = f"/entries/{written}"
    shared = ask("PUT", f"{path}/sharing", json={"names": "yes"}, etag=etag_of(ask, path))
    assert shared.get_json()["visibility"] == "everyone"
    theirs = ask("GET", path, token=cleos).get_json()
    assert (theirs["author"], theirs["may"]) == ("Ana", [])
    ask("DELETE", f"{path}/sharing", etag=shared.headers["ETag"])
    assert ask("GET", path, token=cleos).status_code == 404
    assert kinds_of(written) == ["shared", "taken back"]


def test_a_meetings_entry_is_shared_when_its_group_agreed(ask: Ask, held: Held, meeting_entry: str) -> None:
    path = f"/entries/{meeting_entry}"
    silent = ask("PUT", f"{path}/sharing", json={"names": "no"}, etag=etag_of(ask, path))
    assert silent.get_json()["errors"][0]["pointer"] == "#/agreed"
    said = {"names": "drivers", "agreed": "All nodded."}
    assert ask("PUT", f"{path}/sharing", json=said, etag=etag_of(ask, path)).get_json()["names"] == "drivers"


def test_somebody_else_changes_nothing(ask: Ask, written: str, cleos: str) -> None:
    path = f"/entries/{written}"
    ask("PUT", f"{path}/sharing", json={"names": "no"}, etag=etag_of(ask, path))
    tag = etag_of(ask, path, cleos)
    for method, below, sent in (
        ("PATCH", "", {"did": "x"}),
        ("DELETE", "", None),
        ("DELETE", "/sharing", None),
    ):
        assert ask(method, path + below, json=sent, token=cleos, etag=tag).status_code == 403
    assert ask("GET", f"{path}/revisions", token=cleos).status_code == 404


def test_it_says_again_what_it_said_before_a_revision(ask: Ask, written: str) -> None:
    path = f"/entries/{written}"
    ask("PATCH", path, json={"did": "We called."}, etag=etag_of(ask, path))
    [revision] = ask("GET", f"{path}/revisions").get_json()["revisions"]
    assert (revision["kind"], revision["by"], revision["before"]["did"]) == ("edit", "Ana", "")
    restored = ask("POST", f"{path}/revisions/{revision['id']}/restore", etag=etag_of(ask, path))
    assert restored.get_json()["did"] == ""


def test_long_histories_come_in_pages(ask: Ask, written: str) -> None:
    for number in range(12):
        ask(
            "PATCH",
            f"/entries/{written}",
            json={"did": str(number)},
            etag=etag_of(ask, f"/entries/{written}"),
        )
    first = ask("GET", f"/entries/{written}/revisions")
    address = first.headers["Link"].removesuffix('>; rel="next"').partition("/api/v1")[2]
    second = ask("GET", address)
    befores = [row["before"]["did"] for page in (first, second) for row in page.get_json()["revisions"]]
    assert befores == [*map(str, range(10, -1, -1)), ""]
    assert "Link" not in second.headers


def test_what_is_no_longer_true_says_so(ask: Ask, written: str) -> None:
    path = f"/entries/{written}"
    said = ask("POST", f"{path}/review", json={"answer": "no longer"}, etag=etag_of(ask, path))
    assert said.get_json()["validity"] == "no longer"


def test_a_deleted_entry_is_gone(ask: Ask, written: str) -> None:
    gone = ask("DELETE", f"/entries/{written}", etag=etag_of(ask, f"/entries/{written}"))
    assert (gone.status_code, gone.data, is_gone(written)) == (204, b"", True)


def test_earlier_entries_are_offered_for_a_text(ask: Ask, written: str) -> None:
    text = "Another sale where the promise decided and nothing happened"
    offered = ask("POST", "/recall", json={"text": text}).get_json()
    assert [each["id"] for each in offered["entries"]] == [written]
    assert ask("POST", "/recall", json={"text": text, "entry": written}).get_json()["entries"] == []


def test_its_tags_are_suggested(ask: Ask, written: str, cleos: str) -> None:
    assert ask("GET", "/tags?q=sa").get_json() == {"tags": ["Sales"]}
    assert ask("GET", "/tags?q=sa", token=cleos).get_json() == {"tags": []}


@pytest.mark.parametrize(("form", "kind"), [("md", "text/markdown"), ("json", "application/json")])
def test_a_meetings_entry_is_exported(ask: Ask, held: Held, meeting_entry: str, form: str, kind: str) -> None:
    answer = ask("GET", f"/entries/{meeting_entry}/export?format={form}")
    assert (answer.status_code, answer.mimetype) == (200, kind)


def test_what_a_change_leaves_out_has_no_default_in_the_document(client: FlaskClient) -> None:
    shapes = client.get("/api/v1/openapi.json").get_json()["components"]["schemas"]
    for name in ("EntryChange", "MeetingChange"):
        assert not [field for field, told in shapes[name]["properties"].items() if "default" in told]
        assert not shapes[name].get("required")


def test_a_bare_action_is_enough(ask: Ask, written: str) -> None:
    path = f"/entries/{written}"
    changed = ask("PATCH", path, json={"actions": [{"what": "Call back"}]}, etag=etag_of(ask, path))
    assert [action["what"] for action in changed.get_json()["actions"]] == ["Call back"]
    assert changed.get_json()["title"] == ask("GET", path).get_json()["title"]


@pytest.mark.parametrize("action", [{}, {"what": ""}, {"kind": "dance"}])
def test_an_action_that_does_not_fit_is_pointed_to(ask: Ask, written: str, action: dict[str, str]) -> None:
    path = f"/entries/{written}"
    refused = ask("PATCH", path, json={"actions": [action]}, etag=etag_of(ask, path))
    assert refused.status_code == 422
    assert refused.get_json()["errors"][0]["pointer"].startswith("#/actions/0")
