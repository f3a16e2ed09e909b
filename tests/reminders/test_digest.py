"""One letter a day to each owner, in their own day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from cast import until
from fixtures.mail import SITE
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from outbox.conftest import PostOffice, let_it_be_due, remind, rows
from reminders.conftest import (
    TODAY,
    Give,
    Hand,
    change,
    inside,
    letters_of,
    on_sqlite,
    text_of,
    zone_of_the_afternoon,
)
from sqlalchemy import event, select

from facilitator import clock, database
from facilitator.accounts import administration
from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import Action, Entry
from facilitator.reminders import writing
from facilitator.reminders.account_owners import AccountOwner
from facilitator.reminders.tables import Reminder

DAY = timedelta(1)


def end(action: Action) -> None:
    change(action, state="done", done_at=clock.now())


def test_one_letter_tells_all(
    office: PostOffice, hand: Hand, give: Give, ana: Account, cleo: Account
) -> None:
    for day, what in ((-2, "Overdue"), (0, "Today"), (3, "Soon"), (9, "Later")):
        give("Ana", TODAY + day * DAY, f"{what} bell")
    undated = give("Ana", None, "No day")
    give("Cleo", None, "Not Ana's")

    mine, _ = sorted(letters_of(office), key=lambda letter: str(letter["To"]))
    said = text_of(mine)
    assert (mine["To"], mine["Subject"]) == ("ana@example.org", "What you have in hand")
    places = [
        said.index(words) for words in ("Overdue bell", "Today bell", "Soon bell", "Later bell", "No day")
    ]
    assert places == sorted(places)
    assert "Not Ana's" not in said
    assert f"{SITE}/actions/{undated.id}" in said
    assert letters_of(office) == []
    with database.read() as session:
        assert len(session.scalars(select(Reminder)).all()) == 6


def test_nothing_new_is_no_letter_and_what_comes_later_that_day_waits(
    office: PostOffice, hand: Hand, give: Give, ana: Account
) -> None:
    assert letters_of(office) == []
    give("Ana")
    assert len(letters_of(office)) == 1
    give("Ana", None, "Another")
    hand.go_on(hours=6)
    assert letters_of(office) == []
    hand.go_on(hours=18)
    [letter] = letters_of(office)
    assert "Another" in text_of(letter)
    assert "Ring the bell" not in text_of(letter)


@on_sqlite
@pytest.mark.parametrize(
    ("zone", "day", "eight"),
    [
        ("Pacific/Kiritimati", date(2026, 11, 25), 18),
        ("Pacific/Pago_Pago", date(2026, 11, 26), 19),
        # Summer time begins on this day, and ends on the other.
        ("Europe/Berlin", date(2026, 3, 29), 6),
        ("Europe/Berlin", date(2026, 10, 25), 7),
    ],
)
def test_from_eight_on_where_they_are(
    office: PostOffice, hand: Hand, give: Give, ana: Account, zone: str, day: date, eight: int
) -> None:
    change(ana, known_zone=zone)
    hand.set(day, eight - 1, 59)
    there = clock.today(zone)
    give("Ana", there)
    assert letters_of(office) == []
    hand.go_on(minutes=1)
    [letter] = letters_of(office)
    assert "Due today" in text_of(letter)
    for _ in range(30):
        hand.go_on(hours=0.5)
        assert letters_of(office) == []


def test_whoever_moves_back_a_day_gets_none_twice(
    office: PostOffice, hand: Hand, give: Give, ana: Account
) -> None:
    change(ana, known_zone="Pacific/Kiritimati")
    hand.set(TODAY, 20)
    give("Ana", TODAY + DAY)
    assert len(letters_of(office)) == 1
    change(ana, known_zone="Pacific/Pago_Pago")
    assert letters_of(office) == []


def test_days_without_a_server_are_made_up_for(office: PostOffice, hand: Hand, give: Give) -> None:
    give("Ana", TODAY + 5 * DAY)
    assert len(letters_of(office)) == 1
    hand.go_on(days=6)
    [letter] = letters_of(office)
    assert "Still open" in text_of(letter)
    assert letters_of(office) == []


def test_it_asks_once_whether_it_worked(office: PostOffice, hand: Hand, give: Give) -> None:
    end(give("Ana", TODAY))
    hand.go_on(days=13, hours=23)
    assert letters_of(office) == []
    hand.go_on(hours=1)
    [letter] = letters_of(office)
    assert (letter["Subject"], "Ring the bell" in text_of(letter)) == ("Did it work?", True)
    hand.go_on(days=30)
    assert letters_of(office) == []


@pytest.mark.parametrize("how", ["deactivated", "turned off", "handed on", "moved", "ended"])
def test_what_changed_meanwhile_is_told_to_nobody(
    office: PostOffice, hand: Hand, give: Give, ana: Account, cleo: Account, how: str
) -> None:
    action = give("Cleo", TODAY + 5 * DAY)
    assert len(letters_of(office)) == 1
    hand.go_on(days=2)
    with database.session() as session:
        row = session.get_one(Action, action.id)
        if how == "deactivated":
            administration.deactivate(session, cleo.id)
        elif how == "turned off":
            session.get_one(Account, cleo.id).reminds = False
        elif how == "handed on":
            row.owner, row.owner_id = "Nobody we know", None
        elif how == "moved":
            row.due = TODAY + 20 * DAY
        else:
            row.state = "dropped"
    assert letters_of(office) == []


def test_whose_it_is_in_an_entry_without_names_is_told_to_nobody(
    office: PostOffice, hand: Hand, give: Give, cleo: Account
) -> None:
    action = give("Cleo", named=False)
    assert letters_of(office) == []
    with database.session() as session:
        session.get_one(Entry, action.entry_id).named = True
    assert len(letters_of(office)) == 1


def test_in_threads_at_once_it_is_one(office: PostOffice, hand: Hand, give: Give) -> None:
    give("Ana")

    def write(_: int) -> int:
        with inside(office):
            return writing.write_due()

    with ThreadPoolExecutor(5) as pool:
        assert sum(pool.map(write, range(5))) == 1
    assert len(rows()) == 1


@on_sqlite
def test_killed_twice_it_comes_once_more_at_most(office: PostOffice, give: Give, ana: Account) -> None:
    change(ana, known_zone=zone_of_the_afternoon())
    give("Ana")
    first = remind(office)
    office.on_letter = first.kill
    first.communicate()
    office.on_letter = lambda: None
    assert (first.returncode < 0, len(office.letters)) == (True, 1)
    # The letter is written and told. Until its lease ends, nobody sends it; after that, somebody does, once.
    let_it_be_due()
    second = remind(office)
    office.on_letter = second.kill
    second.communicate()
    office.on_letter = lambda: None
    let_it_be_due()
    # Whether it arrived, nobody knows twice. An admin decides.
    with remind(office) as third:
        assert "Reminders written: 0. Sent: 0." in third.communicate()[0]
    assert len({letter["Message-ID"] for letter in office.letters}) == 1
    assert ([row.error for row in rows()], len(office.letters)) == (["no_answer"], 2)


@pytest.mark.parametrize("app", ["Postgres"], indirect=True)
def test_five_processes_at_once_send_one(office: PostOffice, give: Give, ana: Account) -> None:
    change(ana, known_zone=zone_of_the_afternoon())
    give("Ana")
    processes = [remind(office) for _ in range(5)]
    said = sorted(process.communicate()[0].split(".")[0] for process in processes)
    assert said == ["Reminders written: 0"] * 4 + ["Reminders written: 1"]
    assert len(office.letters) == 1


@on_sqlite
def test_without_a_mail_server_nothing_counts_as_told(
    app: Flask, office: PostOffice, hand: Hand, give: Give
) -> None:
    give("Ana")
    with_mail = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(with_mail, smtp_url="")
    assert letters_of(office) == []
    app.config["SETTINGS"] = with_mail
    assert len(letters_of(office)) == 1


@on_sqlite
def test_what_is_due_today_is_not_said_days_later(
    office: PostOffice, hand: Hand, give: Give, ana: Account
) -> None:
    change(ana, known_zone="Asia/Tokyo")
    hand.set(TODAY, 1)
    give("Ana", TODAY)
    office.close()
    assert letters_of(office) == []
    # The end of the next day in Tokyo.
    assert [row.until for row in rows()] == [hand.at + 38 * 3600 * 1000]
    office.open()
    hand.go_on(hours=48)
    let_it_be_due()
    [letter] = letters_of(office)
    assert ("Due today" in text_of(letter), "the day has passed" in text_of(letter)) == (False, True)


@on_sqlite
def test_a_look_makes_no_list_of_all_actions(office: PostOffice, give: Give, ana: Account) -> None:
    give("Ana")
    with inside(office), database.read() as session:
        connection, asked = session.connection(), []
        event.listen(connection, "before_cursor_execute", lambda *each: asked.append(each[2:4]))
        AccountOwner.waiting(session, clock.now())
        looks = len(asked)
        owner = AccountOwner.find(session, ana.id)
        assert owner
        assert owner.items(session, clock.now())
        plans = [
            [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
            for sql, values in tuple(asked)
        ]
    # On 100 000 actions, a look took half a second for a list, and each owner 80 ms for a scan.
    assert not [
        step for plan in plans[:looks] for step in plan if "TEMP B-TREE" in step or "MATERIALIZE" in step
    ]
    assert not [step for step in plans[-1] if step == "SCAN action"]


@on_sqlite
def test_the_account_page_turns_them_off_and_on(
    office: PostOffice, hand: Hand, give: Give, as_ana: FlaskClient
) -> None:
    give("Ana")
    form = Page(as_ana.get("/account").text).values("form[action='/account/reminders']")
    as_ana.post("/account/reminders", data=form)
    assert letters_of(office) == []
    as_ana.post("/account/reminders", data={"wanted": "yes"})
    assert len(letters_of(office)) == 1


@on_sqlite
def test_the_command_goes_on_until_it_is_stopped(office: PostOffice, give: Give, ana: Account) -> None:
    change(ana, known_zone=zone_of_the_afternoon())
    give("Ana")
    with remind(office, "--every", "1") as process:
        until(lambda: office.letters, 30)
        assert process.poll() is None
        process.terminate()
        said, _ = process.communicate()
    assert (process.returncode, said.count("Reminders written: 1. Sent: 1.")) == (0, 1)
