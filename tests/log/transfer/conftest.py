"""Files to bring, and the two commands as somebody types them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import cli, database
from facilitator.accounts.tables import Account
from facilitator.log.entry.content import Content
from facilitator.log.entry.rows import content_of
from facilitator.log.entry.tables import Entry


class Blog(Protocol):
    """`blog({"a.md": "…"})` is a folder of these files."""

    def __call__(self, files: Mapping[str, str | bytes]) -> Path: ...


class Run(Protocol):
    """`run("import", path)` is what the command says."""

    def __call__(self, *words: object) -> Result: ...


class Bring(Protocol):
    """`bring("---\ntitle: …")` is the entry that a Markdown file becomes in Ana's log."""

    def __call__(self, text: str, name: str = "item.md") -> Entry: ...


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    def write(files: Mapping[str, str | bytes]) -> Path:
        for name, text in files.items():
            file = tmp_path / "blog" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path / "blog"

    return write


@pytest.fixture
def run(app: Flask, tmp_path: Path) -> Run:
    """Runs commands on the log of `app`."""

    def run(*words: object) -> Result:
        environ = {"FACILITATOR_DATA_DIR": str(tmp_path)}
        return CliRunner(env=environ).invoke(cli.commands, [*map(str, words)], catch_exceptions=False)

    return run


@pytest.fixture
def bring(run: Run, blog: Blog, ana: Account) -> Bring:
    def bring(text: str, name: str = "item.md") -> Entry:
        result = run("import", blog({name: text}), "--account", ana.email)
        assert result.exit_code == 0, result.output
        return only()

    return bring


def only() -> Entry:
    """The one entry of the log."""
    with database.read() as session:
        return session.scalars(select(Entry)).one()


def content(session: Session, entry: Entry) -> Content:
    return content_of(session, entry)
