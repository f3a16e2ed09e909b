"""The document is good enough for machines: one that tries all it allows and forbids, and one that writes a client."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Server, empty_database, free_port
from flask.testing import FlaskClient

from facilitator import database
from facilitator.accounts import people
from facilitator.config import load

HERE = Path(__file__).parent
PROGRAMS = Path(sys.executable).parent


@pytest.fixture
def patient_server(tmp_path: Path) -> Iterator[Server]:
    """A server that takes as many requests as somebody likes."""
    more = {"FACILITATOR_API_PER_MINUTE": "1000000", **empty_database()}
    made = Server(tmp_path, free_port(), more)
    made.start()
    yield made
    made.stop()


def token_on(server: Server) -> str:
    database.init(load(server.environ).database_url)
    with database.session() as session:
        account = people.create_account(session, "Ana", "ana@example.org", "-", "admin")
        return people.create_token(session, account.id, "schemathesis")


def run(folder: Path, *command: str, **environ: str) -> None:
    """Run one of the programs beside this Python, or this Python, in a folder where it may write."""
    path = os.pathsep.join((str(PROGRAMS), os.environ["PATH"]))
    told = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path, **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=170,
    )
    assert told.returncode == 0, told.stdout[-6000:] + told.stderr[-2000:]


@pytest.mark.timeout(180)
def test_schemathesis_finds_nothing_with_all_its_checks(patient_server: Server, tmp_path: Path) -> None:
    run(
        tmp_path,
        str(PROGRAMS / "schemathesis"),
        *("--config-file", str(HERE / "schemathesis.toml")),
        *("run", f"{patient_server.url}/api/v1/openapi.json"),
        *("--checks", "all", "--max-examples", "3", "--workers", "2", "--seed", "1", "--no-color"),
        API_TOKEN=token_on(patient_server),
        SCHEMATHESIS_HOOKS="schemathesis_hooks",
        PYTHONPATH=str(HERE),
    )
    assert "Traceback" not in patient_server.log()


def test_a_generator_writes_a_client_from_it(client: FlaskClient, tmp_path: Path) -> None:
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(client.get("/api/v1/openapi.json").get_json()), "utf-8")
    made = tmp_path / "made"
    run(
        tmp_path,
        str(PROGRAMS / "openapi-python-client"),
        *("generate", "--path", str(document), "--output-path", str(made), "--fail-on-warning"),
    )
    uses = "from facilitator_client import Client, models; from facilitator_client.api.meetings import create_meeting"
    script = f"{uses}; assert models.NewMeeting(title='x').to_dict()['title'] == 'x'"
    run(made, sys.executable, "-W", "error", "-c", script)
