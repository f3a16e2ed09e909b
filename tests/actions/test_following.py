import pytest
from fixtures.entries import Writer, actions_of
from werkzeug.test import TestResponse

from facilitator.log.entry.tables import Action

ROW = {f"action_{name}": "" for name in ("id", "hypothesis", "test", "signal", "owner", "support", "due")}
ROW |= {"action_kind": "step", "action_what": "Ring the bell"}


def tick(writer: Writer, action: Action, state: str = "done") -> TestResponse:
    return writer.browser.post(f"/actions/{action.id}/state", data={"state": state, "back": "home"})


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
