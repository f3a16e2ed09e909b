"""A server that cannot save for a while: people go on, are told calmly, and everything is there once."""

from __future__ import annotations

import pytest
from browser.someone import Gather
from playwright.sync_api import expect
from sqlalchemy import text

from facilitator import database

# Every command of every meeting fails, and no card gets its writer's key.
BREAK = "CREATE TRIGGER broken BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'broken'); END"
MEND = "DROP TRIGGER broken"
TOLD = "We could not save just now. Your words are kept here; trying again."
CARD = "Two hosts looked alike"


def change(statement: str) -> None:
    with database.session() as session:
        session.execute(text(statement))


def test_a_card_waits_for_a_server_that_cannot_save_and_stays_its_writers(gather: Gather) -> None:
    if not database.is_sqlite():
        pytest.skip("the server is broken with a trigger of SQLite's")
    ana, ben = gather("Ana", "Ben")
    ana.goes_on("Start", to="Set the frame")
    ana.goes_on("Next: What happened", to="What happened")
    ana.goes_on("Next: Write alone", to="Write alone")
    change(BREAK)
    try:
        ben.writes_card("What drove it", CARD)
        ben.sees(TOLD)
    finally:
        change(MEND)
    ben.has_sent_all()
    ben.does_not_see(TOLD)
    ben.with_card(CARD, "Delete")
    ben.presses("Delete your card? Yes.")
    expect(ben.card(CARD)).to_have_count(0)
