"""What tests share: a real server in a process of its own, and rooms in it."""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import secrets
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from cast import OpenRoom, Person, a_meeting, until
from flask import Flask
from sqlalchemy.engine import make_url

from facilitator import database
from facilitator.config import load
from facilitator.logs import Folding
from facilitator.room import service

pytest_plugins = [
    "fixtures.app",
    "fixtures.held",
    "fixtures.played",
    "fixtures.postgres",
    "fixtures.recall",
    "fixtures.redis",
    "fixtures.entries",
    "fixtures.at_once",
    "fixtures.two_processes",
]


def pytest_configure() -> None:
    """Look for garbage seldom: each time, all that the product consists of would be looked through."""
    gc.set_threshold(50_000, 20, 100)


def pytest_sessionfinish() -> None:
    """Close the log that commands set up in this process: it tells what it counted while its stream is open."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, Folding):
            handler.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the files that take long, so that no worker has to do many of them at the end.

    They have a browser, or a test that may take longer than usual. A worker does a whole file, so that servers
    that its tests share start once.
    """
    files = list(dict.fromkeys(item.path for item in items))
    patient = {item.path for item in items if item.get_closest_marker("timeout")}
    long = [file for file in files if file in patient or "browser" in file.parts]
    short = [file for file in files if file not in set(long)]
    place = {file: 0.7 * at / len(long) for at, file in enumerate(long)}
    place |= {file: at / len(short) for at, file in enumerate(short)}
    items.sort(key=lambda item: place[item.path])


@dataclass
class Server:
    """A running `facilitator serve`, or another program, on a data directory of its own."""

    data_dir: Path
    port: int
    more: dict[str, str] = field(default_factory=dict)
    working_dir: Path | None = None
    program: tuple[str, ...] = ("facilitator", "serve")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environ(self) -> dict[str, str]:
        # To load a model takes a second, and hardly any test needs one.
        model = {"FACILITATOR_RECALL_MODEL": "none"}
        return {"FACILITATOR_DATA_DIR": str(self.data_dir), "PORT": str(self.port), **model, **self.more}

    def start(self) -> None:
        command = [sys.executable, "-m", *self.program]
        environ = {name: value for name, value in os.environ.items() if not name.startswith("FACILITATOR_")}
        with (self.data_dir / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.working_dir,
                env=environ | self.environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until(self.answers, 60)

    def answers(self) -> bool:
        assert self.process.poll() is None, self.log()
        with contextlib.suppress(OSError):
            return bool(urllib.request.urlopen(self.url + "/healthz", timeout=2).status == 200)
        return False

    def kill(self) -> None:
        """End it as a power cut would, workers included."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        """End it at once after a test, if it still runs: a stop, with a goodbye to everybody, takes two seconds."""
        with contextlib.suppress(ProcessLookupError):
            self.kill()

    def stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def log(self) -> str:
        return (self.data_dir / "server.log").read_text()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that leave it running; each opens its own rooms."""
    made = Server(tmp_path_factory.mktemp("server"), free_port(), empty_database())
    made.start()
    yield made
    made.stop()
    assert "heartbeat failed" not in made.log()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server for a test that stops it, or that looks at all it leaves on disk."""
    made = Server(tmp_path, free_port(), empty_database())
    made.start()
    yield made
    made.end()


@pytest.fixture
def open_room(server: Server) -> Iterator[OpenRoom]:
    """`open_room("Ana", "Ben")` gives people who can connect; the first one facilitates."""
    with rooms(server) as opening:
        yield opening


@contextlib.contextmanager
def rooms(*servers: Server) -> Iterator[OpenRoom]:
    """Rooms on a server, or on several with one database, whose people are connected to one after another.

    They are opened through the database, and left when the test ends.
    """
    everybody: list[Person] = []
    app = Flask("cast")
    app.config["SETTINGS"] = load(servers[0].environ)
    database.init(app.config["SETTINGS"].database_url)

    def open_room(leader: str, /, *others: str, **more: Any) -> list[Person]:
        with app.app_context():
            with database.session() as session:
                meeting, link, token = service.create_meeting(session, None, a_meeting(leader=leader, **more))
            tokens = [token, *(service.join(link, name).token for name in others)]
        people = [
            Person(server.url, meeting, token) for server, token in zip(cycle(servers), tokens, strict=False)
        ]
        everybody.extend(people)
        return people

    try:
        yield open_room
    finally:
        for person in everybody:
            person.leave()


def empty_database() -> dict[str, str]:
    """The settings for a database of its own: SQLite in the data directory, or a new one on the
    Postgres server of TEST_DATABASE_URL.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given is None:
        return {}
    engine = database.connect(given)
    name = f"test_{secrets.token_hex(8)}"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return {"DATABASE_URL": make_url(given).set(database=name).render_as_string(hide_password=False)}


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    """The whole application in this process, on an empty database."""
    return sqlite_app


@pytest.fixture
def bound(app: Flask) -> Iterator[Flask]:
    """This process bound to an empty database, inside the application's context."""
    with app.app_context():
        yield app


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
