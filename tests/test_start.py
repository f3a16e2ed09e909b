"""What each process loads at its start, and that the revisions of the database are those of Alembic."""

from __future__ import annotations

import subprocess
import sys

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from click.testing import CliRunner

from facilitator import migrations
from facilitator.cli import COMMANDS, commands

LARGE = (
    *("alembic", "authlib", "icalendar", "snowballstemmer", "stopwordsiso", "zxcvbn"),
    *("numpy", "onnxruntime", "tokenizers"),
)
"""Packages that most servers need seldom or never."""


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("facilitator.serving", ("sqlalchemy", "flask_socketio", *LARGE)),
        ("facilitator.cli.serve", ("flask_socketio", *LARGE)),
        ("facilitator.application", LARGE),
        ("facilitator.serving_worker", ("numpy", "onnxruntime", "tokenizers")),
    ],
)
def test_a_process_does_not_load_what_it_may_never_use(module: str, unwanted: tuple[str, ...]) -> None:
    assert loaded(f"import {module}", unwanted) == []


def test_a_server_loads_socketio_without_its_brokers_and_clients() -> None:
    start = "from facilitator.worker import load_socketio; load_socketio(); import facilitator.application"
    unused = ("charset_normalizer", "redis", "requests", "urllib3", "valkey", "websocket")
    assert loaded(start, unused) == []
    assert loaded(f"{start}, redis", unused) == ["redis"]


def loaded(program: str, packages: tuple[str, ...]) -> list[str]:
    """Those of the packages that a process has loaded after this program."""
    told = f"{program}\nimport sys; print(*[name for name in {packages} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    return done.stdout.split()


def test_the_revisions_are_those_of_alembic_newest_first() -> None:
    config = Config()
    config.set_main_option("script_location", "facilitator:migrations")
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert migrations._revisions() == [script.revision for script in scripts.walk_revisions()]


@pytest.mark.parametrize("module", ["cli.serve", "cli.accounts", "cli.transfer", "demo.cli", "application"])
def test_each_command_knows_the_tables_that_its_tables_point_to(module: str) -> None:
    keys = "[key.column for table in Base.metadata.tables.values() for key in table.foreign_keys]"
    program = f"import facilitator.{module}; from facilitator.database import Base; {keys}"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_command_with_a_typing_error_is_suggested() -> None:
    said = CliRunner().invoke(commands, ["upgarde"]).output
    assert "upgrade" in said
    assert "transfer" not in said


@pytest.mark.parametrize("name", list(COMMANDS))
def test_each_command_is_there(name: str) -> None:
    assert CliRunner().invoke(commands, [name, "--help"]).output.startswith(f"Usage: commands {name}")
