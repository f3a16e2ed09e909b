"""Whether the server is ready: it says no when nothing can be saved, within two seconds, and before it stops."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests
from cast import until
from conftest import Server
from fixtures.trouble import FULL, READ_ONLY, trouble
from flask import Flask
from flask.testing import FlaskClient

from bench.postgres import pids
from facilitator import create_app, database, health


def test_readyz_says_what_is_there(client: FlaskClient) -> None:
    assert client.get("/readyz").json == {"ok": True, "database": True, "migrations": True}


def test_readyz_says_what_is_missing(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facilitator.migrations.missing", lambda engine: True)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {"ok": False, "database": True, "migrations": False}


def test_readyz_tells_that_redis_is_away_but_goes_on(app: Flask) -> None:
    settings = replace(app.config["SETTINGS"], redis_url="redis://127.0.0.1:1")
    answer = create_app(settings).test_client().get("/readyz")
    assert (answer.status_code, answer.get_json()["redis"]) == (200, False)


@pytest.mark.parametrize("state", [FULL, READ_ONLY])
def test_a_database_that_cannot_be_written_is_not_ready(
    sqlite_app: Flask, client: FlaskClient, state: str
) -> None:
    if not database.is_sqlite():
        pytest.skip("the trouble is made with SQLite's pragmas")
    with trouble(state):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["database"]) == (503, False)


def test_an_answer_is_good_for_a_while(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "HOLD_SECONDS", 60)
    asked: list[int] = []
    monkeypatch.setattr("facilitator.database.write_probe", asked.append)
    for _ in range(5):
        assert client.get("/readyz").status_code == 200
    assert len(asked) == 1


@pytest.fixture
def paused(postgres_app: Flask, postgres_server: Path) -> Iterator[FlaskClient]:
    """A browser of an application whose Postgres stands still."""
    client = postgres_app.test_client()
    assert client.get("/readyz").status_code == 200
    stopped = pids(postgres_server)
    try:
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        yield client
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)
        # The checks that hung give their connections back, so that they are closed with the others.
        until(lambda: "check" not in {thread.name for thread in threading.enumerate()})


def test_a_database_that_does_not_answer_is_not_ready_after_two_seconds(paused: FlaskClient) -> None:
    time.sleep(health.HOLD_SECONDS)
    for _ in range(3):
        began = time.monotonic()
        assert paused.get("/readyz").status_code == 503
        assert time.monotonic() - began < 5 * health.PROBE_SECONDS


def test_a_server_that_stops_says_so_before_it_takes_nobody(own_server: Server) -> None:
    answers: list[int] = []

    def is_gone() -> bool:
        try:
            answers.append(requests.get(f"{own_server.url}/readyz", timeout=5).status_code)
        except requests.ConnectionError:
            return True
        return False

    assert not is_gone()
    own_server.process.terminate()
    until(is_gone, 20)
    assert (answers[0], answers[-1]) == (200, 503)
    assert own_server.process.wait(10) == 0
