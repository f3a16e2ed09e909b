"""Several processes deliver from one outbox, and may be killed at any moment."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from outbox.conftest import LETTER, PostOffice, let_it_be_due, only_row, post, remind, rows

from facilitator import outbox, webhooks
from facilitator.cli import remind as command
from facilitator.outbox import Letter

COUNT = 12
SAID = "Reminders written: 0. Sent: 1. Not sent, and tried again later or given up: 0.\n"


def post_many() -> None:
    for number in range(COUNT):
        post(Letter(f"person-{number}@elsewhere.example", "Hello", "Hello"))


def copies(office: PostOffice) -> Counter[str]:
    return Counter(str(letter["To"]) for letter in office.letters)


def test_the_command_sends_what_is_due_and_says_so(office: PostOffice) -> None:
    post()
    with remind(office) as process:
        said, _ = process.communicate()
    assert (process.returncode, said) == (0, SAID)
    assert (len(office.letters), rows()) == (1, [])


def test_letters_go_also_when_webhooks_cannot_be_told(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    post()
    monkeypatch.setattr(webhooks, "post_due", lambda _now: 1 / 0)
    assert office.app
    with pytest.raises(ZeroDivisionError):
        command._remind(office.app, threading.Event())
    assert len(office.letters) == 1


def test_two_processes_and_this_one_send_each_letter_once(office: PostOffice) -> None:
    post_many()
    with remind(office) as one, remind(office) as two:
        outbox.deliver()
        for process in (one, two):
            process.communicate()
    assert (one.returncode, two.returncode) == (0, 0)
    assert copies(office) == {f"person-{number}@elsewhere.example": 1 for number in range(COUNT)}
    assert rows() == []


def test_threads_send_each_letter_once(office: PostOffice) -> None:
    post_many()
    app = office.app
    assert app

    def deliver(_: int) -> int:
        with app.app_context():
            return outbox.deliver().sent

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(deliver, range(4))) == COUNT
    assert set(copies(office).values()) == {1}


def test_killed_between_sending_and_noting_it_is_one_copy_too_many(office: PostOffice) -> None:
    post()
    process = remind(office)
    office.on_letter = process.kill
    process.communicate()
    assert process.returncode < 0
    office.on_letter = lambda: None
    assert (only_row().state, len(office.letters)) == ("sending", 1)
    # As long as whoever sent it may still be at it, nobody else sends it.
    assert outbox.deliver() == outbox.Delivered(0, 0)
    let_it_be_due()
    assert outbox.deliver() == outbox.Delivered(1, 0)
    assert (copies(office), rows()) == ({LETTER.to: 2}, [])
    assert len({letter["Message-ID"] for letter in office.letters}) == 1


def test_killed_before_sending_nothing_is_lost(office: PostOffice) -> None:
    office.mood = "stalls"
    post()
    process = remind(office)
    office.on_mail = process.kill
    process.communicate()
    assert process.returncode < 0
    office.mood = ""
    let_it_be_due()
    outbox.deliver()
    assert (copies(office), rows()) == ({LETTER.to: 1}, [])
