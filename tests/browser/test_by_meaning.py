"""An earlier entry that comes up though it has other words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.looks import barriers, too_wide
from browser.someone import MakeSomeone, Someone
from cast import until
from conftest import Server, empty_database, free_port
from playwright.sync_api import expect

from facilitator import config, database
from facilitator.accounts import people
from facilitator.accounts.access import COOKIE
from facilitator.log.recall import model_files

TITLE = "A supplier whose castings came three weeks late"
WHY = "Assembly was at a standstill, waiting for components that were delayed."
ASKED = "The line stood still because the parts had not arrived"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server that goes by words at first."""
    try:
        model_files.installed()
    except model_files.NoModel as trouble:
        pytest.skip(str(trouble))
    made = Server(tmp_path, free_port(), empty_database())
    made.start()
    yield made
    made.end()


@pytest.fixture
def ana(server: Server, someone: MakeSomeone) -> Someone:
    """Ana, an admin, in her browser."""
    ana = someone(server.url, "Ana")
    database.init(config.load(server.environ).database_url)
    with database.session() as session:
        account = people.create_account(session, "Ana", "ana@example.org", "-", "admin").id
        ana.keeps_cookie(COOKIE, people.sign_in(session, account))
    return ana


def prepare(ana: Someone) -> None:
    """Ana begins to prepare a meeting, and what fits it was asked for."""
    ana.page.goto("/meetings/new")
    with ana.page.expect_response("**/log/recall"):
        ana.page.get_by_label("What is it about?").fill(ASKED)


def knows_all(ana: Someone) -> bool:
    ana.page.goto("/admin/recall")
    return ana.page.get_by_text("The one finished entry is indexed.").is_visible()


def test_an_entry_comes_up_by_what_it_means_and_shows_why(ana: Someone, server: Server) -> None:
    ana.page.goto("/log/new")
    ana.page.get_by_label("What is it about?").fill(TITLE)
    ana.page.locator("[name=learned]").first.fill("Keep a spare set.")
    ana.page.get_by_text("What happened, and what drove it").click()
    ana.page.get_by_label("What happened?").fill(WHY)
    ana.presses("Keep it in my log")
    expect(ana.page.get_by_role("heading", level=1)).to_have_text(TITLE)

    ana.page.goto("/admin/recall")
    ana.sees("How to find by meaning")
    assert (barriers(ana.page), too_wide(ana.page)) == ([], [])
    prepare(ana)
    ana.does_not_see("Have we been here before?")

    server.stop()
    server.more["FACILITATOR_RECALL_MODEL"] = ""
    server.start()
    until(lambda: knows_all(ana), 30)
    prepare(ana)
    offer = ana.page.locator(".recall-offer")
    expect(offer.get_by_role("link", name=TITLE)).to_be_visible()
    expect(offer).to_contain_text(f"“{WHY}”")

    ana.page.goto(f"/log?q={ASKED}")
    same = ana.page.get_by_role("region", name="About the same thing")
    expect(same.get_by_role("link", name=TITLE)).to_be_visible()
    for path in (ana.page.url, "/admin/recall"):
        ana.page.goto(path)
        assert (path, barriers(ana.page), too_wide(ana.page)) == (path, [], [])
