"""The feed of an account and the files of single dates, read by the icalendar library's own parser."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from fixtures.entries import Writer, actions_of
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from icalendar import Calendar, Event

from facilitator import clock, database
from facilitator.accounts.tables import Account
from facilitator.calendar.tables import CalendarFeed

NAMES = ("id", "hypothesis", "test", "signal", "owner", "support", "due")
STEP = {f"action_{name}": "" for name in NAMES} | {"action_kind": "step", "action_what": "Ring, the; bell"}
EXPERIMENT = STEP | {"action_kind": "experiment", "action_what": "", "action_hypothesis": "Fewer fall asleep"}
DUE = {"action_due": "2026-12-24"}
UMLAUTS = "Rückschau, Nacht; \\n" * 6


@pytest.fixture(params=["sqlite", "postgres"])
def app(request: pytest.FixtureRequest) -> Flask:
    made: Flask = request.getfixturevalue(f"{request.param}_app")
    made.config["WTF_CSRF_ENABLED"] = False
    return made


@pytest.fixture
def guest(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def meeting(writer: Writer) -> str:
    """The address of a meeting that Ana prepared."""
    return urlsplit(writer.browser.post("/meetings/new", data={"title": "A long night"}).location).path


@pytest.fixture
def feed(writer: Writer) -> str:
    """The address of Ana's feed."""
    writer.browser.post("/calendar/address")
    return address(writer.browser)


def address(browser: FlaskClient) -> str:
    url = Page(browser.get("/calendar").text).one("#calendar-url").attrs.sget("value")
    return urlsplit(url or "").path


def events(browser: FlaskClient, path: str) -> list[Event]:
    answer = browser.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar"), answer.text
    return Calendar.from_ical(answer.data).events


def test_it_has_the_days_of_open_actions(writer: Writer, feed: str, guest: FlaskClient) -> None:
    writer.write(title=UMLAUTS, **STEP | DUE)
    writer.write(**EXPERIMENT | DUE)
    writer.write(**STEP)
    found = {str(event["summary"]): event for event in events(guest, feed)}
    assert set(found) == {"Ring, the; bell", "Look again: Fewer fall asleep"}
    step = found["Ring, the; bell"]
    assert (step.start, step.end) == (date(2026, 12, 24), date(2026, 12, 25))
    assert UMLAUTS.strip() in str(step["description"])
    page = urlsplit(str(step["url"])).path
    assert "Ring, the; bell" in Page(writer.browser.get(page).text).text("h1")


