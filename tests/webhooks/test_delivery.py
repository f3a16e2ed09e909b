"""A receiver in every mood: nothing is lost, and nobody gets more than one copy too many."""

from __future__ import annotations

import json
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import standardwebhooks
from fixtures.entries import LEARNED
from fixtures.mail import SITE
from flask import Flask, current_app
from outbox.conftest import let_it_be_due, only_row, remind_with, rows
from webhooks.conftest import Receiver, the, webhook

from facilitator import clock, database, outbox
from facilitator.accounts.tables import Account
from facilitator.cli import remind
from facilitator.config import settings
from facilitator.log.entry.content import Content
from facilitator.log.revisions import store as entries
from facilitator.log.revisions.sharing import share
from facilitator.outbox import Delivered
from facilitator.outbox.delivery import MINUTE_MS
from facilitator.webhooks import message, signing, store, turns
from facilitator.webhooks.message import Message
from facilitator.webhooks.tables import Webhook

MOODS = {
    "hangs up": "no_answer",
    "stalls": "no_answer",
    "drips": "no_answer",
    "says no HTTP": "no_answer",
}


def share_an_entry(author: Account, title: str = "An outage") -> str:
    """Share an entry, so that one message waits; its id."""
    with database.session() as session:
        content = Content(title=title, date=clock.today("UTC"), learned=(LEARNED,))
        entry = entries.new_entry(author.id, clock.now())
        entries.save(session, entry, content, clock.now())
        share(session, entry, "no", "", by=author.id)
        return entry.id


def test_a_message_is_signed_so_that_another_library_knows_it(receiver: Receiver, ana: Account) -> None:
    made = webhook(receiver.url)
    entry = share_an_entry(ana)
    row = only_row()
    assert outbox.deliver() == Delivered(1, 0)
    (got,) = receiver.got
    verified = standardwebhooks.Webhook(signing.secret_of(made)).verify(got.body, got.headers)
    assert verified["type"] == "entry.shared"
    assert verified["data"]["entry"]["url"] == f"{SITE}/log/{entry}"
    assert got.path == "/hook?key=a-secret-of-the-receiver"
    assert (got.headers["webhook-id"], got.headers["content-type"]) == (row.id, "application/json")
    assert got.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert rows() == []
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        standardwebhooks.Webhook(signing.secret_of(made)).verify(got.body + b" ", got.headers)


