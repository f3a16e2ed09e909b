"""Import, export and patterns on Postgres, as on SQLite."""

from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cast import until
from click.testing import CliRunner, Result
from fixtures.held import browser
from flask import Flask
from log.transfer.conftest import Blog, Run

from facilitator import cli, database
from facilitator.accounts import people
from facilitator.log.transfer import sources
from facilitator.log.transfer.importing import ImportRun
from facilitator.log.transfer.records import ImportIssue

POST = "---\ntitle: Number {0}\ndate: 2026-0{0}-09\ntags: [rota]\nseverity: 2\n---\nText.\n## Outcome\n\nPartly.\n"


@pytest.fixture
def run(postgres_app: Flask, postgres_url: str, tmp_path: Path) -> Run:
    environ = {"FACILITATOR_DATA_DIR": str(tmp_path), "DATABASE_URL": postgres_url}

    def run(*words: object) -> Result:
        return CliRunner(env=environ).invoke(cli.commands, [*map(str, words)], catch_exceptions=False)

    return run


def test_it_brings_shows_and_gives_back(run: Run, postgres_app: Flask, blog: Blog, tmp_path: Path) -> None:
    with database.session() as session:
        ana = people.create_account(session, "Ana", "ana@example.org", "-", "admin")
    folder = blog({f"{number}.md": POST.format(number) for number in (1, 4)})
    assert "2 new" in run("import", folder).stdout
    assert "2 unchanged" in run("import", folder).stdout

    page = browser(postgres_app, ana).get("/log/patterns")
    assert "2026 Q2, It worked in part: 1 entry" in page.text
    run("export", tmp_path / "out.json", "--format", "json")
    titles = [entry["title"] for entry in json.loads((tmp_path / "out.json").read_text())["entries"]]
    assert titles == ["Number 1", "Number 4"]


def test_the_process_of_an_upload_brings_it_in(postgres_app: Flask) -> None:
    postgres_app.config["WTF_CSRF_ENABLED"] = False
    with database.session() as session:
        ana = people.create_account(session, "Ana", "ana@example.org", "-", "member")
    as_ana = browser(postgres_app, ana)
    url = as_ana.post("/log/import", data={"files": [(io.BytesIO(POST.format(1).encode()), "a.md")]}).location
    until(lambda: "Bring in 1 entry" in as_ana.get(url).text, 20)
    as_ana.post(f"{url}/bring")

    until(lambda: ">Number 1</a>" in as_ana.get(url).text, 20)


def test_two_imports_at_once_bring_each_file_once(postgres_app: Flask, blog: Blog) -> None:
    folder = blog({f"{number}.md": POST.format(number) for number in range(1, 10)})
    items = [item for source in sources.source_files(folder) for item in sources.read_source(folder, source)]
    runs = [ImportRun(None, "everyone") for _ in range(4)]
    with ThreadPoolExecutor(len(runs)) as pool:
        told = [*pool.map(lambda each: list(each.run(items)), runs)]

    assert not any(isinstance(each, ImportIssue) for one in told for each in one)
    assert sorted(each.results["new"] for each in runs) == [0, 0, 0, 9]
    assert sum(each.results["unchanged"] for each in runs) == 27
