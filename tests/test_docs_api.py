"""The examples of docs/api.md are run as they stand there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Server

from facilitator import clock, database
from facilitator.accounts import people
from facilitator.api.incident_examples import EXAMPLES
from facilitator.config import load

PAGE = (Path(__file__).parents[1] / "docs" / "api.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    """The fenced blocks of the page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture
def token(server: Server) -> str:
    database.init(load(server.environ).database_url)
    with database.session() as session:
        account = people.create_account(session, "Ana", f"{clock.now()}@example.org", "-", "member")
        return people.create_token(session, account.id, "docs")


def run(server: Server, token: str, *command: str) -> str:
    environ = {**os.environ, "FACILITATOR": server.url, "TOKEN": token}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_example_with_curl_finds_what_it_wrote(server: Server, token: str) -> None:
    [script] = blocks("sh")
    told = run(server, token, "bash", "-euo", "pipefail", "-c", script)
    assert '"impact":"Two weeks of work."' in told
    assert '"total":1' in told


def test_the_example_with_python_joins_what_it_prepared(server: Server, token: str) -> None:
    [script] = blocks("python")
    told = run(server, token, sys.executable, "-c", script)
    assert told.startswith("Ben sits in ")
    assert told.endswith("Done: Call five customers\n")


def test_the_incidents_are_those_of_the_document() -> None:
    assert [json.loads(block) for block in blocks("json")] == [example for _, example in EXAMPLES]
