"""Reading and changing through the API what was prepared."""

from __future__ import annotations

from typing import Any

import pytest
from api.conftest import Ask
from sqlalchemy import update

from facilitator import database
from facilitator.accounts.tables import Account, ApiToken
from facilitator.fields import NO_SUCH_ZONE
from facilitator.log.entry.tables import Entry
from facilitator.meeting.columns import COLUMN_KINDS
from facilitator.meeting.commands import AddTimelineRow, Start
from facilitator.meeting.ground_rules import TEXTS
from facilitator.room import service, templates
from facilitator.room.access import seat_in
from facilitator.room.store import read_state
from facilitator.room.tables import TemplateRow
from facilitator.tokens import new_id

SENT = {"title": "The release", "happened": "A day.", "timeline": [{"at": "09:00", "what": "We begin"}]}


@pytest.fixture
def made(ask: Ask) -> dict[str, Any]:
    answer: dict[str, Any] = ask("POST", "/meetings", json=SENT).get_json()
    return answer


def starts(made: dict[str, Any]) -> None:
    with database.read() as session:
        seat = seat_in(session, made["id"], made["seat_token"])
    service.act(made["id"], seat.id, new_id(), Start())


def test_it_is_read_in_the_words_in_which_it_was_prepared(ask: Ask, made: dict[str, Any]) -> None:
    told = ask("GET", f"/meetings/{made['id']}").get_json()
    assert {name: told[name] for name in SENT} == SENT
    assert (told["status"], told["join_url"], len(told["agenda"])) == ("draft", made["join_url"], 8)


def test_a_change_keeps_what_it_does_not_name(ask: Ask, made: dict[str, Any]) -> None:
    path = f"/meetings/{made['id']}"
    sent = {"impact": "Orders were late.", "minutes": 90, "scheduled_at": "2026-03-09T14:00:00+01:00"}
    changed = ask("PATCH", path, json=sent, etag=ask("GET", path).headers["ETag"]).get_json()
    assert (changed["impact"], changed["happened"]) == ("Orders were late.", "A day.")
    assert (changed["scheduled_at"], changed["timeline"]) == ("2026-03-09T13:00:00+00:00", SENT["timeline"])
    assert sum(stage["seconds"] for stage in changed["agenda"]) == 90 * 60
    # Null empties what can be empty, and is no word for the default of the others.
    told = ask("GET", path)
    for part in ("agenda", "minutes", "template", "columns", "rules", "zone", "review"):
        answer = ask("PATCH", path, json={part: None}, etag=told.headers["ETag"])
        pointers = [error["pointer"] for error in answer.get_json()["errors"]]
        assert (answer.status_code, pointers) == (422, [f"#/{part}"])
    emptied = ask("PATCH", path, json={"scheduled_at": None, "follows": None}, etag=told.headers["ETag"])
    assert emptied.get_json() == told.get_json() | {"scheduled_at": None}


def test_its_columns_and_ground_rules_are_its_own(ask: Ask, made: dict[str, Any]) -> None:
    usual = ask("GET", f"/meetings/{made['id']}").get_json()
    assert [column["id"] for column in usual["columns"]] == list(COLUMN_KINDS)
    assert usual["rules"] == list(TEXTS)

    own = {"columns": [{"title": "Glad", "counts_as": "worked"}, {"title": "Odd"}], "rules": ["Phones away."]}
    path = f"/meetings/{ask('POST', '/meetings', json=SENT | own).get_json()['id']}"
    told = ask("GET", path)
    glad, odd = told.get_json()["columns"]
    assert glad == {"id": "worked", "title": "Glad", "hint": "", "counts_as": "worked"}
    changes = {"columns": [odd | {"title": "Strange", "hint": "To you."}, {"title": "Sad"}]}
    changed = ask("PATCH", path, json=changes, etag=told.headers["ETag"]).get_json()
    assert changed["columns"][0] == odd | {"title": "Strange", "hint": "To you."}
    assert (len(changed["columns"]), changed["rules"]) == (2, ["Phones away."])


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"columns": []}, "/columns"),
        ({"columns": [{"title": "Odd"}, {"title": "ODD"}]}, "/columns"),
        ({"columns": [{"title": str(number)} for number in range(7)]}, "/columns"),
        ({"columns": [{"title": " "}]}, "/columns/0/title"),
        ({"columns": [{"title": "Odd", "id": "driver\n"}]}, "/columns/0/id"),
        ({"columns": [{"title": "Odd", "counts_as": "blame"}]}, "/columns/0/counts_as"),
        ({"rules": ["Phones away.", ""]}, "/rules/1"),
        ({"rules": ["One more."] * 13}, "/rules"),
    ],
)
def test_columns_and_rules_that_cannot_be_are_refused(ask: Ask, sent: dict[str, Any], wrong: str) -> None:
    answer = ask("POST", "/meetings", json=SENT | sent)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.get_json()["errors"]] == [f"#{wrong}"]


