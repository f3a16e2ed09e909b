"""A request that is sent again with its Idempotency-Key happens once, and nobody else can read its answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from api.conftest import NEW, Ask
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from facilitator import database, serving_worker
from facilitator.accounts import people
from facilitator.accounts.tables import ApiToken, IdempotentRequest
from facilitator.api import idempotency
from facilitator.clock import DAY_MS

KEY = {"Idempotency_Key": "one"}


def kept() -> list[IdempotentRequest]:
    with database.read() as session:
        return list(session.scalars(select(IdempotentRequest)))


def written(ask: Ask) -> int:
    return int(ask("GET", "/entries").get_json()["total"])


def grow_old(by: int) -> None:
    with database.session() as session:
        session.execute(update(IdempotentRequest).values(at=IdempotentRequest.at - by))


def test_the_same_request_happens_once_and_is_answered_again(ask: Ask) -> None:
    first, again = (ask("POST", "/entries", json=NEW, **KEY) for _ in range(2))
    assert (again.status_code, again.get_json()) == (201, first.get_json())
    assert written(ask) == 1


def test_without_a_key_it_is_another_one_each_time(ask: Ask) -> None:
    for key in ({}, {}, {"Idempotency_Key": "one"}, {"Idempotency_Key": "two"}):
        ask("POST", "/entries", json=NEW, **key)
    assert written(ask) == 4


def test_a_key_is_for_one_request(ask: Ask) -> None:
    ask("POST", "/entries", json=NEW, **KEY)
    for path, body in (("/entries", NEW | {"title": "Another"}), ("/drafts", NEW)):
        refused = ask("POST", path, json=body, **KEY)
        assert (refused.status_code, refused.get_json()["code"]) == (422, "key_reused")


def test_a_key_is_for_one_account(ask: Ask, cleos: str) -> None:
    ask("POST", "/entries", json=NEW, **KEY)
    assert ask("POST", "/entries", json=NEW | {"title": "Cleo's"}, token=cleos, **KEY).status_code == 201


def test_what_was_refused_can_be_sent_right_with_the_same_key(ask: Ask) -> None:
    assert ask("POST", "/entries", json={}, **KEY).status_code == 422
    assert kept() == []
    assert ask("POST", "/entries", json=NEW, **KEY).status_code == 201


def test_a_server_that_is_cut_off_after_the_work_has_done_none_of_it(
    app: Flask, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(idempotency, "_keep", cut_off)
        with pytest.raises(SystemExit):
            ask("POST", "/entries", json=NEW, **KEY)
    assert (written(ask), kept()) == (0, [])
    assert ask("POST", "/entries", json=NEW, **KEY).status_code == 201
    assert written(ask) == 1


@pytest.mark.parametrize("kind", ["app", "postgres_app"])
def test_at_the_same_time_it_happens_once(request: pytest.FixtureRequest, kind: str) -> None:
    app: Flask = request.getfixturevalue(kind)
    with app.app_context(), database.session() as session:
        ana = people.create_account(session, "Ana", "ana@example.org", "-", "admin")
        token = people.create_token(session, ana.id, "tests")
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "one"}

    def send(_: int) -> TestResponse:
        return app.test_client().post("/api/v1/entries", json=NEW, headers=headers)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(8)))
    assert {(answer.status_code, answer.text) for answer in answers} == {(201, answers[0].text)}
    assert app.test_client().get("/api/v1/entries", headers=headers).get_json()["total"] == 1


def test_a_token_that_is_revoked_meanwhile_is_refused(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def revoke(session: Session, _: str) -> None:
        session.execute(delete(ApiToken))

    monkeypatch.setattr(database, "hold", revoke)
    assert ask("POST", "/entries", json=NEW, **KEY).get_json()["code"] == "unknown_token"


def test_the_security_log_tells_once_of_what_was_shared(
    ask: Ask, written: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = f"/entries/{written}"
    with caplog.at_level("INFO", "facilitator.security"):
        for _ in range(2):
            ask("POST", f"{path}/links", json={"names": "no"}, **KEY)
        ask("PUT", f"{path}/sharing", json={"names": "no"}, etag="*")
        ask("PUT", f"{path}/sharing", json={"names": "no"}, etag='"stale"')
        ask("DELETE", f"{path}/sharing", etag="*")
    told = [record.getMessage().split()[0] for record in caplog.records]
    assert told == ["summary_link_made", "entry_shared", "entry_taken_back"]
    assert all(f"entry={written}" in record.getMessage() for record in caplog.records)


def test_an_answer_is_kept_for_a_day(ask: Ask) -> None:
    ask("POST", "/entries", json=NEW, **KEY)
    grow_old(DAY_MS + 1)
    ask("POST", "/entries", json=NEW, **KEY)
    assert (written(ask), len(kept())) == (2, 1)


def test_the_database_alone_tells_neither_the_answer_nor_what_was_sent(ask: Ask) -> None:
    made = ask("POST", "/meetings", json={"title": "The release"}, **KEY).get_json()
    [row] = kept()
    told = " ".join(str(value) for value in (row.id, row.fingerprint, row.answer))
    assert not any(secret in told for secret in (made["seat_token"], made["id"], "one", "release"))
    assert ask("POST", "/meetings", json={"title": "The release"}, **KEY).get_json() == made


def test_it_goes_with_its_token(ask: Ask) -> None:
    ask("POST", "/entries", json=NEW, **KEY)
    with database.session() as session:
        ((token, _),) = people.tokens(session)
        people.revoke_token(session, token.id)
    assert kept() == []


def test_a_guest_with_the_same_key_gets_nobody_elses_seat(client: FlaskClient, ask: Ask) -> None:
    link = ask("POST", "/meetings", json={"title": "x"}).get_json()["join_url"].rpartition("/")[2]
    first, other = (
        client.post(f"/api/v1/join/{link}", json={"name": "Ben"}, headers={"Idempotency-Key": "1"})
        for _ in range(2)
    )
    assert (first.status_code, other.status_code) == (201, 409)
    assert first.get_json()["token"] not in other.text


def test_an_ended_token_gets_no_kept_answer(ask: Ask) -> None:
    path = f"/join/{ask('POST', '/meetings', json={'title': 'x'}).get_json()['join_url'].rpartition('/')[2]}"
    for route, sent in (("/entries", NEW), (path, {"name": "Ana"})):
        assert ask("POST", route, json=sent, Idempotency_Key="one").status_code == 201
    with database.session() as session:
        session.execute(update(ApiToken).values(expires_at=1))

    for route, sent in (("/entries", NEW), (path, {"name": "Ana"})):
        assert ask("POST", route, json=sent, Idempotency_Key="one").status_code == 401


def test_the_key_is_the_tokens_however_its_header_is_spelt(client: FlaskClient, token: str) -> None:
    made = [
        client.post(
            "/api/v1/entries",
            json=NEW,
            headers={"Authorization": f"{kind} {token}", "Idempotency-Key": "one"},
        )
        for kind in ("Bearer", "bearer")
    ]
    assert made[0].get_json() == made[1].get_json()


@pytest.mark.parametrize("key", ["", "k" * 256])
def test_a_key_that_is_none_is_refused(ask: Ask, key: str) -> None:
    assert ask("POST", "/entries", json=NEW, Idempotency_Key=key).status_code == 400


def test_what_is_a_day_old_is_deleted_though_nobody_asks(ask: Ask) -> None:
    ask("POST", "/entries", json=NEW, **KEY)
    grow_old(DAY_MS + 1)
    serving_worker._sweep(30)

    assert kept() == []