def test_what_changes_replaces_the_event_and_what_ends_takes_it_away(
    writer: Writer, feed: str, guest: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    [action] = actions_of(writer.write(**STEP | DUE))
    [before] = events(guest, feed)
    later = clock.now() + 5_000
    monkeypatch.setattr(clock, "now", lambda: later)
    writer.browser.post(f"/actions/{action.id}/due", data={"due": "2027-01-05"})
    [moved] = events(guest, feed)
    assert (moved["uid"], moved.start) == (before["uid"], date(2027, 1, 5))
    assert moved.sequence > before.sequence

    monkeypatch.setattr(clock, "now", lambda: later + 5_000)
    writer.browser.post(f"/actions/{action.id}/state", data={"state": "done"})
    assert events(guest, feed) == []
    [gone] = events(writer.browser, f"/actions/{action.id}/action.ics")
    assert (gone["uid"], gone["status"]) == (before["uid"], "CANCELLED")
    assert gone.sequence > moved.sequence


def test_it_has_planned_meetings_with_a_start_in_utc(
    writer: Writer, feed: str, guest: FlaskClient, meeting: str
) -> None:
    url = Page(writer.browser.get(meeting).text).one("#link").attrs.sget("value")
    link = urlsplit(url or "").path

    def schedule(at: str) -> None:
        fields = {"title": UMLAUTS, "scheduled": at, "zone": "Pacific/Kiritimati"}
        assert writer.browser.post(meeting + "/edit", data=fields).status_code == 303

    in_a_week = (datetime.now(UTC) + timedelta(days=7)).replace(hour=13, minute=0, second=0, microsecond=0)
    schedule(f"{in_a_week:%Y-%m-%dT%H:%M}")
    [event] = events(guest, feed)
    assert event.start == in_a_week - timedelta(hours=14)
    assert event.end - event.start == timedelta(minutes=60)
    assert str(event["summary"]) == UMLAUTS.strip()

    for path, browser in ((meeting + "/invite.ics", writer.browser), (link + "/meeting.ics", guest)):
        [same] = events(browser, path)
        assert (same["uid"], same.start, same.sequence) == (event["uid"], event.start, event.sequence)
        assert link in str(same["description"])

    schedule("")
    assert events(guest, feed) == []
    assert guest.get(link + "/meeting.ics").status_code == 404


def test_an_address_ends_by_hand_with_a_new_one_and_with_the_account(
    writer: Writer, feed: str, guest: FlaskClient, ana: Account
) -> None:
    writer.browser.post("/calendar/address")
    renewed = address(writer.browser)
    assert (guest.get(feed).status_code, guest.get(renewed).status_code) == (404, 200)

    with database.session() as session:
        session.get_one(Account, ana.id).deactivated_at = clock.now()
    assert guest.get(renewed).status_code == 404
    with database.session() as session:
        session.get_one(Account, ana.id).deactivated_at = None
    assert guest.get(renewed).status_code == 200

    writer.browser.post("/calendar/address/end")
    assert guest.get(renewed).status_code == 404
    assert not Page(writer.browser.get("/calendar").text).all("#calendar-url")


def test_a_feed_is_the_same_until_something_changes_and_says_when_to_read_it_again(
    writer: Writer, feed: str, guest: FlaskClient, meeting: str
) -> None:
    writer.write(**STEP | DUE)
    writer.browser.post(
        meeting + "/edit", data={"title": "A", "scheduled": "2027-03-09T13:00", "zone": "UTC"}
    )
    first = guest.get(feed).text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in first
    time.sleep(1.1)
    assert guest.get(feed).text == first


def test_of_more_than_a_calendar_takes_it_has_the_first(
    writer: Writer, feed: str, guest: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("facilitator.calendar.events.MOST_ACTIONS", 1)
    today = clock.today("UTC")
    for days in (-91, -3, 9):
        writer.write(**STEP | {"action_due": (today + timedelta(days)).isoformat()})
    assert [event.start for event in events(guest, feed)] == [today - timedelta(3)]
    assert "the first 1 and" in Page(writer.browser.get("/calendar").text).words


def test_the_page_tells_when_a_program_read_it(
    writer: Writer, feed: str, guest: FlaskClient, ana: Account
) -> None:
    def read_at() -> int | None:
        with database.read() as session:
            return session.get_one(CalendarFeed, ana.id).read_at

    assert read_at() is None
    guest.get(feed)
    first = read_at()
    guest.get(feed)
    assert first is not None
    assert read_at() == first


def test_the_owner_without_an_account_has_the_day_too(writer: Writer, guest: FlaskClient) -> None:
    step = STEP | {"action_owner": "Ben"}
    [action] = actions_of(writer.write(**step | DUE))
    writer.browser.post(f"/actions/{action.id}/link")
    own = Page(writer.browser.get(f"/actions/{action.id}").text).one("#action-link").attrs.sget("value")
    path = urlsplit(own or "").path
    [event] = events(guest, Page(guest.get(path).text).link("Add to calendar"))
    assert (event.start, str(event["url"])) == (date(2026, 12, 24), own)


def test_the_feed_has_nothing_of_others(other: Writer, feed: str, guest: FlaskClient) -> None:
    other.write(**STEP | DUE)
    assert events(guest, feed) == []
    assert events(guest, made_by(other.browser)) != []
    assert guest.get("/calendar").status_code != 200


def made_by(browser: FlaskClient) -> str:
    browser.post("/calendar/address")
    return address(browser)
