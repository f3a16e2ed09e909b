"""Who wrote a card: in an anonymous meeting nobody and nothing can tell."""

import itertools
import logging
import random
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cast import a_meeting
from fixtures.listening import listening

from facilitator import clock, create_app, database, migrations
from facilitator.config import Settings
from facilitator.meeting import commands as c
from facilitator.room import change, service, store
from facilitator.room.access import seat_in
from facilitator.room.service import Joined

T0 = 1_700_000_000_000


@pytest.fixture
def fixed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """A world without chance: ids, times and shuffles repeat. Yields all that is sent to anybody."""
    sent: list[Any] = []

    def restart() -> None:
        ids, times, versions = itertools.count(), itertools.count(T0, 1000), itertools.count(1)
        monkeypatch.setattr(store, "new_version", lambda: next(versions))
        for module in (change, service):
            monkeypatch.setattr(module, "new_id", lambda: f"fixed-{next(ids):016}")
        monkeypatch.setattr(clock, "now", lambda: next(times))
        monkeypatch.setattr(secrets, "SystemRandom", lambda: random.Random(7))
        sent.clear()

    sent.append(restart)
    yield sent
    database.engine().dispose()


def run(folder: Path, authors: list[int], sent: list[Any], secrecy: str = "anonymous") -> bytes:
    """Hold a meeting in which `authors[i]` writes card i; everything it leaves on disk."""
    folder.mkdir()
    settings = Settings(folder, f"sqlite:///{folder / 'x.db'}", "k" * 40)
    # From one empty database for all runs: migrations may write a table's constraints in any order.
    empty = folder.parent / "empty.db"
    if not empty.exists():
        migrations.upgrade(f"sqlite:///{empty}")
    shutil.copy(empty, folder / "x.db")
    app = create_app(settings)
    with app.app_context(), listening(lambda *what: sent.append(what)) as connect:
        hold(authors, secrecy, connect)
    database.forget()
    database.engine().dispose()
    return (folder / "x.db").read_bytes()


def hold(authors: list[int], secrecy: str, connect: Callable[[Joined], None]) -> None:
    first = a_meeting(meeting_id="meeting-00000001", secrecy=secrecy)
    with database.session() as session:
        meeting, link, token = service.create_meeting(session, None, first)
        ana = seat_in(session, meeting, token).id
    people = [Joined(meeting, ana, token), service.join(link, "Ben"), service.join(link, "Dina")]
    for person in people:
        connect(person)
    seats = [person.seat_id for person in people]
    ids = itertools.count()

    def act(seat: str, command: c.Command) -> None:
        service.act(meeting, seat, f"command-{next(ids):016}", command)

    for seat in seats:
        act(seat, c.Arrive())
    act(ana, c.Start())
    for _ in range(2):
        act(ana, c.NextStage(sure=True))
    for i, author in enumerate(authors):
        card, key = f"card-{i:016}", f"key-{i:016}"
        act(seats[author], c.AddCard(column="driver", card=card, key=key, text=f"Thought {i}"))
        act(seats[author], c.EditCard(card=card, key=key, text=f"Better thought {i}"))
    for seat in seats:
        act(seat, c.MarkDone())
    act(ana, c.NextStage(sure=True))
    act(ana, c.CloseMeeting(sure=True))


@pytest.mark.parametrize("swapped", [[1, 0, 0, 2], [2, 2, 2, 2], [0, 2, 1, 0]])
def test_swapping_the_authors_changes_no_byte(
    tmp_path: Path, fixed: list[Any], caplog: pytest.LogCaptureFixture, swapped: list[int]
) -> None:
    caplog.set_level(logging.DEBUG)
    restart = fixed[0]
    traces = []
    run(tmp_path / "before", [0], fixed)
    for name, authors in (("one", [0, 1, 2, 0]), ("two", swapped)):
        restart()
        caplog.clear()
        disk = run(tmp_path / name, authors, fixed)
        traces.append((disk, list(fixed), caplog.text.replace(str(tmp_path / name), "")))
    assert traces[0][1]
    assert traces[0] == traces[1]


def test_in_a_named_meeting_it_does(tmp_path: Path, fixed: list[Any]) -> None:
    restart = fixed[0]
    restart()
    one = run(tmp_path / "one", [0, 1], fixed, "named")
    restart()
    assert one != run(tmp_path / "two", [1, 0], fixed, "named")


def test_hidden_cards_are_sent_to_nobody(tmp_path: Path, fixed: list[Any]) -> None:
    fixed[0]()
    run(tmp_path / "one", [0, 1, 2], fixed)
    sent = [str(what) for what in fixed]
    first = next(i for i, what in enumerate(sent) if "thought" in what)
    assert "'stage': 'group'" in sent[first]


def test_ballots_leave_no_byte_on_disk(tmp_path: Path, fixed: list[Any]) -> None:
    fixed[0]()
    run(tmp_path / "one", [0], fixed)
    path = tmp_path / "one" / "x.db"
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM ballot").fetchone() == (0,)
