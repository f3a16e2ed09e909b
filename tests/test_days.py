"""Days are those of the person: in Kiritimati it is the 27th while it is still the 25th in Pago Pago."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pypdfium2
import pytest
from fixtures.app import data_of
from fixtures.entries import LEARNED, actions_of
from fixtures.held import browser
from flask import Flask
from html_page import Page

from facilitator import clock, database
from facilitator.accounts.tables import Account
from facilitator.actions import ending
from facilitator.actions.ending import End
from facilitator.demo import past_meetings as demo
from facilitator.demo import script
from facilitator.log.entry import action_end
from facilitator.log.entry.action_status import status_on
from facilitator.log.entry.content import Action, Content
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Action as ActionRow
from facilitator.log.entry.tables import Entry
from facilitator.log.revisions import reviewing, store
from facilitator.log.transfer.schema import LAST_INSTANT
from facilitator.room import service
from facilitator.room.access import seat_in

KIRITIMATI, PAGO_PAGO = "Pacific/Kiritimati", "Pacific/Pago_Pago"
NOW = datetime(2026, 11, 26, 10, 30, tzinfo=UTC)
AT = int(NOW.timestamp()) * 1000
NOV_25, NOV_26, NOV_27 = (date(2026, 11, day) for day in (25, 26, 27))


@pytest.fixture(params=["sqlite", "postgres"])
def app(request: pytest.FixtureRequest) -> Flask:
    made: Flask = request.getfixturevalue(f"{request.param}_app")
    made.config["WTF_CSRF_ENABLED"] = False
    return made


@pytest.fixture(autouse=True)
def _stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def ana(ana: Account) -> Account:
    """She lives where the day begins first."""
    return lives_in(ana, KIRITIMATI)


@pytest.fixture
def cleo(cleo: Account) -> Account:
    """She lives where the day ends last."""
    return lives_in(cleo, PAGO_PAGO)


def lives_in(account: Account, zone: str | None) -> Account:
    with database.session() as session:
        found = session.get_one(Account, account.id)
        found.known_zone = zone
    return found


def write(author: Account, owner: str, due: date, kind: str = "step") -> str:
    """An entry for everyone with one action; the action's id."""
    action = Action(kind=kind, what="Restore it", owner=owner, due=due)
    with database.session() as session:
        entry = store.new_entry(author.id, AT, visibility="everyone")
        entry.named = True
        store.save(session, entry, Content(title="Outage", date=due, actions=(action,)), AT)
    return actions_of(entry.id)[0].id


def finish(action_id: str, by: Account) -> date | None:
    with database.session() as session:
        return ending.end(session, action_id, End("done"), Reader(by.id, {}), AT).done_on


def status(action_id: str, today: date) -> str:
    with database.read() as session:
        return session.query(status_on(today)).filter(ActionRow.id == action_id).scalar() or ""


def test_it_is_another_day_in_each_zone() -> None:
    assert clock.today(KIRITIMATI) == NOV_27
    assert clock.today(clock.NO_ZONE) == NOV_26
    assert clock.today(PAGO_PAGO) == NOV_25


def test_the_last_instant_that_a_file_may_name_has_a_day_everywhere() -> None:
    assert {clock.day_of(LAST_INSTANT, zone).year for zone in clock.zone_names()} == {9999}


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-03-28T22:59", 28), ("2026-03-28T23:00", 29), ("2026-03-29T21:59", 29), ("2026-03-29T22:00", 30),
        ("2026-10-24T21:59", 24), ("2026-10-24T22:00", 25), ("2026-10-25T22:59", 25), ("2026-10-25T23:00", 26),
    ],
)  # fmt: skip
def test_a_day_on_which_the_clocks_change_is_one_day(at: str, day: int) -> None:
    instant = int(datetime.fromisoformat(f"{at}+00:00").timestamp()) * 1000
    assert clock.day_of(instant, "Europe/Berlin").day == day


