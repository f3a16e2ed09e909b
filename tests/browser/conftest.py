"""People with browsers of their own, on a real server."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.someone import Gather, Led, MakeSomeone, SignIn, Someone
from cast import OpenRoom, Person
from conftest import Server
from playwright.sync_api import Browser, expect

from facilitator import clock, database
from facilitator.accounts import people as accounts
from facilitator.accounts.access import COOKIE

ROOT = Path(__file__).parents[2]
PATIENCE_MS = 15_000
QUIET_CHROMIUM = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session", autouse=True)
def built() -> None:
    """The room's script and stylesheet, as their sources are now."""
    subprocess.run([sys.executable, "hatch_build.py"], cwd=ROOT, check=True)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's Chromium: nothing is downloaded for the tests. Without a window to draw it is much faster."""
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert chromium, "These tests need Chromium. Install it with `apt-get install chromium`."
    return {"executable_path": chromium, "args": QUIET_CHROMIUM}


@pytest.fixture
def someone(browser: Browser) -> Iterator[MakeSomeone]:
    """`someone(url, "Ben", width=360)` is a person with a new browser; any complaint of it fails the test."""
    everybody: list[Someone] = []

    def come(url: str, name: str, **how: Any) -> Someone:
        everybody.append(Someone(browser, url, name, PATIENCE_MS, **how))
        return everybody[-1]

    yield come
    for person in everybody:
        person.context.close()
    assert [(person.name, person.complaints) for person in everybody if person.complaints] == []


@pytest.fixture
def gather(server: Server, open_room: OpenRoom, someone: MakeSomeone) -> Gather:
    """`gather("Ana", "Ben")` gives people in the room of a draft that the first one leads."""

    def gather(*names: str, how: dict[str, Any] | None = None, **meeting: Any) -> list[Someone]:
        return [
            seated(someone, server.url, name, seat, **how or {}) for name, seat in cast_of(names, meeting)
        ]

    def cast_of(names: tuple[str, ...], meeting: dict[str, Any]) -> Iterator[tuple[str, Person]]:
        return zip(names, open_room(*names, **meeting), strict=True)

    return gather


@pytest.fixture
def led(server: Server, open_room: OpenRoom, someone: MakeSomeone) -> Led:
    """`led("recount")` gives Ana, who has led the room to that stage by wire, and Ben with a browser there."""

    def led(stage: str, **how: Any) -> tuple[Person, Someone]:
        ana, ben = open_room("Ana", "Ben")
        ana.connect()
        ana.send("start")
        while ana.view["stages"][ana.view["clock"]["stage"]]["kind"] != stage:
            ana.send("next_stage", sure=True)
        return ana, seated(someone, server.url, "Ben", ben, **how)

    return led


def seated(someone: MakeSomeone, url: str, name: str, seat: Person, **how: Any) -> Someone:
    """Somebody in the room, with the seat that a program took for them."""
    person = someone(url, name, **how)
    person.sits(seat)
    return person


@pytest.fixture
def signed_in(server: Server) -> SignIn:
    """`signed_in(ana)` gives her an account and signs her browser in. Returns the account's id."""

    def sign_in(person: Someone) -> str:
        database.init(f"sqlite:///{server.data_dir / 'facilitator.db'}")
        with database.session() as session:
            address = f"{clock.now()}@example.org"
            account = accounts.create_account(session, person.name, address, "-", "member").id
            person.keeps_cookie(COOKIE, accounts.sign_in(session, account))
        return account

    return sign_in
