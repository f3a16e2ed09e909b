from collections.abc import Callable

import pytest
from fixtures.entries import Writer, actions_of
from fixtures.held import Held
from flask.testing import FlaskClient
from html_page import Page
from sqlalchemy import select
from werkzeug.test import TestResponse

from facilitator import database
from facilitator.accounts import people
from facilitator.accounts.tables import Account
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Action, Entry
from facilitator.log.recall import offers
from facilitator.room.tables import SeatRow

ROW = {f"action_{name}": "" for name in ("id", "hypothesis", "test", "signal", "owner", "support", "due")}
ROW |= {"action_kind": "step", "action_what": "Ring the bell"}


def tick(writer: Writer, action: Action, state: str = "done", came_of: str = "") -> TestResponse:
    return writer.browser.post(
        f"/actions/{action.id}/state", data={"state": state, "back": "home", "came_of": came_of}
    )


def test_my_open_actions_are_on_the_home_page_until_they_are_done(writer: Writer) -> None:
    [action] = actions_of(writer.write(**ROW))
    before = writer.browser.get("/").text
    tick(writer, action)

    assert "Ring the bell" in before
    assert "For you to do" not in writer.browser.get("/").text
    assert actions_of(action.entry_id)[0].done_at


def test_an_action_can_be_opened_again(writer: Writer) -> None:
    [action] = actions_of(writer.write(**ROW))
    tick(writer, action)
    tick(writer, action, "open")

    assert (actions_of(action.entry_id)[0].state, actions_of(action.entry_id)[0].done_at) == ("open", None)


def test_what_bears_my_name_in_a_shared_entry_is_mine(writer: Writer, other: Writer) -> None:
    entry_id = writer.write(**ROW | {"action_owner": "cleo"})
    before = other.browser.get("/").text
    writer.share(entry_id, names="yes")

    assert "Ring the bell" not in before
    assert "Ring the bell" in other.browser.get("/").text


def test_a_name_that_is_not_shown_finds_nobody(writer: Writer, other: Writer) -> None:
    entry_id = writer.write(**ROW | {"action_owner": "Cleo"})
    writer.share(entry_id, names="no")

    assert "Ring the bell" not in other.browser.get("/").text


@pytest.mark.parametrize("state", ["worked", "gone", ""])
def test_a_step_cannot_become_just_anything(writer: Writer, state: str) -> None:
    [action] = actions_of(writer.write(**ROW))

    assert tick(writer, action, state).status_code == 422
    assert actions_of(action.entry_id)[0].state == "open"


def test_others_tick_nothing(writer: Writer, other: Writer) -> None:
    [action] = actions_of(writer.write(**ROW))
    hidden = tick(other, action).status_code
    writer.share(action.entry_id, names="yes")

    assert (hidden, tick(other, action).status_code) == (404, 404)
    assert actions_of(action.entry_id)[0].state == "open"


def test_whom_it_waits_for_can_end_it(writer: Writer, other: Writer) -> None:
    [action] = actions_of(writer.write(**ROW | {"action_owner": "Cleo"}))
    writer.share(action.entry_id, names="yes")

    assert tick(other, action).status_code == 303
    assert actions_of(action.entry_id)[0].state == "done"


def test_a_step_that_was_made_an_experiment_has_not_ended(writer: Writer) -> None:
    [action] = actions_of(writer.write(**ROW))
    tick(writer, action)
    form = writer.form(action.entry_id) | ROW | {"action_id": action.id, "action_kind": "experiment"}
    writer.change(action.entry_id, form)

    [now] = actions_of(action.entry_id)
    assert (now.id, now.kind, now.state, now.done_at) == (action.id, "experiment", "open", None)


@pytest.fixture
def dario(password_hash: str, writer: Writer) -> Account:
    """Somebody who would like to have what is another's."""
    with database.session() as session:
        return people.create_account(session, "Dario", "dario@example.org", password_hash, "member")


def named(account: Account, name: str) -> None:
    with database.session() as session:
        session.get_one(Account, account.id).name = name


def test_a_name_that_was_taken_later_owns_nothing(
    writer: Writer, other: Writer, cleo: Account, dario: Account, browser_of: Callable[[Account], FlaskClient]
) -> None:
    [action] = actions_of(entry_id := writer.write(**ROW | {"action_owner": "Cleo"}))
    writer.share(entry_id, names="yes")
    named(cleo, "Cleo Ruiz")
    named(dario, "Cleo")
    taker = browser_of(dario)
    assert "Ring the bell" not in taker.get("/").text
    assert tick(Writer(taker), action).status_code == 404
    assert "Ring the bell" in other.browser.get("/").text
    assert tick(other, action).status_code == 303


