"""Several processes that start on one empty database at the same moment."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cast import until
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bench.postgres import address, run
from facilitator import database, migrations

AT_ONCE = 5
# Processes that have loaded the program and begin when the last one is there.
START = """
import os, sys
from facilitator.cli import main
waiting, gate = os.pipe()
started = []
for _ in range(int(sys.argv[1])):
    started.append(os.fork())
    if not started[-1]:
        os.close(gate)
        os.read(waiting, 1)
        sys.argv = ["facilitator", "upgrade"]
        main()
os.close(gate)
sys.exit(any(os.waitpid(pid, 0)[1] for pid in started))
"""


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with nothing in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.db'}"
        return
    socket = request.getfixturevalue("postgres_server")
    run(socket, "CREATE DATABASE together")
    yield address(socket, "together")
    run(socket, "DROP DATABASE together WITH (FORCE)")


def test_all_of_them_find_it_in_its_newest_shape(empty: str, tmp_path: Path) -> None:
    environ = {"FACILITATOR_DATA_DIR": str(tmp_path), "DATABASE_URL": empty}
    begin = [sys.executable, "-c", START, str(AT_ONCE)]
    done = subprocess.run(begin, env=environ, capture_output=True, text=True, timeout=100, check=False)
    assert (done.stdout, done.stderr) == ("The database is in its newest shape.\n" * AT_ONCE, "")
    assert done.returncode == 0
    engine = database.connect(empty)
    assert not migrations.missing(engine)
    engine.dispose()


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
def test_who_has_to_wait_for_an_upgrade_waits_however_long(
    empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0.2)
    engine = database.connect(empty)
    with ThreadPoolExecutor() as others, engine.execution_options(writes=True).begin() as upgrading:
        other = others.submit(migrations.upgrade, empty)
        time.sleep(1)
        assert not other.done()
        upgrading.commit()
        other.result(60)
    assert not migrations.missing(engine)
    engine.dispose()


@pytest.mark.parametrize("empty", ["postgres"], indirect=True)
def test_who_has_to_wait_for_the_index_waits_however_long(empty: str, tmp_path: Path) -> None:
    hasty = make_url(empty).update_query_dict({"options": "-c lock_timeout=200"})
    environ = {"FACILITATOR_DATA_DIR": str(tmp_path), "DATABASE_URL": hasty.render_as_string(False)}
    database.init(empty)
    with database.session() as first:
        database.hold(first, "index_missing")
        other = subprocess.Popen([sys.executable, "-c", START, "1"], env=environ, stderr=subprocess.PIPE)
        waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'")
        until(lambda: first.scalar(waiting), 60)
        time.sleep(1)
    database.engine().dispose()
    assert other.communicate(timeout=60)[1] == b""
    assert other.returncode == 0