def test_a_row_of_a_year_without_a_day_after_it_fails_nothing(ask: Ask) -> None:
    rows = [{"at": at, "what": "x"} for at in ("9999-12-31", "1 Jan", "3 May 10:00", "10:00", "Mon")]
    made = ask("POST", "/meetings", json=SENT | {"timeline": rows})
    assert made.status_code == 201
    told = ask("GET", f"/meetings/{made.get_json()['id']}")
    assert [row["at"] for row in told.get_json()["timeline"]] == [row["at"] for row in rows]


@pytest.fixture
def template(ask: Ask, ana: Account) -> str:
    """The id of a template that Ana kept."""
    agenda = [{"kind": "recount", "seconds": 60}, {"kind": "reflect", "title": "Write", "seconds": 540}]
    plan = {
        "agenda": agenda,
        "columns": [{"title": "Glad", "counts_as": "worked"}],
        "rules": ["Phones away."],
    }
    meeting = ask("POST", "/meetings", json=SENT | plan).get_json()["id"]
    with database.session() as session:
        return templates.keep(session, ana, "Ten minutes", read_state(session, meeting), 0).id


def test_a_meeting_begins_with_a_template(ask: Ask, template: str) -> None:
    [listed] = ask("GET", "/templates").get_json()["templates"]
    assert (listed["id"], listed["name"], listed["rules"]) == (template, "Ten minutes", ["Phones away."])

    def made(**more: Any) -> dict[str, Any]:
        sent = {"title": "Next", "from_template": template, **more}
        meeting = ask("POST", "/meetings", json=sent).get_json()["id"]
        told: dict[str, Any] = ask("GET", f"/meetings/{meeting}").get_json()
        return told

    plain = made()
    assert [stage["title"] for stage in plain["agenda"]] == ["What happened", "Write"]
    assert ([column["title"] for column in plain["columns"]], plain["rules"]) == (["Glad"], ["Phones away."])
    # What the request says itself comes first.
    assert len(made(minutes=45)["agenda"]) == 8
    assert made(rules=[])["rules"] == []


def test_an_empty_rule_of_an_older_template_does_not_come_along(ask: Ask, template: str) -> None:
    with database.session() as session:
        row = session.get_one(TemplateRow, template)
        row.plan = row.plan | {"rules": ["", "Phones away."]}
    made = ask("POST", "/meetings", json={"title": "Next", "from_template": template})
    assert made.status_code == 201
    assert ask("GET", f"/meetings/{made.get_json()['id']}").get_json()["rules"] == ["Phones away."]


def test_rules_that_the_request_says_are_no_others(ask: Ask, meeting_entry: str) -> None:
    def rules(**said: Any) -> list[str]:
        made = ask("POST", "/meetings", json={"title": "Next", "follows": meeting_entry, **said}).get_json()
        told: list[str] = ask("GET", f"/meetings/{made['id']}").get_json()["rules"]
        return told

    with database.session() as session:
        entry = session.get_one(Entry, meeting_entry)
        entry.summary = {**(entry.summary or {}), "rules": ["Phones away."]}
    assert (rules(), rules(rules=list(TEXTS))) == (["Phones away."], list(TEXTS))


def test_a_template_that_is_not_there_is_refused(ask: Ask, template: str, ana: Account) -> None:
    with database.session() as session:
        session.delete(templates.template_at(session, template))
    answer = ask("POST", "/meetings", json=SENT | {"from_template": template})
    assert (answer.status_code, answer.get_json()["code"]) == (404, "no_template")


def test_its_zone_is_the_accounts_unless_another_is_said(ask: Ask, ana: Account) -> None:
    with database.session() as session:
        session.get_one(Account, ana.id).known_zone = "Asia/Kolkata"
    assert ask("GET", "/me").get_json()["zone"] == "Asia/Kolkata"

    for said, zone in (({}, "Asia/Kolkata"), ({"zone": "Pacific/Kiritimati"}, "Pacific/Kiritimati")):
        path = f"/meetings/{ask('POST', '/meetings', json={'title': 'T', **said}).get_json()['id']}"
        told = ask("GET", path)
        assert told.get_json()["zone"] == zone
    changed = ask("PATCH", path, json={"zone": "Europe/Berlin"}, etag=told.headers["ETag"]).get_json()
    assert changed["zone"] == "Europe/Berlin"