def test_a_name_that_nobody_had_is_nobodys_who_takes_it(
    writer: Writer, dario: Account, browser_of: Callable[[Account], FlaskClient]
) -> None:
    [action] = actions_of(entry_id := writer.write(**ROW | {"action_owner": "Teun"}))
    writer.share(entry_id, names="yes")
    named(dario, "Teun")
    assert tick(Writer(browser_of(dario)), action).status_code == 404
    # Saved again with the same words, it still waits for the one who was meant.
    writer.change(
        entry_id, writer.form(entry_id) | ROW | {"action_id": action.id, "action_owner": "Teun"}, title="T"
    )
    assert tick(Writer(browser_of(dario)), action).status_code == 404


def test_a_name_that_two_had_is_neither_ones(writer: Writer, other: Writer, dario: Account) -> None:
    named(dario, "Cleo")
    [action] = actions_of(entry_id := writer.write(**ROW | {"action_owner": "Cleo"}))
    writer.share(entry_id, names="yes")
    assert tick(other, action).status_code == 404


@pytest.mark.parametrize("signed_up", ["seat", "guest"])
def test_in_a_meetings_entry_an_owner_is_who_sat_there(
    held: Held, no_csrf: None, dario: Account, browser_of: Callable[[Account], FlaskClient], signed_up: str
) -> None:
    with database.session() as session:
        action = next(
            each
            for each in session.scalars(select(Action).where(Action.kind == "step").order_by(Action.pos))
            if each.owner and each.owner_id is None and each.state == "open"
        )
        seat = session.scalars(select(SeatRow).where(SeatRow.name == action.owner)).one()
        seat.account_id = dario.id if signed_up == "seat" else None
    named(dario, "Another Name" if signed_up == "seat" else action.owner)
    theirs = "For you to do" in browser_of(dario).get("/").text
    assert theirs is (signed_up == "seat")
    answer = tick(Writer(browser_of(dario)), action, "dropped", "Too late.")
    assert answer.status_code == (303 if signed_up == "seat" else 404)


def test_a_seat_that_was_removed_owns_nothing(
    held: Held, no_csrf: None, dario: Account, browser_of: Callable[[Account], FlaskClient]
) -> None:
    with database.session() as session:
        action, entry = next(
            each
            for each in session.execute(select(Action, Entry).join(Entry, Entry.id == Action.entry_id))
            if each[0].owner and each[0].state == "open"
        )
        entry.visibility, entry.named = "everyone", True
        seat = session.scalars(select(SeatRow).where(SeatRow.name == action.owner)).one()
        seat.account_id, seat.removed_at = dario.id, 1
    assert "For you to do" not in browser_of(dario).get("/").text
    assert tick(Writer(browser_of(dario)), action, "dropped", "Too late.").status_code == 404


def test_the_log_and_what_is_offered_of_it_tell_whether_it_worked(writer: Writer, ana: Account) -> None:
    def told() -> tuple[str, str]:
        with database.read() as session:
            [offer] = offers.offers_of(session, Reader(ana.id, {}), [entry_id])
        return Page(writer.browser.get("/log").text).text(".log-facts"), offer.tried

    kinds = ["step", "step", "step", "experiment", "experiment"]
    rows: dict[str, str | list[str]] = {name: [value] * len(kinds) for name, value in ROW.items()}
    rows |= {"action_kind": kinds, "action_what": [f"Try {n}" for n in range(5)]}
    entry_id = writer.write(title="Bells", learned="Ring them.", **rows)
    ids = [each.id for each in actions_of(entry_id)]
    assert ("5 actions" in told()[0], told()[1]) == (True, "")
    ends = ["done", "done", "dropped", "partly", "did not work"]
    for action_id, state in zip(ids, ends, strict=True):
        said = {"state": state, "came_of": "" if state == "done" else "So it was."}
        assert writer.browser.post(f"/actions/{action_id}/state", data=said).status_code == 303
    assert told()[1] == "1 worked, 1 did not"
    for action_id, worked in zip(ids, ("yes", "no"), strict=False):
        writer.browser.post(f"/actions/{action_id}/worked", data={"worked": worked})
    assert ("5 actions: 2 worked, 2 did not" in told()[0], told()[1]) == (True, "2 worked, 2 did not")
