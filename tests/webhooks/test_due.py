"""What is due is told once, on the day that this is where its owner is."""

from __future__ import annotations

import pytest
from flask import Flask
from outbox.conftest import rows
from test_days import KIRITIMATI, NOV_26, NOV_27, PAGO_PAGO, lives_in, write
from webhooks.conftest import Receiver, webhook

from facilitator import clock, database, outbox, webhooks
from facilitator.accounts.tables import Account
from facilitator.clock import DAY_MS
from facilitator.log.entry.tables import Action
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
