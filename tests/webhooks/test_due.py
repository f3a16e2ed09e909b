"""What is due is told once, on the day that this is where its owner is."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from outbox.conftest import rows
from sqlalchemy.orm import Session
from test_days import KIRITIMATI, NOV_26, NOV_27, PAGO_PAGO, lives_in, write
from webhooks.conftest import Receiver, webhook

from facilitator import clock, database, outbox, webhooks
from facilitator.accounts.tables import Account
from facilitator.clock import DAY_MS
from facilitator.log.entry.tables import Action, Entry
from facilitator.webhooks import events


def due(receiver: Receiver, at: int) -> list[str]:
    """The actions that are told of at this instant."""
    webhooks.post_due(at)
    outbox.deliver()
    found = [got.json["data"]["action"]["id"] for got in receiver.got]
    receiver.got.clear()
    return found


def test_each_is_told_once_on_its_day(
    receiver: Receiver, ana: Account, cleo: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    lives_in(ana, KIRITIMATI)
    lives_in(cleo, PAGO_PAGO)
    anas, cleos = write(ana, "Ana", NOV_27), write(cleo, "Cleo", NOV_26)
    ended = write(ana, "Ana", NOV_27)
    with database.session() as session:
        session.get_one(Action, ended).state = "done"
    webhook(receiver.url, events=[events.ACTION_DUE])
    webhook(receiver.url, events=[events.ENTRY_SHARED])
    # In Kiritimati the 27th begins at 10:00 of the 26th in UTC, in Pago Pago the 26th at 11:00.
    ten = 1_795_687_200_000
    monkeypatch.setattr(clock, "now", lambda: ten)
    assert due(receiver, ten - 1) == []
    assert due(receiver, ten) == [anas]
    assert due(receiver, ten + 3_599_999) == []
    assert due(receiver, ten + 3_600_000) == [cleos]
    for hour in range(2, 30):
        assert due(receiver, ten + hour * 3_600_000) == []


@pytest.mark.parametrize("hidden", [{"named": False}, {"visibility": "group"}])
def test_the_moment_tells_nobody_where_a_hidden_owner_is(
    receiver: Receiver, ana: Account, monkeypatch: pytest.MonkeyPatch, hidden: dict[str, Any]
) -> None:
    lives_in(ana, KIRITIMATI)
    webhook(receiver.url, events=[events.ACTION_DUE])
    step = write(ana, "Ana", NOV_27)
    with database.session() as session:
        entry = session.get_one(Entry, session.get_one(Action, step).entry_id)
        for name, value in hidden.items():
            setattr(entry, name, value)
    # The 27th begins in Kiritimati, and then in UTC.
    there, midnight = 1_795_687_200_000, 1_795_737_600_000
    monkeypatch.setattr(clock, "now", lambda: there)
    assert [due(receiver, at) for at in (there, midnight - 1, midnight)] == [[], [], [step]]


def test_the_day_of_a_private_action_is_not_told(receiver: Receiver, ana: Account) -> None:
    lives_in(ana, clock.NO_ZONE)
    webhook(receiver.url, events=[events.ACTION_DUE])
    step = write(ana, "Ana", clock.today(clock.NO_ZONE))
    with database.session() as session:
        session.get_one(Entry, session.get_one(Action, step).entry_id).visibility = "private"
    webhooks.post_due(clock.now())
    assert rows() == []


def test_many_are_posted_together_and_then_nothing_is_written(
    receiver: Receiver, ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    lives_in(ana, clock.NO_ZONE)
    for _ in range(3):
        write(ana, "Ana", clock.today(clock.NO_ZONE))
    webhook(receiver.url, events=[events.ACTION_DUE])
    written = []
    real = database.session

    def session() -> AbstractContextManager[Session]:
        written.append(len(rows()))
        return real()

    monkeypatch.setattr(database, "session", session)
    for _ in range(2):
        webhooks.post_due(clock.now())
    assert (written, len(rows())) == ([0], 3)
    # A webhook that is made later hears of them, and the first one not again.
    monkeypatch.setattr(database, "session", real)
    webhook(receiver.url, events=[events.ACTION_DUE])
    webhooks.post_due(clock.now())
    assert len(rows()) == 6


def test_on_another_day_it_is_told_again(receiver: Receiver, ana: Account) -> None:
    lives_in(ana, clock.NO_ZONE)
    today = clock.today(clock.NO_ZONE)
    step = write(ana, "Ana", today)
    webhook(receiver.url, events=[events.ACTION_DUE])
    assert due(receiver, clock.now()) == [step]
    with database.session() as session:
        session.get_one(Action, step).due = clock.day_of(clock.now() + DAY_MS, clock.NO_ZONE)
    assert due(receiver, clock.now()) == []
    assert due(receiver, clock.now() + DAY_MS) == [step]


def test_nothing_is_posted_while_nobody_wants_it(bound: Flask, ana: Account) -> None:
    write(ana, "Ana", clock.today(clock.NO_ZONE))
    webhooks.post_due(clock.now())
    assert rows() == []
