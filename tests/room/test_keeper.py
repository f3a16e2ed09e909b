"""What a process keeps in memory saves it work, and is never trusted without the version of the row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from cast import a_meeting
from flask import Flask
from sqlalchemy import Connection

from facilitator import database
from facilitator.database_errors import Unavailable
from facilitator.meeting import commands as c
from facilitator.meeting.hidden import NOTHING
from facilitator.refused import Refused
from facilitator.room import keeper, service, store
from facilitator.room.access import seat_in
from facilitator.room.store import load, read_state
from facilitator.tokens import new_id


@pytest.fixture
def seat(bound: Flask) -> tuple[str, str]:
    """A started meeting, and its leader's seat."""
    with database.session() as session:
        meeting, _, token = service.create_meeting(session, None, a_meeting())
        mine = meeting, seat_in(session, meeting, token).id
    service.act(*mine, new_id(), c.Start())
    return mine


def park(seat: tuple[str, str], text: str) -> None:
    service.act(*seat, new_id(), c.Park(new_id(), text))


def parked(meeting: str) -> list[str]:
    """What the database holds."""
    with database.read() as session:
        return [item.text for item in read_state(session, meeting).parked.values()]


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The meetings that are loaded whole, each time one is."""
    heard: list[str] = []
    load_whole = store._whole

    def hear(connection: Connection, meeting_id: str) -> keeper.Known:
        heard.append(meeting_id)
        return load_whole(connection, meeting_id)

    monkeypatch.setattr(store, "_whole", hear)
    return heard


def test_the_second_command_loads_nothing(seat: tuple[str, str], loaded: list[str]) -> None:
    keeper._known.clear()
    park(seat, "one")
    assert loaded == [seat[0]]
    park(seat, "two")
    assert loaded == [seat[0]]


def test_what_another_process_changed_is_not_overwritten(seat: tuple[str, str]) -> None:
    old = dict(keeper._here())
    park(seat, "by another process")
    keeper._here().update(old)
    park(seat, "here")
    assert parked(seat[0]) == ["by another process", "here"]


def test_words_that_are_hidden_give_a_new_version_too(seat: tuple[str, str]) -> None:
    for _ in range(2):
        service.act(*seat, new_id(), c.NextStage(sure=True))
    service.act(*seat, new_id(), c.AddCard("driver", new_id(), new_id(), "by another process"))
    old = dict(keeper._here())
    service.act(*seat, new_id(), c.AddCard("driver", new_id(), new_id(), "by another process, too"))
    keeper._here().update(old)
    service.act(*seat, new_id(), c.AddCard("driver", new_id(), new_id(), "here"))
    service.act(*seat, new_id(), c.NextStage(sure=True))
    with database.read() as session:
        cards = read_state(session, seat[0]).cards
    assert len(cards) == 3


@pytest.mark.parametrize("saved", [True, False])
def test_after_a_commit_of_which_nobody_knows_memory_is_not_believed(
    seat: tuple[str, str], saved: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = database._commit

    def fails(session: Any) -> None:
        if saved:
            real(session)
        raise Unavailable(Refused("unavailable", "Not now.", 503), "cut off")

    with monkeypatch.context() as patch:
        patch.setattr(database, "_commit", fails)
        with pytest.raises(Unavailable):
            park(seat, "perhaps")
    park(seat, "surely")
    assert parked(seat[0]) == (["perhaps", "surely"] if saved else ["surely"])


def test_those_used_longest_ago_are_forgotten(bound: Flask) -> None:
    known = keeper.Known(1, 1, 1, a_meeting(), {}, NOTHING)
    for number in range(keeper.MOST_MEETINGS + 1):
        keeper.remember(str(number), known)
        keeper.recall("0", 1)
    assert keeper.recall("0", 1) is known
    assert keeper.recall("1", 1) is None


def test_a_change_of_another_process_is_added_to_what_is_known(
    seat: tuple[str, str], loaded: list[str]
) -> None:
    park(seat, "mine")
    mine = keeper.recall_any(seat[0])
    assert mine
    park(seat, "another process's")
    keeper.remember(seat[0], mine)
    with database.read() as session:
        known = load(session, seat[0])
    assert [item.text for item in known.state.parked.values()] == ["mine", "another process's"]
    assert known.state.stages is mine.state.stages
    assert loaded == []


def test_what_the_database_has_lost_is_not_added_to(seat: tuple[str, str]) -> None:
    park(seat, "kept")
    known = keeper.recall_any(seat[0])
    assert known
    lost = replace(known, state=replace(known.state, parked={}), command_id=new_id(), version=1)
    keeper.remember(seat[0], lost)
    assert parked(seat[0]) == ["kept"]
    park(seat, "and more")
    assert parked(seat[0]) == ["kept", "and more"]
