"""The whole life of an entry, on both databases."""

import pytest
from fixtures.entries import Writer, actions_of, kinds_of, share, the
from fixtures.held import Held
from flask import Flask
from html_page import Page
from log.rows import count
from sqlalchemy import update

from facilitator import database
from facilitator.log.entry.tables import Entry, EntryRevision
from facilitator.log.search.tables import SearchText
from facilitator.room.tables import SeatRow

ROW = {f"action_{name}": "" for name in ("id", "hypothesis", "test", "signal", "owner", "support", "due")}
ROW |= {"action_kind": "step", "action_what": "Ring the bell"}


@pytest.fixture(params=["sqlite", "postgres"])
def app(request: pytest.FixtureRequest) -> Flask:
    made: Flask = request.getfixturevalue(f"{request.param}_app")
    return made


def test_an_entry_is_written_changed_shared_looked_at_and_deleted(writer: Writer, other: Writer) -> None:
    entry_id = writer.write(**ROW)
    form = writer.form(entry_id) | ROW | {"action_id": actions_of(entry_id)[0].id}
    writer.change(entry_id, form, learned="The promise decided.")
    writer.share(entry_id, names="no")
    writer.browser.post(f"/actions/{actions_of(entry_id)[0].id}/state", data={"state": "done"})
    with database.session() as session:
        session.execute(update(Entry).values(review_at=1))
    asked = writer.browser.get("/").text
    writer.browser.post(f"/log/{entry_id}/look", data={"answer": "no longer"})

    assert "The promise decided." in other.browser.get(f"/log/{entry_id}").text
    assert "Still true?" in asked
    assert kinds_of(entry_id) == ["edit", "shared", "no longer"]
    writer.browser.post(f"/log/{entry_id}/delete")
    assert [count(table) for table in (Entry, EntryRevision, SearchText)] == [0, 0, 0]


def test_two_at_once_and_the_way_back(writer: Writer) -> None:
    entry_id = writer.write(did="At first")
    form = writer.form(entry_id)
    writer.change(entry_id, form, did="One")
    assert writer.change(entry_id, form, did="Other").status_code == 409
    page = Page(writer.browser.get(f"/log/{entry_id}/history").text)
    revision = page.one("[name=revision]").attrs.sget("value")
    writer.browser.post(f"/log/{entry_id}/restore", data={"revision": revision})

    assert the(entry_id).did == "At first"


def test_a_facilitator_without_an_account_changes_the_meetings_entry(held: Held, meeting_entry: str) -> None:
    with database.session() as session:
        session.execute(update(SeatRow).where(SeatRow.account_id.is_(None)).values(role="facilitator"))
    page = held.ben.get(f"/log/{meeting_entry}/edit").text
    form = {"version": "1", "title": "Renamed by a guest", "date": "2026-01-05", "learned": "Restore."}
    held.ben.post(f"/log/{meeting_entry}/edit", data=form)
    share(held.ana, meeting_entry, choice="agreed", names="no", agreed="All said yes.")

    assert "Change the entry" in page
    assert "Renamed by a guest" in held.cleo.get(f"/log/{meeting_entry}").text
    assert "Somebody without an account" in held.dana.get(f"/log/{meeting_entry}/history").text
