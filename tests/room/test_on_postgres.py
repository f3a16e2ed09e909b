"""What holds on SQLite holds on Postgres: the same claims about meetings and entries, on the other database."""

# ruff: noqa: F403
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from cast import a_meeting, until
from fixtures.at_once import waiting
from flask import Flask
from log.revisions.test_from_meeting import *
from room.test_presence import *
from room.test_service import *
from room.test_store import *
from sqlalchemy.orm import Session

from facilitator import database
from facilitator.meeting.commands import RenameSeat
from facilitator.migrations import models
from facilitator.room import service, store
from facilitator.room.access import seat_in
from facilitator.room.service import Joined
from facilitator.tokens import new_id

T = TypeVar("T")


@pytest.fixture
def app(postgres_app: Flask) -> Flask:
    return postgres_app


def test_migrations_give_the_shape_of_the_code_there_too(app: Flask) -> None:
    with database.engine().connect() as connection:
        options = {"compare_type": True, "include_name": models.is_compared}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, models.metadata) == []


def test_commands_at_the_same_moment_get_a_place_each(app: Flask) -> None:
    with app.app_context(), database.session() as session:
        meeting, _, token = service.create_meeting(session, None, a_meeting())
        seat = seat_in(session, meeting, token).id

    def rename(number: int) -> int:
        with app.app_context():
            return service.act(meeting, seat, new_id(), RenameSeat(f"Ana {number}")).seq

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(rename, range(12))) == list(range(2, 14))


def apart(_key: str, work: Callable[[Session], T]) -> T:
    """What two processes do: each carries out its own changes only."""
    with database.session() as session:
        return work(session)


def test_a_form_that_is_sent_twice_at_once_takes_one_seat(
    bound: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "together", apart)
    with database.session() as session:
        meeting, link, _ = service.create_meeting(session, None, a_meeting())
    token = new_id()

    def join() -> Joined:
        with bound.app_context():
            return service.join(link, "Ben", first_token=token)

    with ThreadPoolExecutor(2) as pool:
        with database.session() as session:
            store.locked(session, meeting)
            sent = [pool.submit(join) for _ in range(2)]
            until(lambda: waiting() == 2)
        assert sent[0].result() == sent[1].result()
