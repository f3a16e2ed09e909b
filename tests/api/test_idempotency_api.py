"""A request that is sent again with its Idempotency-Key happens once, and nobody else can read its answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from api.conftest import NEW, Ask
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from facilitator import database, serving_worker
from facilitator.accounts import people
from facilitator.accounts.tables import ApiToken, IdempotentRequest
from facilitator.api.idempotency import STUCK_MS
from facilitator.clock import DAY_MS

KEY = {"Idempotency_Key": "one"}


def kept() -> list[IdempotentRequest]:
    with database.read() as session:
        return list(session.scalars(select(IdempotentRequest)))


def written(ask: Ask) -> int:
    return int(ask("GET", "/entries").get_json()["total"])


def grow_old(by: int, **values: Any) -> None:
    with database.session() as session:
        session.execute(update(IdempotentRequest).values(at=IdempotentRequest.at - by, **values))


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


def test_while_it_is_carried_out_it_is_not_begun_again(ask: Ask) -> None:
    ask("POST", "/entries", json=NEW, **KEY)
    grow_old(0, answer=None)
    refused = ask("POST", "/entries", json=NEW, **KEY)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "being_carried_out")
    assert refused.headers["Retry-After"] == "1"
    grow_old(STUCK_MS + 1)
    assert ask("POST", "/entries", json=NEW, **KEY).status_code == 201


def test_at_the_same_time_it_happens_once(app: Flask, token: str, ask: Ask) -> None:
    def send(_: int) -> int:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "one"}
        return app.test_client().post("/api/v1/entries", json=NEW, headers=headers).status_code

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(send, range(8)))
    assert set(statuses) <= {201, 409}
    assert written(ask) == 1


def test_an_answer_is_kept_for_a_day(ask: Ask) -> None:
    ask("POST", "/entries", json=NEW, **KEY)
    grow_old(DAY_MS + 1)
    ask("POST", "/drafts", json={}, Idempotency_Key="two")
    assert len(kept()) == 1


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


def test_what_one_may_not_read_any_more_is_not_answered_again(ask: Ask) -> None:
    path = f"/entries/{ask('POST', '/entries', json=NEW).get_json()['id']}"
    review: dict[str, Any] = {"json": {"answer": "still true"}, "Idempotency_Key": "one"}
    assert ask("POST", f"{path}/review", etag=ask("GET", path).headers["ETag"], **review).status_code == 200
    tag = ask("GET", path).headers["ETag"]
    ask("DELETE", path, etag=tag)

    assert ask("POST", f"{path}/review", etag=tag, **review).status_code == 404


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
    with database.session() as session:
        session.execute(update(IdempotentRequest).values(at=IdempotentRequest.at - DAY_MS - 1))
    serving_worker._sweep(30)

    assert kept() == []
