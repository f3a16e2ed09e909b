"""The letters as they are read: each is rendered, with long words and odd ones."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import pytest
from flask import Flask
from reminders.conftest import TODAY

from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import Action
from facilitator.outbox import Letter
from facilitator.reminders import due, letters
from facilitator.reminders.account_owners import AccountOwner
from facilitator.reminders.owners import Item

WHAT = "Ask the people who answer the phone, " * 6 + "\nand write\tit down: https://" + "x" * 90
TITLE = "The release\r\nSubject: that took a day"
URL = "http://meet.example.org/actions/" + "a" * 60
PARTS = (due.OVERDUE, due.TODAY, due.SOON, due.NEW, due.ASK)
OWNER = AccountOwner("ana", "Ana", "ana@example.org", "UTC")
BLAME = re.compile(r"\b(fail|forgot|late\b|overdue|must|should|missed|unfortunately|!)", re.IGNORECASE)


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    settings = sqlite_app.config["SETTINGS"]
    sqlite_app.config["SETTINGS"] = replace(settings, base_url="https://meet.example.org")
    return sqlite_app


def action(day: datetime.date | None = TODAY, kind: str = "step", what: str = WHAT) -> Action:
    made = Action(id="a" * 22, kind=kind, what=what, hypothesis="", owner="Ben", due=day, state="open")
    made.worked = made.came_of = made.learned = ""
    return made


def item(part: str, what: str = WHAT) -> Item:
    made = action(what=what)
    made.state = "done" if part == due.ASK else "open"
    return Item(made, part, TITLE, URL, "ana", None)


def all_letters() -> dict[str, Letter]:
    return {
        "all": letters.digest(OWNER, [item(part) for part in PARTS]),
        "many": letters.digest(OWNER, [item(due.NEW) for _ in range(letters.MOST_ITEMS + 2)]),
        "ask": letters.digest(OWNER, [item(due.ASK)]),
        "assigned": letters.assigned(OWNER, action(), TITLE, Account(name="Ana"), URL),
        "summary": letters.summary("ben@example.org", "The summary\n", URL),
    }


def test_each_can_be_read(app: Flask) -> None:
    with app.app_context():
        for name, letter in all_letters().items():
            long = [
                line for line in letter.text.splitlines() if len(line) > letters.WIDTH and "http" not in line
            ]
            assert long == [], name
            assert not BLAME.search(letter.text.replace("x" * 90, "")), name
            assert "\n\n\n\n" not in letter.text
            assert letter.text.endswith("\n")
            assert URL in letter.text
            assert "\r" not in letter.text
            # Nothing of a meeting is in the subject, which admins and lock screens show.
            assert letter.subject in {
                "What you have in hand", "Did it work?", "Something is in your hands", "The summary of your meeting",
            }  # fmt: skip
        said = all_letters()
        assert "And 2 more" in said["many"].text
        assert said["all"].headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert said["all"].headers["List-Unsubscribe"].strip("<>") in said["all"].text
        assert "List-Unsubscribe" not in said["summary"].headers


def test_an_experiment_has_its_review_day_and_one_without_words_a_name(app: Flask) -> None:
    with app.app_context():
        made = action(TODAY, "experiment", "")
        said = letters.assigned(OWNER, made, "", Account(name="Ana"), URL).text
    assert "* An experiment, look again on 26 November 2026\n  http" in said
