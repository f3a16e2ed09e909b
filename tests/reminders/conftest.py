"""What tests of reminders share: a clock that they set, and actions to be reminded of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from functools import partial

import pytest
from flask import Flask
from flask.ctx import AppContext
from outbox.conftest import PostOffice, open_office

from facilitator import clock, database, outbox
from facilitator.accounts.tables import Account
from facilitator.log.entry.content import Action, Content
from facilitator.log.entry.tables import Action as ActionRow
from facilitator.log.entry.tables import Entry
from facilitator.log.revisions import store
from facilitator.reminders import writing

TODAY = date(2026, 11, 26)
on_sqlite = pytest.mark.parametrize("app", ["SQLite"], indirect=True)
"""For what is the same on each database."""


@dataclass
class Hand:
    """The clock's hand: the instant that it shows."""

    at: int = 0

    def set(self, day: date, hour: int = 12, minute: int = 0) -> None:
        self.at = int(datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC).timestamp()) * 1000

    def go_on(self, **by: float) -> None:
        self.at += int(timedelta(**by).total_seconds() * 1000)


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Hand:
    made = Hand()
    made.set(TODAY)
    monkeypatch.setattr(clock, "now", lambda: made.at)
    return made


@pytest.fixture(params=["SQLite", "Postgres"])
def app(request: pytest.FixtureRequest) -> Flask:
    made: Flask = request.getfixturevalue("postgres_app" if request.param == "Postgres" else "sqlite_app")
    return made


@pytest.fixture
def office(app: Flask) -> Iterator[PostOffice]:
    """A post office to which the application sends its letters.

    No context is open: requests of several people would share it, and so who they are.
    """
    with open_office(app) as made:
        yield made


Give = Callable[..., ActionRow]


@pytest.fixture
def give(app: Flask, ana: Account) -> Give:
    """`give(owner, due)` adds a step to an entry that Ana wrote."""

    return partial(add_action, ana)


def add_action(
    writer: Account, owner: str, due: date | None = None, what: str = "Ring the bell", *, named: bool = True
) -> ActionRow:
    """A step of a new entry that everybody reads."""
    with database.session() as session:
        entry = store.new_entry(writer.id, clock.now(), visibility="everyone")
        entry.named = named
        step = Action(kind="step", what=what, owner=owner, due=due)
        content = Content(title="A secret sale", date=TODAY, actions=(step,))
        store.save(session, entry, content, clock.now())
        return session.query(ActionRow).filter_by(entry_id=entry.id).one()


def zone_of_the_afternoon() -> str:
    """A zone in which it is about noon now, for processes that have the real clock."""
    behind = clock.utc(clock.now()).hour - 12
    return f"Etc/GMT{behind:+d}" if behind else "UTC"


def change(row: Account | ActionRow | Entry, **values: object) -> None:
    """Set columns of a row."""
    with database.session() as session:
        found = session.get_one(type(row), row.id)
        for name, value in values.items():
            setattr(found, name, value)


def letters_of(office: PostOffice) -> list[EmailMessage]:
    """Write and deliver what is due: the new letters."""
    before = len(office.letters)
    with inside(office):
        writing.write_due()
        outbox.deliver()
    return office.letters[before:]


def inside(office: PostOffice) -> AppContext:
    """The context of the application that sends to this office."""
    assert office.app
    return office.app.app_context()


def text_of(letter: EmailMessage) -> str:
    said: str = letter.get_content()
    return said
