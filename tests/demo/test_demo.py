from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page, words
from sqlalchemy.orm import Session

from facilitator import database
from facilitator.accounts import people
from facilitator.accounts.tables import Account
from facilitator.cli import commands
from facilitator.config import Settings
from facilitator.demo import cli, script
from facilitator.log.entry.reader import Reader
from facilitator.log.recall import offers
from facilitator.log.search.find import find
from facilitator.log.search.query import Query
from facilitator.refused import Refused
from facilitator.room.store import state_now


@pytest.fixture
def settings(app: Flask) -> Settings:
    settings: Settings = app.config["SETTINGS"]
    return settings


def reader_in(session: Session) -> Reader:
    """Whoever signs in with the account of the demonstration."""
    account = people.by_email(session, cli.EMAIL)
    assert account
    return Reader(account.id, {})


def test_it_fills_an_empty_directory_with_two_closed_meetings(settings: Settings) -> None:
    cli.fill(settings)
    with database.snapshot() as session:
        page = find(session, reader_in(session), Query())

    held = [row for row in page.rows if row.entry.meeting_id]
    assert [row.entry.title for row in held] == [
        script.load(name)["title"] for name in ("database-outage-2017", "new-formula-1985")
    ]
    assert [row.entry.actions for row in held] == [4, 2]


def test_the_first_page_shows_what_a_log_is_good_for(
    settings: Settings, app: Flask, client: FlaskClient
) -> None:
    password = cli.fill(settings).password
    app.config["WTF_CSRF_ENABLED"] = False
    client.post("/sign-in", data={"email": cli.EMAIL, "password": password})
    page = Page(client.get("/").text)

    headings = [words(heading) for heading in page.all("h2")]
    for heading in ("For you to do", "Closed lately", "Worth another look", "Not finished yet"):
        assert heading in headings
    assert "The quotation that copied last year" in page.words


def test_an_earlier_entry_of_the_demonstration_comes_up_again(settings: Settings) -> None:
    cli.fill(settings)
    with database.read() as session:
        reader = reader_in(session)
    found = offers.offers_for(reader, "An old price in a quotation")

    assert [each.title for each in found] == ["The quotation that copied last year's prices"]


def test_its_log_tells_what_came_of_things(settings: Settings, app: Flask, client: FlaskClient) -> None:
    password = cli.fill(settings).password
    app.config["WTF_CSRF_ENABLED"] = False
    client.post("/sign-in", data={"email": cli.EMAIL, "password": password})

    def listed(state: str) -> str:
        return Page(client.get(f"/actions?show=all&state={state}").text).words

    assert "Tell the three who stopped there" in listed("unanswered")
    ended = listed("ended")
    for told in ("got most of the clicks", "Whether we changed anything", "nobody looks at a wall"):
        assert told in ended
    assert "1 worked" in Page(client.get("/log").text).words


def test_it_leaves_a_directory_alone_that_somebody_uses(settings: Settings, ana: Account) -> None:
    with pytest.raises(Refused, match="Set FACILITATOR_DATA_DIR to an empty one"):
        cli.fill(settings)
    with database.read() as session:
        assert [account.name for account in people.accounts(session)] == ["Ana"]


def test_the_command_fills_and_then_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FACILITATOR_DATA_DIR", str(tmp_path))
    started: list[list[str]] = []
    monkeypatch.setattr("os.execv", lambda _program, given: started.append(given))
    monkeypatch.setattr(cli, "_start_people", lambda room: None)
    commands(["demo"], standalone_mode=False)
    assert "python:facilitator.serving" in started[0]
    assert cli.EMAIL in capfd.readouterr().out


def test_the_link_that_it_prints_leads_to_a_meeting_that_is_half_over(
    settings: Settings, client: FlaskClient
) -> None:
    filled = cli.fill(settings)
    state = state_now(filled.room.meeting)

    invitation = Page(client.get(f"/join/{filled.link}").text).words
    assert "The offer that went out with two prices" in invitation
    assert "The chair is free: nobody leads it just now." in invitation
    assert (state.stage, state.status, len(state.themes), len(state.learnings)) == ("discuss", "paused", 4, 1)
    assert not state.here


def test_every_scenario_deals_out_no_more_votes_than_there_are() -> None:
    for name in ("database-outage-2017", "new-formula-1985", "offer-two-prices"):
        scenario = script.load(name)
        votes = sum(theme["votes"] for theme in scenario["themes"])

        assert votes <= 3 * len(scenario["people"]), name
