"""Every test in this folder runs twice, on SQLite and on Postgres, unless it says on which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.content import Action, Content
from facilitator.log.entry.reader import Reader
from facilitator.log.revisions import store
from facilitator.log.search.find import find
from facilitator.log.search.query import Query
from facilitator.log.search.results import Results

NOW = 1_767_600_000_000


@pytest.fixture(params=["sqlite", "postgres"])
def app(request: pytest.FixtureRequest) -> Flask:
    made: Flask = request.getfixturevalue("postgres_app" if request.param == "postgres" else "sqlite_app")
    return made


ON_SQLITE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
ON_POSTGRES = pytest.mark.parametrize("app", ["postgres"], indirect=True)


@dataclass
class Log:
    """A log, as Ana fills and reads it; Cleo is the other reader."""

    ana: str
    cleo: str

    def write(self, title: str, **more: Any) -> str:
        """A new entry, and its id."""
        with database.session() as session:
            return self._write(session, title, **more)

    def write_many(self, titles: Iterable[str], **more: Any) -> None:
        """New entries, in one transaction."""
        with database.session() as session:
            for title in titles:
                self._write(session, title, **more)

    def _write(
        self, session: Session, title: str, *, by: str = "ana", visibility: str = "everyone", **more: Any
    ) -> str:
        draft = more.pop("draft", False)
        actions = tuple(Action(what=what) for what in more.pop("actions", ()))
        said: dict[str, Any] = {"title": title, "date": date(2026, 1, 5), "actions": actions}
        entry = store.new_entry(getattr(self, by), NOW, visibility=visibility)
        entry.draft = draft
        store.save(session, entry, Content(**said | more), NOW)
        return entry.id

    def find(self, q: str = "", *, by: str = "ana", **more: Any) -> Results:
        with database.snapshot() as session:
            return find(session, Reader(getattr(self, by), {}), Query(q, **more))

    def titles(self, q: str = "", **more: Any) -> list[str]:
        return [row.entry.title for row in self.find(q, **more).rows]


@pytest.fixture
def log(app: Flask, ana: Account, cleo: Account) -> Log:
    return Log(ana.id, cleo.id)


class WriteTitles(Protocol):
    """Writes entries that have a title and nothing else."""

    def __call__(self, *titles: str) -> None: ...


@pytest.fixture
def entries(log: Log) -> WriteTitles:
    def write(*titles: str) -> None:
        for title in titles:
            log.write(title)

    return write
