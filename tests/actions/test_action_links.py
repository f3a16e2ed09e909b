"""The link by which an owner without an account says what came of an action."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from fixtures.entries import Writer, actions_of, kinds_of
from fixtures.held import Held
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from sqlalchemy import select, update

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import Action, ActionChange
from facilitator.room.tables import SeatRow

NAMES = ("id", "hypothesis", "test", "signal", "owner", "support", "due")
STEP = {f"action_{name}": "" for name in NAMES}
STEP |= {"action_kind": "step", "action_what": "Ring the bell", "action_owner": "Ben"}


@pytest.fixture(params=["sqlite", "postgres"])
def app(request: pytest.FixtureRequest) -> Flask:
    made: Flask = request.getfixturevalue(f"{request.param}_app")
    made.config["WTF_CSRF_ENABLED"] = False
    return made


@pytest.fixture
def guest(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def action(writer: Writer) -> Action:
    return actions_of(writer.write(**STEP, did="Names inside."))[0]


def link_of(writer: Writer, action: Action) -> str:
    writer.browser.post(f"/actions/{action.id}/link")
    page = Page(writer.browser.get(f"/actions/{action.id}").text)
    return urlsplit(page.one("#action-link").attrs.sget("value")).path


def test_who_has_it_says_what_came_of_it_and_stands_in_the_history(
    writer: Writer, action: Action, guest: FlaskClient
) -> None:
    link = link_of(writer, action)
    page = guest.get(link)
    assert "Ring the bell" in page.text
    assert "Names inside." not in page.text
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    guest.post(f"{link}/due", data={"due": "2026-12-24", "why": "The bell is away."})
    guest.post(f"{link}/state", data={"state": "done"})
    guest.post(f"{link}/worked", data={"worked": "yes", "came_of": "They woke."})

    [now] = actions_of(action.entry_id)
    assert (now.state, now.worked, str(now.due)) == ("done", "yes", "2026-12-24")
    assert kinds_of(action.entry_id) == ["edit", "result"]
    with database.read() as session:
        assert {each.name for each in session.query(ActionChange)} == {"Ben"}
    assert "said it is done" in writer.browser.get(f"/actions/{action.id}").text


def test_what_does_not_fit_is_said_there_too(writer: Writer, action: Action, guest: FlaskClient) -> None:
    refused = guest.post(f"{link_of(writer, action)}/state", data={"state": "dropped", "came_of": " "})
    assert (refused.status_code, "Say why it is dropped." in refused.text) == (422, True)


@pytest.mark.parametrize("how", ["renewed", "ended", "handed on", "deleted"])
def test_it_ends(writer: Writer, action: Action, guest: FlaskClient, how: str) -> None:
    link = link_of(writer, action)
    if how == "renewed":
        assert link_of(writer, action) != link
    elif how == "ended":
        writer.browser.post(f"/actions/{action.id}/link/end")
    elif how == "handed on":
        writer.browser.post(f"/actions/{action.id}/owner", data={"owner": "Dora"})
    else:
        writer.browser.post(f"/log/{action.entry_id}/delete")
    for answer in (guest.get(link), guest.post(f"{link}/state", data={"state": "done"})):
        assert answer.status_code == 404


def test_it_is_for_no_other_action_and_not_for_handing_on(
    writer: Writer, action: Action, guest: FlaskClient
) -> None:
    link = link_of(writer, action)
    assert guest.post(f"{link}/owner", data={"owner": "Me"}).status_code == 404
    assert guest.get(f"/actions/{action.id}").status_code == 302


def test_an_owner_with_an_account_needs_none(writer: Writer, action: Action) -> None:
    with database.session() as session:
        ana = session.query(Account.id).first()
        assert ana
        session.execute(update(Action).values(owner_id=ana.id))
    assert writer.browser.post(f"/actions/{action.id}/link").status_code == 409


def test_a_link_that_was_revoked_stays_so_when_the_action_is_brought_back(
    writer: Writer, action: Action, guest: FlaskClient
) -> None:
    link = link_of(writer, action)
    form = writer.form(action.entry_id)
    writer.change(action.entry_id, {name: value for name, value in form.items() if "action" not in name})
    assert actions_of(action.entry_id) == []
    page = Page(writer.browser.get(f"/log/{action.entry_id}/history").text)
    revision = page.all("[name=revision]")[0].attrs.sget("value")
    writer.browser.post(f"/log/{action.entry_id}/restore", data={"revision": revision})
    assert link_of(writer, actions_of(action.entry_id)[0]) != link
    assert guest.get(link).status_code == 404


def test_a_seat_with_an_account_needs_no_link(held: Held) -> None:
    with database.session() as session:
        named = session.scalars(select(Action)).first()
        seated = session.scalars(select(SeatRow.name).where(SeatRow.account_id.is_not(None))).first()
        assert named
        named.owner = seated or ""
    assert held.ana.post(f"/actions/{named.id}/link").status_code == 409


def test_without_names_nobody_claims_what_they_would_not_find(
    writer: Writer, action: Action, other: Writer
) -> None:
    link = link_of(writer, action)
    writer.share(action.entry_id, names="no")
    assert other.browser.post(f"{link}/claim").status_code == 404
    assert other.browser.get(link).status_code == 200


def test_others_make_no_link(action: Action, other: Writer) -> None:
    assert other.browser.post(f"/actions/{action.id}/link").status_code == 404


def test_who_gets_an_account_later_takes_it_to_their_list(
    writer: Writer, action: Action, other: Writer
) -> None:
    link = link_of(writer, action)
    assert other.browser.post(f"{link}/claim").status_code == 404
    writer.share(action.entry_id, names="yes")
    other.browser.post(f"{link}/claim")
    assert "Ring the bell" in other.browser.get("/actions").text
    assert other.browser.get(link).status_code == 404
