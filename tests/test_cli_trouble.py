"""A command that meets a database which it cannot use says so in one sentence, and ends with status 1."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import free_port

from facilitator import database, migrations
from facilitator.cli import main

NEW_ACCOUNT = (
    *("account", "create", "--name", "A"),
    *("--email", "a@example.org", "--password", "correct horse battery"),
)
COMMANDS = [
    ("serve",),
    ("upgrade",),
    ("demo",),
    ("account", "list"),
    NEW_ACCOUNT,
    ("account", "end-second-factor", "a@example.org"),
    ("token", "list"),
    ("import", "."),
    ("export", "out"),
]
DOCS = Path(__file__).parents[1] / "docs" / "self-hosting.md"


def is_garbage(file: Path) -> str:
    file.write_bytes(b"This is no database at all. " * 200)
    return "file is not a database"


def is_a_folder(file: Path) -> str:
    file.mkdir()
    return "unable to open database file"


def cannot_grow(file: Path) -> str:
    """A disk with room for the first pages only."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE first (x)")
    return "database or disk is full"


def is_newer(file: Path) -> str:
    migrations.upgrade(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_of_tomorrow'")
        connection.commit()
    return "The database is newer than this facilitator, which does not know its revision 9999_of_tomorrow"


def is_out_of_reach(_file: Path) -> str:
    return "postgresql.*127.0.0.1.*cannot be used: .*refused"


def said_by(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command says that ends with a sentence."""
    monkeypatch.setattr("sys.argv", ["facilitator", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, str), "with a string, Python prints it and ends with status 1"
    return ended.value.code


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the database in an empty data directory, in which the command runs."""
    monkeypatch.setenv("FACILITATOR_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(database, "CONNECT_SECONDS", 0.1)
    return tmp_path / "facilitator.db"


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("state", [is_garbage, is_a_folder, is_newer, is_out_of_reach])
def test_it_is_one_sentence(
    here: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], state: Callable[[Path], str]
) -> None:
    if state is is_out_of_reach:
        monkeypatch.setenv("DATABASE_URL", f"postgresql://me:pass@127.0.0.1:{free_port()}/facilitator")
    expected = state(here)
    said = said_by(words, monkeypatch)
    assert re.search(expected, said)
    assert "pass" not in said
    assert "\n" not in said
    assert said.endswith(".")


@pytest.mark.parametrize("words", COMMANDS[:3], ids=" ".join)
def test_a_full_disk_is_one_sentence(
    here: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    expected = cannot_grow(here)
    put = database._prepare

    def without_room(connection: Any, record: Any) -> None:
        put(connection, record)
        connection.cursor().execute("PRAGMA max_page_count = 1")

    monkeypatch.setattr(database, "_prepare", without_room)
    assert f"cannot be used: {expected}." in said_by(words, monkeypatch)


@pytest.mark.parametrize("words", [each for each in COMMANDS[3:] if each != NEW_ACCOUNT], ids=" ".join)
def test_only_an_upgrade_changes_the_databases_shape(
    here: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    assert "Run `facilitator upgrade` first" in said_by(words, monkeypatch)
    with closing(sqlite3.connect(here)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_a_new_account_changes_no_older_database(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    migrations.upgrade(f"sqlite:///{here}", "0037_signs")
    assert "Run `facilitator upgrade` first" in said_by(NEW_ACCOUNT, monkeypatch)


def test_the_unit_in_the_handbook_outlives_a_database_that_comes_later() -> None:
    unit = DOCS.read_text("utf-8").split("```ini")[1].split("```")[0].splitlines()
    assert {"Restart=always", "RestartSec=5", "StartLimitIntervalSec=0"} <= set(unit)