def test_a_zone_that_does_not_exist_is_refused_with_a_sentence(ask: Ask) -> None:
    answer = ask("POST", "/meetings", json={"title": "T", "zone": "Mars/Olympus"})
    assert answer.status_code == 422
    assert answer.get_json()["errors"] == [{"pointer": "#/zone", "detail": NO_SUCH_ZONE}]


def test_a_change_of_what_has_changed_is_refused(ask: Ask, made: dict[str, Any]) -> None:
    path = f"/meetings/{made['id']}"
    before = ask("GET", path).headers["ETag"]
    ask("PATCH", path, json={"title": "One"}, etag=before)
    assert ask("PATCH", path, json={"title": "Two"}, etag=before).status_code == 412
    assert ask("PATCH", path, json={"title": "Two"}).status_code == 428
    assert ask("GET", path).get_json()["title"] == "One"


def test_after_the_start_only_the_title_changes(app: Any, ask: Ask, made: dict[str, Any]) -> None:
    with app.app_context():
        starts(made)
    path = f"/meetings/{made['id']}"
    etag = ask("GET", path).headers["ETag"]
    assert ask("PATCH", path, json={"capacity": 20}, etag=etag).status_code == 409
    assert ask("PATCH", path, json={"title": "Another"}, etag=etag).get_json()["title"] == "Another"


def test_somebody_else_neither_reads_nor_changes_it(ask: Ask, made: dict[str, Any], cleos: str) -> None:
    path = f"/meetings/{made['id']}"
    for method, sent in (("GET", None), ("PATCH", {"title": "Mine"}), ("DELETE", None)):
        assert ask(method, path, json=sent, token=cleos, etag="*").status_code == 403


def test_who_joined_finds_it_in_their_list(ask: Ask, made: dict[str, Any], cleos: str) -> None:
    assert ask("GET", "/meetings", token=cleos).get_json() == {"meetings": []}
    link = made["join_url"].rpartition("/")[2]
    assert ask("POST", f"/join/{link}", json={"name": "Cleo"}, token=cleos).status_code == 201
    assert [each["id"] for each in ask("GET", "/meetings", token=cleos).get_json()["meetings"]] == [
        made["id"]
    ]


def test_many_meetings_come_in_pages(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("facilitator.room.meeting_lists", "facilitator.api.meetings"):
        monkeypatch.setattr(f"{module}.PAGE", 2)
    made = [ask("POST", "/meetings", json={"title": str(number)}).get_json()["id"] for number in range(5)]
    address, seen = "/meetings?status=draft", []
    while address:
        page = ask("GET", address)
        seen += [each["id"] for each in page.get_json()["meetings"]]
        address = page.headers.get("Link", "").removesuffix('>; rel="next"').partition("/api/v1")[2]
    assert (len(seen), set(seen)) == (5, set(made))


def test_a_deleted_meeting_is_gone(ask: Ask, made: dict[str, Any]) -> None:
    path = f"/meetings/{made['id']}"
    assert ask("DELETE", path).status_code == 428
    assert ask("DELETE", path, etag=ask("GET", path).headers["ETag"]).status_code == 204
    assert ask("GET", path).status_code == 404


def test_a_program_that_only_reads_gets_no_link_that_takes_a_seat(ask: Ask, made: dict[str, Any]) -> None:
    with database.session() as session:
        session.execute(update(ApiToken).values(scope="read"))
    told = ask("GET", f"/meetings/{made['id']}").get_json()
    assert told["title"] == SENT["title"]
    assert "join_url" not in told


def test_a_stale_tag_is_no_trouble_for_who_only_reads(ask: Ask, made: dict[str, Any]) -> None:
    assert ask("GET", f"/meetings/{made['id']}", etag='"stale"').status_code == 200


def test_it_says_for_whom_it_acts(ask: Ask) -> None:
    told = ask("GET", "/me").get_json()
    assert (told["name"], told["token"]["scope"], told["token"]["expires_at"]) == ("Ana", "write", None)


def test_what_a_change_does_not_name_is_not_checked(ask: Ask, made: dict[str, Any]) -> None:
    path = f"/meetings/{made['id']}"
    with database.read() as session:
        leader = seat_in(session, made["id"], made["seat_token"]).id
    service.act(made["id"], leader, new_id(), AddTimelineRow(row=new_id(), at="10:00", what=""))
    changed = ask("PATCH", path, json={"title": "Renamed"}, etag=ask("GET", path).headers["ETag"])
    assert (changed.status_code, changed.get_json()["title"]) == (200, "Renamed")
    assert len(changed.get_json()["timeline"]) == 2
