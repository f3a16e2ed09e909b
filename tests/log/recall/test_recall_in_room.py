"""Earlier entries in the room: offered to the facilitator, and put before everybody."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from fixtures.held import browser
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from sqlalchemy import select

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.content import Content
from facilitator.log.entry.tables import Entry, EntryLink
from facilitator.log.recall import indexing, meaning
from facilitator.log.recall.meaning import Meaning
from facilitator.log.revisions import store
from facilitator.meeting.commands import CloseMeeting, Start
from facilitator.meeting.model import Meeting
from facilitator.room import service
from facilitator.room.access import seat_in
from facilitator.room.store import read_state


@pytest.fixture
def earlier(app: Flask, ana: Account) -> str:
    """The id of an entry that everybody may read."""
    with database.session() as session:
        entry = store.new_entry(ana.id, 0, visibility="everyone")
        title = "The backups that nobody could restore"
        store.save(session, entry, Content(title, date(2026, 1, 5), learned=("Restore one.",)), 0)
    return entry.id


@pytest.fixture
def room(app: Flask, draft: tuple[str, str]) -> str:
    """The path of a meeting that Ana made and that runs."""
    meeting, token = draft
    with app.app_context():
        with database.read() as session:
            seat = seat_in(session, meeting, token).id
        service.act(meeting, seat, "a" * 22, Start())
    return f"/room/{meeting}/recall"


def state_of(room: str) -> Meeting:
    with database.read() as session:
        return read_state(session, room.split("/")[2])


def test_the_facilitator_is_offered_what_fits_the_theme(as_ana: FlaskClient, room: str, earlier: str) -> None:
    answer = as_ana.post(room, json={"text": "Restoring the backups"})

    assert [each["id"] for each in answer.get_json()["entries"]] == [earlier]


def test_what_is_put_before_the_room_is_seen_and_linked(as_ana: FlaskClient, room: str, earlier: str) -> None:
    assert as_ana.post(f"{room}/put", json={"entry": earlier}).status_code == 200

    assert state_of(room).seen_now == earlier
    assert state_of(room).seen[earlier].learning == "Restore one."
    with database.read() as session:
        assert [link.used_id for link in session.scalars(select(EntryLink))] == [earlier]
    assert as_ana.post(room, json={"text": "Restoring the backups"}).get_json()["entries"] == []


def test_the_close_of_a_meeting_follows_its_links(
    as_ana: FlaskClient, draft: tuple[str, str], room: str, earlier: str
) -> None:
    meeting, token = draft
    as_ana.post(f"{room}/put", json={"entry": earlier})
    with database.read() as session:
        seat = seat_in(session, meeting, token).id

    service.act(meeting, seat, "b" * 22, CloseMeeting(sure=True))

    with database.read() as session:
        left = session.scalars(select(Entry.id).where(Entry.meeting_id == meeting)).one()
        assert session.scalars(select(EntryLink.entry_id)).all() == [left]


def test_nobody_else_is_told_or_may(app: Flask, client: FlaskClient, room: str, earlier: str) -> None:
    assert client.post(room, json={"text": "backups"}).status_code == 403
    assert client.post(f"{room}/put", json={"entry": earlier}).status_code == 403


def test_an_entry_that_is_not_theirs_cannot_be_put_there(
    as_ana: FlaskClient, cleo: Account, room: str, earlier: str
) -> None:
    with database.session() as session:
        hidden = store.new_entry(cleo.id, 0)
        store.save(session, hidden, Content("Cleo's own", date(2026, 1, 5)), 0)

    assert as_ana.post(f"{room}/put", json={"entry": hidden.id}).status_code == 404
    assert not state_of(room).seen


def test_the_entry_says_where_it_is_being_used_to_those_who_are_there(
    as_ana: FlaskClient, app: Flask, cleo: Account, room: str, earlier: str
) -> None:
    as_ana.post(f"{room}/put", json={"entry": earlier})
    as_cleo = browser(app, cleo)

    in_room = f'a[href="{room.removesuffix("/recall")}"]'
    assert Page(as_ana.get(f"/log/{earlier}").text).all(in_room)
    assert "Being used in" not in as_cleo.get(f"/log/{earlier}").text


def test_an_offer_says_whether_anybody_else_can_read_it(
    as_ana: FlaskClient, ana: Account, room: str, earlier: str
) -> None:
    with database.session() as session:
        own = store.new_entry(ana.id, 0)
        store.save(session, own, Content("The pelican that nobody restored", date(2026, 1, 5)), 0)

    texts = ("the backups restored", "restored pelican")
    found = [as_ana.post(room, json={"text": text}) for text in texts]
    assert [answer.get_json()["entries"][0]["private"] for answer in found] == [False, True]


def test_what_the_meeting_builds_on_already_is_not_offered_again(
    as_ana: FlaskClient, room: str, earlier: str
) -> None:
    used = {"entry": earlier, "meeting": room.split("/")[2]}
    assert as_ana.post("/log/recall/use", json=used).status_code == 200

    assert as_ana.post(room, json={"text": "Restoring the backups"}).get_json()["entries"] == []


@pytest.mark.parametrize("sent", [{}, {"text": 1}, {"text": "x" * 3000}])
def test_nonsense_is_refused(as_ana: FlaskClient, room: str, sent: dict[str, object]) -> None:
    assert as_ana.post(room, json=sent).status_code == 422


def test_nobody_waits_for_a_connection_while_a_model_works(
    as_ana: FlaskClient,
    room: str,
    earlier: str,
    by_words: Callable[[], Meaning],
    monkeypatch: pytest.MonkeyPatch,
    unloaded: None,
) -> None:
    """Neither while it reads what is asked for, nor while it looks for the reason, in the room and on pages."""

    def noted(work: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def worked(text: Any) -> Any:
            pool: Any = database.engine().pool
            in_use.append(pool.checkedout())
            return work(text)

        return worked

    in_use: list[int] = []
    used = by_words()
    monkeypatch.setattr(meaning._slot, "meaning", used)
    indexing.index_missing(used, stops=lambda: False)
    for name in ("knows", "vector", "vectors"):
        monkeypatch.setattr(used.model, name, noted(getattr(used.model, name)))
    asked = {"text": "the backups that nobody could restore"}
    found = as_ana.post(room, json=asked), as_ana.post("/log/recall", json=asked)
    page = Page(as_ana.get("/log", query_string={"q": "backups nobody could restore again"}).text)

    assert [answer.get_json()["entries"][0]["id"] for answer in found] == [earlier] * 2
    assert "About the same thing" in page.words
    assert set(in_use) == {0}
