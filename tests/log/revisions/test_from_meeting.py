from collections.abc import Sequence
from datetime import date
from typing import NoReturn

import pytest
from fixtures.held import Held
from flask import Flask
from log.rows import count
from sqlalchemy import select

from facilitator import database
from facilitator.log.entry.tables import Action, Entry
from facilitator.log.revisions import from_meeting
from facilitator.room.retention import delete_meeting, erase_old_journals
from facilitator.room.store import read_state
from facilitator.summary.model import load


def the_entry() -> Entry:
    with database.read() as session:
        return session.scalars(select(Entry)).one()


def the_actions() -> Sequence[Action]:
    with database.read() as session:
        return session.scalars(select(Action).order_by(Action.pos)).all()


def test_closing_leaves_an_entry_for_the_group(held: Held) -> None:
    entry = the_entry()

    assert (entry.meeting_id, entry.visibility) == (held.meeting, "group")
    assert (entry.date, entry.category) == (date(2026, 1, 5), "incident")
    assert entry.learned[0].startswith("We believed that having backup jobs meant having backups")
    assert "18 hours of downtime" in entry.impact
    assert load(entry.summary or {}).title == entry.title


def test_closing_leaves_its_actions(held: Held) -> None:
    steps = the_actions()

    assert [action.kind for action in steps] == ["step", "step", "step", "experiment"]
    assert (steps[0].owner, steps[0].due, steps[0].state) == ("Teun", date(2026, 1, 19), "open")
    assert steps[3].hypothesis.startswith("If two people run each destructive repair")


def test_the_meeting_knows_its_entry(held: Held) -> None:
    with database.read() as session:
        state = read_state(session, held.meeting)

    assert state.entry == the_entry().id


def test_the_entry_outlives_the_journal(held: Held) -> None:
    assert erase_old_journals(days=0)

    assert held.ana.get(f"/meetings/{held.meeting}/summary").status_code == 200


def test_deleting_the_meeting_deletes_entry_and_actions(held: Held) -> None:
    delete_meeting(held.meeting)

    assert (count(Entry), count(Action)) == (0, 0)


def test_a_close_whose_entry_fails_is_no_close(
    app: Flask, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    def fail(*_: object) -> NoReturn:
        raise RuntimeError("disk full")

    monkeypatch.setattr(from_meeting, "build_summary", fail)
    with pytest.raises(RuntimeError, match="disk full"):
        request.getfixturevalue("held")
    assert count(Entry) == 0