def test_a_new_entry_is_of_the_day_where_its_author_is(app: Flask, ana: Account, cleo: Account) -> None:
    days = [
        Page(browser(app, account).get("/log/new").text).value("input[name=date]") for account in (ana, cleo)
    ]
    assert days == ["2026-11-27", "2026-11-25"]


def test_so_is_one_that_a_form_or_a_program_sends_without_a_day(
    app: Flask, ana: Account, cleo: Account, token: str
) -> None:
    sent = {"title": "Outage", "learned": LEARNED}
    browser(app, cleo).post("/log/new", data=sent)
    told = {"Authorization": f"Bearer {token}"}
    app.test_client().post("/api/v1/entries", json={**sent, "learned": [LEARNED]}, headers=told)

    lists = [Page(browser(app, account).get("/log").text).all(".log-row time") for account in (ana, cleo)]
    assert [[time.attrs["datetime"] for time in times] for times in lists] == [["2026-11-27"], ["2026-11-25"]]


@pytest.mark.parametrize(("due", "late_for"), [(NOV_25, {"Ana"}), (NOV_26, {"Ana"}), (NOV_27, set())])
def test_the_home_page_marks_what_is_late_where_its_owner_is(
    app: Flask, ana: Account, cleo: Account, due: date, late_for: set[str]
) -> None:
    for account in (ana, cleo):
        write(account, account.name, due)

    homes = {account.name: Page(browser(app, account).get("/").text) for account in (ana, cleo)}
    assert {name for name, home in homes.items() if home.all(".home-late")} == late_for


def test_an_experiment_is_looked_at_when_its_day_is_over_there(
    app: Flask, ana: Account, cleo: Account
) -> None:
    for account in (ana, cleo):
        write(account, account.name, NOV_26, "experiment")

    homes = [
        Page(browser(app, account).get("/").text).all("[aria-labelledby=look] .card")
        for account in (ana, cleo)
    ]
    assert [len(home) for home in homes] == [1, 0]


def test_lists_and_charts_go_by_the_day_of_the_reader(app: Flask, ana: Account, cleo: Account) -> None:
    write(ana, "", NOV_26)

    for account, status, words in (
        (ana, "overdue", "Open, the day has passed"),
        (cleo, "coming", "Open, the day is still to come"),
    ):
        reads = browser(app, account)
        assert len(Page(reads.get(f"/log?steps={status}").text).all(".log-row")) == 1
        assert words in Page(reads.get("/log/patterns").text).words


@pytest.mark.parametrize("state", ["open", "overdue"])
def test_whoever_reads_the_list_an_action_is_overdue_where_its_owner_is(
    app: Flask, ana: Account, cleo: Account, state: str
) -> None:
    for owner in (ana, cleo):
        write(owner, owner.name, NOV_26)

    for reader in (ana, cleo):
        page = Page(browser(app, reader).get(f"/actions?show=all&state={state}").text)
        late = [row for row in page.all(".action-line") if row.css_first(".action-late")]
        assert ["Ana" in row.text() for row in late] == [True]
        assert len(page.all(".action-line")) == (1 if state == "overdue" else 2)


@pytest.mark.parametrize(("due", "ends"), [(NOV_26, ["late", "on time"]), (NOV_27, ["on time"] * 2)])
def test_on_time_is_before_the_end_of_the_day_where_the_owner_is(
    ana: Account, cleo: Account, due: date, ends: list[str]
) -> None:
    steps = [write(ana, owner, due) for owner in ("Ana", "Cleo")]

    assert [finish(step, by=ana) for step in steps] == [NOV_27, NOV_25]
    assert [status(step, NOV_27) for step in steps] == ends


def test_without_an_owner_it_is_the_day_of_its_author_or_of_who_ends_it(ana: Account, cleo: Account) -> None:
    assert finish(write(cleo, "", NOV_26), by=cleo) == NOV_25

    lives_in(cleo, None)
    assert finish(write(ana, "Cleo", NOV_26), by=ana) == NOV_27


