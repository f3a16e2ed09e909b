"""What the server writes is readable for its own account only, in whatever directory."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from facilitator.cli import commands


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    """A data directory that somebody else made, as systemd does: others may look into it."""
    folder = tmp_path / "state"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    return folder


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_database_is_for_its_own_account_only(open_folder: Path) -> None:
    command = [sys.executable, "-m", "facilitator", "upgrade"]
    environ = os.environ | {"FACILITATOR_DATA_DIR": str(open_folder)}
    subprocess.run(command, env=environ, check=True, capture_output=True, umask=0o022)

    assert {path.name: mode_of(path) for path in open_folder.iterdir()} == {
        "facilitator.db": 0o600,
        "secret_key": 0o600,
    }


@pytest.mark.parametrize(("mode", "warned"), [(0o755, True), (0o700, False)])
def test_serve_names_what_others_can_read(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch, mode: int, warned: bool
) -> None:
    monkeypatch.setenv("FACILITATOR_DATA_DIR", str(open_folder))
    monkeypatch.setattr(os, "execv", lambda *_: None)
    database = open_folder / "facilitator.db"
    database.touch()
    database.chmod(0o644)
    open_folder.chmod(mode)

    shown = CliRunner().invoke(commands, ["serve"]).stderr

    assert (f"chmod go-rwx {open_folder}\n" in shown) == warned
    assert (f"chmod go-rwx {database}\n" in shown) == warned
    assert "secret_key" not in shown