def test_for_a_day_after_it_was_renewed_both_secrets_sign(
    receiver: Receiver, ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = webhook(receiver.url)
    for _ in range(2):
        with database.session() as session:
            renewed = store.renew_secret(session, before.id, clock.now())
    share_an_entry(ana)
    outbox.deliver()
    with database.session() as session:
        session.get_one(Webhook, before.id).renewed_at -= clock.DAY_MS
    share_an_entry(ana)
    outbox.deliver()
    first, second = receiver.got
    for each in (before, renewed):
        standardwebhooks.Webhook(signing.secret_of(each)).verify(first.body, first.headers)
    standardwebhooks.Webhook(signing.secret_of(renewed)).verify(second.body, second.headers)
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        standardwebhooks.Webhook(signing.secret_of(before)).verify(second.body, second.headers)


@pytest.mark.parametrize(("mood", "code"), MOODS.items())
def test_it_is_tried_again_until_the_mood_passes(
    receiver: Receiver, ana: Account, monkeypatch: pytest.MonkeyPatch, mood: str, code: str
) -> None:
    receiver.mood = mood
    webhook(receiver.url)
    share_an_entry(ana)
    with monkeypatch.context() as patch:
        patch.setattr(message, "PATIENCE_SECONDS", 1.0)
        patch.setattr(turns, "PAUSE_SECONDS", 0)
        began = time.monotonic()
        assert outbox.deliver() == Delivered(0, 1)
        assert time.monotonic() - began < 5
    assert (only_row().state, only_row().error, only_row().tries) == ("waiting", code, 1)
    receiver.mood = ""
    let_it_be_due()
    assert outbox.deliver() == Delivered(1, 0)
    assert rows() == []
    # The copy is the same message, and signed anew.
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 1
    assert len({got.body for got in receiver.got}) == 1
    assert len(receiver.got) == 2


def test_a_receiver_that_stalls_holds_up_one_loop_and_no_other_receiver(
    bound: Flask, receiver: Receiver, ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message, "PATIENCE_SECONDS", 2.0)
    slow = Receiver(mood="stalls")
    slow.open()
    webhook(slow.url)
    for _ in range(5):
        share_an_entry(ana)
    webhook(receiver.url)
    for _ in range(2):
        share_an_entry(ana)

    def deliver(_: int) -> None:
        with bound.app_context():
            outbox.deliver()

    with ThreadPoolExecutor(Message.at_once) as loops:
        list(loops.map(deliver, range(Message.at_once)))
    assert (len(receiver.got), len(slow.got)) == (2, 1)
    # Those that were put off have spent no try.
    assert sorted((row.state, row.tries, row.unsure) for row in rows()) == [
        *[("waiting", 0, 0)] * 6,
        ("waiting", 1, 1),
    ]
    assert max(row.next_at for row in rows()) <= clock.now() + MINUTE_MS
    slow.close()


def test_who_talks_without_end_has_taken_it_all_the_same(receiver: Receiver, ana: Account) -> None:
    receiver.mood = "talks without end"
    webhook(receiver.url)
    share_an_entry(ana)
    assert outbox.deliver() == Delivered(1, 0)


def test_nobody_knows_twice_and_then_it_is_given_up(receiver: Receiver, ana: Account) -> None:
    receiver.mood = "hangs up"
    webhook(receiver.url)
    share_an_entry(ana)
    for _ in range(4):
        outbox.deliver()
        let_it_be_due()
    assert (only_row().state, only_row().error, len(receiver.got)) == ("given_up", "no_answer", 2)


@pytest.mark.parametrize(
    ("status", "asked", "code", "minutes"),
    [
        (500, {}, "receiver_failed", 1),
        (429, {}, "receiver_busy", 1),
        (429, {"Retry-After": "1800"}, "receiver_busy", 30),
        (503, {"Retry-After": "9999999999"}, "receiver_failed", 360),
        (503, {"Retry-After": "nonsense"}, "receiver_failed", 1),
    ],
)
def test_who_cannot_take_it_now_is_asked_again_when_it_says(
    receiver: Receiver, ana: Account, status: int, asked: dict[str, str], code: str, minutes: int
) -> None:
    receiver.status, receiver.more = status, asked
    webhook(receiver.url)
    share_an_entry(ana)
    outbox.deliver()
    row = only_row()
    assert (row.state, row.error, row.unsure) == ("waiting", code, 0)
    assert round((row.next_at - clock.now()) / MINUTE_MS) == minutes


@pytest.mark.parametrize("asked", ["9" * 5000, "Fri, 31 Dec 99999 23:59:59 GMT"])
def test_who_took_it_and_asks_for_nonsense_gets_no_copy(receiver: Receiver, ana: Account, asked: str) -> None:
    receiver.more = {"Retry-After": asked}
    webhook(receiver.url)
    share_an_entry(ana)
    assert outbox.deliver() == Delivered(1, 0)
    assert (rows(), len(receiver.got)) == ([], 1)


@pytest.mark.parametrize("status", [303, 400, 403, 404])
def test_a_refusal_is_given_up_after_three_tries(receiver: Receiver, ana: Account, status: int) -> None:
    receiver.status = status
    webhook(receiver.url)
    share_an_entry(ana)
    for _ in range(5):
        outbox.deliver()
        let_it_be_due()
    assert (only_row().state, only_row().error, len(receiver.got)) == ("given_up", "receiver_refused", 3)


def test_who_says_that_it_has_ended_hears_of_nothing_more(receiver: Receiver, ana: Account) -> None:
    receiver.status = 410
    made = webhook(receiver.url)
    for _ in range(2):
        share_an_entry(ana)
    assert outbox.deliver() == Delivered(0, 2)
    assert (the(made).state, len(receiver.got)) == ("ended", 1)
    assert {row.error for row in rows()} == {"receiver_ended", "webhook_off"}
    share_an_entry(ana)
    assert len(rows()) == 2


def test_one_that_is_away_gets_it_when_it_comes_back(receiver: Receiver, ana: Account) -> None:
    webhook(receiver.url)
    share_an_entry(ana)
    receiver.close()
    outbox.deliver()
    assert only_row().error == "no_receiver"
    receiver.open()
    let_it_be_due()
    assert outbox.deliver() == Delivered(1, 0)
    assert len(receiver.got) == 1


def test_each_webhook_has_a_message_of_its_own(receiver: Receiver, ana: Account) -> None:
    away, here, _ = (
        webhook(f"http://127.0.0.1:{receiver.port + 1}/"),
        webhook(receiver.url),
        webhook(receiver.url, events=["meeting.closed"]),
    )
    share_an_entry(ana)
    assert outbox.deliver() == Delivered(1, 1)
    assert (len(receiver.got), only_row().tries, away.id != here.id) == (1, 1, True)


def test_killed_between_sending_and_noting_it_is_one_copy_too_many(receiver: Receiver, ana: Account) -> None:
    webhook(receiver.url)
    share_an_entry(ana)
    process = remind_with(FACILITATOR_WEBHOOK_NETWORKS="127.0.0.1/32")
    receiver.on_request = process.kill
    process.communicate()
    assert process.returncode < 0
    receiver.on_request = lambda: None
    assert (only_row().state, len(receiver.got)) == ("sending", 1)
    assert outbox.deliver() == Delivered(0, 0)
    let_it_be_due()
    assert outbox.deliver() == Delivered(1, 0)
    assert (len(receiver.got), rows()) == (2, [])
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 1


def test_the_command_tells_what_was_due_when_it_began_for_a_while(
    bound: Flask, receiver: Receiver, ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhook(receiver.url)
    share_an_entry(ana)
    with monkeypatch.context() as patch:
        patch.setattr(remind, "TELL_SECONDS", 0)
        remind._remind(bound, threading.Event())
    assert receiver.got == []

    def share_another() -> None:
        if len(receiver.got) < 3:
            with bound.app_context():
                share_an_entry(ana)

    receiver.on_request = share_another
    remind._remind(bound, threading.Event())
    assert (len(receiver.got), only_row().tries) == (1, 0)


@pytest.mark.parametrize("deed", ["pause", "delete"])
def test_what_waits_for_one_that_is_paused_or_deleted_is_not_sent(
    receiver: Receiver, ana: Account, deed: str
) -> None:
    made = webhook(receiver.url)
    share_an_entry(ana)
    with database.session() as session:
        found = store.webhook_at(session, made.id)
        if deed == "pause":
            found.state = "paused"
        else:
            session.delete(found)
    outbox.deliver()
    assert receiver.got == []
    assert [row.error for row in rows()] == (["webhook_off"] if deed == "pause" else [])


def test_with_another_secret_key_the_url_is_asked_for_again(receiver: Receiver, ana: Account) -> None:
    made = webhook(receiver.url)
    url = made.url
    with database.session() as session:
        session.get_one(Webhook, made.id).url = "x" * len(url)
    share_an_entry(ana)
    outbox.deliver()
    assert (only_row().state, only_row().error) == ("given_up", "webhook_unreadable")


def test_neither_log_nor_database_tells_the_url_the_secret_or_the_words(
    receiver: Receiver, ana: Account, caplog: pytest.LogCaptureFixture
) -> None:
    receiver.status, receiver.text = 404, "no_service: An outage"
    made = webhook(receiver.url)
    share_an_entry(ana)
    with caplog.at_level(logging.DEBUG):
        outbox.deliver()
    said = "\n".join(each.getMessage() for each in caplog.records)
    assert "a webhook could not be sent: receiver_refused, status 404" in said
    kept = json.dumps([str(vars(the(made))), str(vars(only_row()))])
    for secret in ("a-secret-of-the-receiver", signing.secret_of(made), "An outage", "no_service"):
        assert secret not in said
        assert secret not in kept


def test_without_an_address_of_our_own_nothing_is_posted(receiver: Receiver, ana: Account) -> None:
    made = webhook(receiver.url)
    share_an_entry(ana)
    current_app.config["SETTINGS"] = replace(settings(), base_url="")
    share_an_entry(ana)
    assert len(rows()) == 1
    assert outbox.deliver() == Delivered(0, 0)
    with database.read() as session:
        [shown], _ = outbox.undelivered(session)
    assert "FACILITATOR_BASE_URL is not set" in shown.error
    assert (shown.recipient, shown.about) == (made.name, "entry.shared")