def test_what_is_open_again_has_no_day(ana: Account) -> None:
    step = write(ana, "Ana", NOV_26)
    finish(step, by=ana)
    with database.session() as session:
        assert ending.end(session, step, End("open"), Reader(ana.id, {}), AT).done_on is None


@pytest.fixture
def held(app: Flask, ana: Account) -> str:
    """A meeting that Ana led where she lives; its id."""
    with app.app_context():
        scenario = script.load("database-outage-2017")
        meeting, link, token = demo.draft(scenario, ana.id)
        with database.read() as session:
            leader = seat_in(session, meeting, token).id
        others = [service.join(link, name).seat_id for name in scenario["people"][1:]]
        demo.play_past(scenario, meeting, [leader, *others], NOW)
    return meeting


def printed(sent: bytes) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(sent))


READ: dict[str, Callable[[bytes], str]] = {
    "html": bytes.decode,
    "md": bytes.decode,
    "txt": bytes.decode,
    "chat": bytes.decode,
    "ics": lambda sent: sent.decode().replace("\r\n ", ""),
    "pdf": printed,
    "json": bytes.decode,
}


def days_in(words: str) -> set[str]:
    """Which of the days around the meeting are in a text."""
    return {day or iso for day, iso in re.findall(r"\b(2[567]) November 2026|\b2026-11-(2[567])\b", words)}


def test_a_meeting_has_the_day_of_its_leader(app: Flask, ana: Account, held: str) -> None:
    reads = browser(app, ana)
    entry = Page(reads.get(f"/meetings/{held}/summary").text)
    for words in (Page(reads.get("/").text).words, entry.words):
        assert days_in(words) == {"27"}
    with database.read() as session:
        assert session.query(Entry.date).scalar() == NOV_27


@pytest.mark.parametrize("ending", READ)
def test_so_does_its_summary_in_each_format(app: Flask, ana: Account, held: str, ending: str) -> None:
    words = READ[ending](browser(app, ana).get(f"/meetings/{held}/summary.{ending}").data)
    assert days_in(words) == {"27"}


def test_programs_get_the_zone_with_the_day(app: Flask, ana: Account, held: str) -> None:
    told = data_of(browser(app, ana).get(f"/meetings/{held}/summary.json"))
    assert (told["date"], told["zone"], told["started_at"] // 1000) == ("2026-11-27", KIRITIMATI, AT // 1000)


def test_a_reader_who_was_not_there_does_not_learn_where_it_was(
    app: Flask, ana: Account, cleo: Account, held: str
) -> None:
    with database.session() as session:
        session.query(Entry).one().visibility = "everyone"
    told = data_of(browser(app, cleo).get(f"/meetings/{held}/summary.json"))
    assert (told["date"], told["zone"]) == ("2026-11-27", "")


def test_an_action_of_a_guest_ends_in_the_zone_of_the_meeting(cleo: Account, held: str) -> None:
    with database.session() as session:
        action, entry = (
            session.query(ActionRow, Entry).join(Entry, Entry.id == ActionRow.entry_id).limit(1).one()
        )
        action_end.set_end(session, entry, action, AT, by=cleo.id)
        assert (action.owner_id, action.done_on) == (None, NOV_27)


def test_no_longer_true_is_said_on_the_day_of_who_says_it(app: Flask, ana: Account, cleo: Account) -> None:
    write(ana, "", NOV_25)
    with database.session() as session:
        entry = session.query(Entry).one()
        reviewing.review(session, entry, "no longer", by=ana.id)
    page = Page(browser(app, cleo).get(f"/log/{entry.id}").text)
    assert "No longer true, said on 27 November 2026." in page.words
    assert data_of(browser(app, cleo).get(f"/log/{entry.id}/summary.json"))["no_longer_true"] == "2026-11-27"
