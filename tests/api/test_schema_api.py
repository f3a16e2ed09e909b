"""The document is good enough for machines: one that tries all it allows and forbids, and one that writes a client."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Server, empty_database, free_port

from facilitator import database
from facilitator.accounts import people
from facilitator.config import load

HERE = Path(__file__).parent
PROGRAMS = Path(sys.executable).parent


@pytest.fixture(scope="module")
def patient_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that takes as many requests as somebody likes."""
    more = {"FACILITATOR_API_PER_MINUTE": "1000000", **empty_database()}
    made = Server(tmp_path_factory.mktemp("patient"), free_port(), more)
    made.start()
    yield made
    made.end()


def token_on(server: Server, address: str) -> str:
    database.init(load(server.environ).database_url)
    with database.session() as session:
        account = people.create_account(session, "Ana", address, "-", "admin")
        return people.create_token(session, account.id, "tests")


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
def test_a_client_that_is_generated_from_it_works(
    patient_server: Server, document: dict[str, Any], tmp_path: Path
) -> None:
    told, made = tmp_path / "openapi.json", tmp_path / "made"
    told.write_text(json.dumps(document), "utf-8")
    run(
        tmp_path,
        str(PROGRAMS / "openapi-python-client"),
        *("generate", "--path", str(told), "--output-path", str(made), "--fail-on-warning"),
    )
    uses = (
        str(HERE / "generated_client.py"),
        patient_server.url,
        token_on(patient_server, "generated@example.org"),
    )
    run(made, sys.executable, "-W", "error", *uses, PYTHONPATH=str(made))


def things(server: Server, token: str) -> dict[str, str]:
    """Make one of each thing, and give their ids by the names that paths have for them."""

    def send(method: str, path: str, body: object = None) -> Any:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "If-Match": "*"}
        data = json.dumps(body).encode()
        sent = urllib.request.Request(f"{server.url}/api/v1{path}", data, headers, method=method)
        with urllib.request.urlopen(sent, timeout=20) as answer:
            return json.load(answer)

    entry = send("POST", "/entries", {"title": "A", "learned": ["B"], "actions": [{"what": "C"}]})["id"]
    changed = send("PATCH", f"/entries/{entry}", {"impact": "D"})
    meeting = send("POST", "/meetings", {"title": "E"})
    return {
        "entry_id": entry,
        "action_id": changed["actions"][0]["id"],
        "revision_id": send("GET", f"/entries/{entry}/revisions")["revisions"][0]["id"],
        "meeting_id": meeting["id"],
        "template_id": send("POST", "/templates", {"name": "F"})["id"],
        "token": meeting["join_url"].rpartition("/")[2],
    }


MAY_MISS = {
    "DELETE /entries/{entry_id}",
    "DELETE /entries/{entry_id}/links/{link_id}",
    "DELETE /meetings/{meeting_id}",
    "DELETE /templates/{template_id}",
    "GET /meetings/{meeting_id}/summary",
    "GET /openapi.json",
    "POST /join/{token}/return",
}
"""What is deleted is gone for the others; the meeting is not held; a room is asked six times only; schemathesis reads
the document before."""


@pytest.mark.timeout(180)
def test_schemathesis_finds_nothing_with_all_its_checks(
    patient_server: Server, tmp_path: Path, document: dict[str, Any]
) -> None:
    token, good = token_on(patient_server, "tries@example.org"), tmp_path / "good.txt"
    run(
        tmp_path,
        str(PROGRAMS / "schemathesis"),
        *("--config-file", str(HERE / "schemathesis.toml")),
        *("run", f"{patient_server.url}/api/v1/openapi.json"),
        *("--checks", "all", "--max-examples", "3", "--workers", "2", "--seed", "1", "--no-color"),
        API_TOKEN=token,
        THERE=json.dumps(things(patient_server, token)),
        GOOD=str(good),
        SCHEMATHESIS_HOOKS="schemathesis_hooks",
        PYTHONPATH=str(HERE),
    )
    assert "Traceback" not in patient_server.log()
    told = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    assert told - set(good.read_text("utf-8").splitlines()) - MAY_MISS == set()
