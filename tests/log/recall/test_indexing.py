"""A server, and the command, make the vectors of entries that have none."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from cast import together
from click.testing import CliRunner, Result
from conftest import Server, free_port, rooms
from log.rows import count
from sqlalchemy import func, select

from facilitator import database
from facilitator.accounts import people
from facilitator.cli import commands
from facilitator.log.entry.content import Content
from facilitator.log.recall import indexing
from facilitator.log.recall.meaning import Meaning
from facilitator.log.recall.vectors import store as vectors
from facilitator.log.recall.vectors.tables import EntryVector
from facilitator.log.revisions import store

ROOT = Path(__file__).parents[3]
PAUSE_SECONDS = 0.5
"""More than the longest that a command waits here, as a machine with other work gives it."""


@pytest.fixture
def folder(tmp_path: Path, migrated: Path) -> Iterator[Path]:
    """A data directory with a database, which this process has open."""
    shutil.copy(migrated, tmp_path)
    database.init(f"sqlite:///{tmp_path}/facilitator.db")
    yield tmp_path
    database.engine().dispose()


def write_many(number: int, sentence: str = "The castings came late.", times: int = 30) -> None:
    happened = " ".join([sentence] * times)
    with database.session() as session:
        for each in range(number):
            content = Content(title=f"Delivery {each}", date=date(2026, 1, 5), happened=happened)
            store.save(session, store.new_entry(None, 0, visibility="everyone"), content, 0)


def indexed() -> int:
    with database.read() as session:
        return session.scalar(select(func.count(EntryVector.entry_id.distinct()))) or 0


@pytest.mark.timeout(120)
def test_a_room_goes_on_while_a_large_import_is_indexed_and_the_server_stops_in_time(folder: Path) -> None:
    write_many(200)
    made = Server(folder, free_port(), {"FACILITATOR_RECALL_MODEL": "", "FACILITATOR_STOP_SECONDS": "0"})
    made.start()
    slowest = 0.0
    try:
        with rooms(made) as open_room:
            ana, ben = open_room("Ana", "Ben")
            with together(ana, ben):
                while indexed() < 16:
                    begin = time.monotonic()
                    ben.call("check", {"seq": ben.seq})
                    slowest = max(slowest, time.monotonic() - begin)
                    time.sleep(0.02)
            assert indexed() < 200
            begin = time.monotonic()
            os.kill(made.process.pid, signal.SIGTERM)
            assert made.process.wait(15) == 0
            stopped = time.monotonic() - begin
    finally:
        made.end()

    assert slowest < PAUSE_SECONDS
    assert stopped < 6
    assert "recall goes by meaning, with the model all-MiniLM-L6-v2" in made.log()
    assert "Traceback" not in made.log()
    assert "Worker graceful timeout" not in made.log()
    assert "castings" not in made.log()


def recall_index(folder: Path, monkeypatch: pytest.MonkeyPatch, model: str, *options: str) -> Result:
    monkeypatch.setenv("FACILITATOR_DATA_DIR", str(folder))
    monkeypatch.setenv("FACILITATOR_RECALL_MODEL", model)
    return CliRunner().invoke(commands, ["recall", "index", *options], catch_exceptions=False)


def export(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """All that an export tells, without the instant at which it was made."""
    monkeypatch.setenv("FACILITATOR_DATA_DIR", str(folder))
    path = folder / "exported.json"
    CliRunner().invoke(commands, ["export", str(path), "--format", "json"], catch_exceptions=False)
    told = json.loads(path.read_text())
    told.pop("exported_at", None)
    path.unlink()
    return json.dumps(told)


@pytest.mark.usefixtures("unloaded")
def test_the_command_makes_what_is_missing_with_its_progress(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_many(3, times=2)
    exported = export(folder, monkeypatch)
    first, again = (recall_index(folder, monkeypatch, "") for _ in range(2))

    assert "all-MiniLM-L6-v2: 3 of 3 entries" in first.stderr
    assert first.stdout == "3 entries got vectors.\n"
    assert again.output == "All 3 entries have their vectors.\n"
    assert first.exit_code == again.exit_code == 0
    assert count(EntryVector) == 3
    assert export(folder, monkeypatch) == exported


@pytest.mark.usefixtures("unloaded")
def test_the_command_leaves_the_vectors_of_a_server_with_another_model(
    folder: Path, monkeypatch: pytest.MonkeyPatch, by_words: Callable[[str], Meaning]
) -> None:
    """Its own setting may be missing in the shell of whoever runs the command."""
    write_many(2, times=2)
    indexing.index_missing(by_words("theirs"), stops=lambda: False)
    told = [recall_index(folder, monkeypatch, "", *options) for options in ((), (), ("--forget-others",))]

    assert ["Another model (theirs) has vectors of 2 entries." in each.stderr for each in told] == [
        True,
        True,
        False,
    ]
    assert [each.exit_code for each in told] == [0] * 3
    with database.read() as session:
        assert vectors.of_other_models(session, "") != {}
        assert "theirs" not in vectors.of_other_models(session, "")


@pytest.mark.usefixtures("unloaded")
def test_without_a_model_it_says_why(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for model, sentence in (
        ("none", "Recall goes by words: FACILITATOR_RECALL_MODEL is none."),
        ("/nowhere", "There is no model.onnx, or no tokenizer.json, in /nowhere."),
    ):
        told = recall_index(folder, monkeypatch, model)
        assert (told.output.strip(), told.exit_code) == (sentence, 1)


WITHOUT_THE_EXTRA = """
import logging, sys
sys.modules |= dict.fromkeys(("numpy", "onnxruntime", "tokenizers"))
from facilitator import create_app, serving_worker
from facilitator.log.entry.reader import Reader
from facilitator.log.recall import meaning, offers
logging.basicConfig(level="INFO", format="%(message)s", stream=sys.stdout)
create_app()
meaning.prepare("")
meaning.load_telling("")
print(*[each.title for each in offers.offers_for(Reader(sys.argv[1], {}), "The delivery of the castings")])
"""


def test_without_the_extra_recall_goes_by_words(folder: Path) -> None:
    with database.session() as session:
        ana = people.create_account(session, "Ana", "ana@example.org", "", "admin").id
    write_many(1, times=2)
    write_many(3, "A choir sang too fast.", times=2)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_THE_EXTRA, ana],
        env=os.environ | {"FACILITATOR_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    )
    *_, line, titles = done.stdout.splitlines()
    assert line.startswith("recall goes by words: The package ")
    assert titles == "Delivery 0"
