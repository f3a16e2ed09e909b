"""Two processes change one meeting on Postgres at the same time: each command gets a place of its own, once."""

from __future__ import annotations

import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest
from cast import a_meeting
from flask import Flask
from sqlalchemy import select

from facilitator import database
from facilitator.meeting import events, model
from facilitator.meeting.commands import RenameSeat
from facilitator.meeting.evolve import fold
from facilitator.room import service
from facilitator.room.access import seat_in
from facilitator.room.store import read_state
from facilitator.room.tables import JournalRow, MeetingRow
from facilitator.tokens import new_id

THREADS = 4


def fight(url: str, meeting: str, seat: str, commands: int) -> dict[str, int]:
    """Carry out so many commands, several at a time, each a second time now and then. The `seq` of each, by its id."""
    database.init(url)

    def rename(number: int) -> tuple[str, int]:
        command_id, command = new_id(), RenameSeat(f"{seat[:6]} {number}")
        done = service.act(meeting, seat, command_id, command)
        if number % 10 == 0:
            again = service.act(meeting, seat, command_id, command)
            assert (again.seq, again.again) == (done.seq, True)
        return command_id, done.seq

    with ThreadPoolExecutor(THREADS) as pool:
        return dict(pool.map(rename, range(commands)))


@pytest.mark.timeout(900)
@pytest.mark.parametrize("commands", [300, pytest.param(10_000, marks=pytest.mark.soak)])
def test_two_processes_fight_over_one_room(postgres_app: Flask, postgres_url: str, commands: int) -> None:
    with postgres_app.app_context(), database.session() as session:
        meeting, _, token = service.create_meeting(session, None, a_meeting())
        seat = seat_in(session, meeting, token).id
        begun = session.get_one(MeetingRow, meeting)
        first, seq = model.from_json(begun.state), begun.seq
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        halves = [pool.submit(fight, postgres_url, meeting, seat, commands // 2) for _ in range(2)]
        acknowledged = {key: at for half in halves for key, at in half.result().items()}
    with database.read() as session:
        rows = session.scalars(
            select(JournalRow)
            .where(JournalRow.meeting_id == meeting, JournalRow.seq > seq)
            .order_by(JournalRow.seq)
        ).all()
        assert {row.command_id: row.seq for row in rows} == acknowledged
        assert [row.seq for row in rows] == list(range(seq + 1, seq + 1 + commands))
        happened = [event for row in rows for event in events.load(json.loads(row.events))]
        assert fold(first, happened) == read_state(session, meeting)
