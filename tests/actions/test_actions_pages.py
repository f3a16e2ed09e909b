"""The list of actions, and the page of each."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from fixtures.entries import Writer, actions_of, kinds_of
from fixtures.held import Held
from flask import Flask
from html_page import Page
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from facilitator import clock, database
from facilitator.accounts.tables import Account
from facilitator.actions import listing
from facilitator.clock import DAY_MS
from facilitator.log.entry.action_history import history_of
from facilitator.log.entry.rows import content_of
from facilitator.log.entry.tables import Entry

TODAY = date(2026, 11, 26)
NAMES = ("id", "hypothesis", "test", "signal", "owner", "support", "due")
STEP = {f"action_{name}": "" for name in NAMES} | {"action_kind": "step", "action_what": "Ring the bell"}
EXPERIMENT = STEP | {
    "action_kind": "experiment",
    "action_what": "",
    "action_hypothesis": "A bell wakes more people",
}


@pytest.fixture(params=["sqlite", "postgres"])
def app(request: pytest.FixtureRequest) -> Flask:
    made: Flask = request.getfixturevalue(f"{request.param}_app")
    return made


def say(writer: Writer, what: str, action_id: str, **sent: str) -> TestResponse:
    return writer.browser.post(f"/actions/{action_id}/{what}", data=sent)


def listed(writer: Writer, address: str = "") -> list[str]:
    page = Page(writer.browser.get(f"/actions{address}").text)
    return [each.text() for each in page.all(".action-name")]


def deeds(action_id: str) -> list[tuple[str, str, str, str]]:
    with database.read() as session:
        return [
            (each.kind, each.before, each.after, each.words) for each, _ in history_of(session, action_id)
        ]


def one(writer: Writer, **row: Any) -> str:
    return actions_of(writer.write(**row))[0].id


def test_the_most_urgent_come_first_and_ended_ones_elsewhere(writer: Writer) -> None:
    for number, days in enumerate((3, -1, None)):
        due = (TODAY + timedelta(days)).isoformat() if days is not None else ""
        last = one(writer, **STEP | {"action_what": f"Bell {number}", "action_due": due})
    assert listed(writer) == ["Bell 1", "Bell 0", "Bell 2"]
    say(writer, "state", last, state="done")
    assert listed(writer) == ["Bell 1", "Bell 0"]
    assert listed(writer, "?state=ended") == ["Bell 2"]
    assert listed(writer, "?state=any&owner=Ben") == []


def test_overdue_are_those_whose_day_is_past(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    one(writer, **STEP | {"action_due": "2026-11-26"})
    for day, found in ((26, []), (27, ["Ring the bell"])):
        noon = int(datetime(2026, 11, day, 12, tzinfo=UTC).timestamp() * 1000)
        with monkeypatch.context() as stopped:
            stopped.setattr(clock, "now", lambda noon=noon: noon)
            assert listed(writer, "?state=overdue") == found


def test_open_ones_are_chosen_by_their_day(writer: Writer) -> None:
    today = clock.today("UTC")
    for name, days in (("past", -40), ("near", 7), ("month", 30), ("far", 31), ("none", None)):
        due = (today + timedelta(days)).isoformat() if days is not None else ""
        one(writer, **STEP | {"action_what": name, "action_due": due})
    assert listed(writer, "?due=week") == ["past", "near"]
    assert listed(writer, "?due=month") == ["past", "near", "month"]
    assert listed(writer, "?due=none") == ["none"]
    assert len(listed(writer, "?due=whenever")) == 5
    assert listed(writer, "?state=ended&due=week") == []


def test_a_list_has_pages(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    for number in range(5):
        one(writer, **STEP | {"action_what": f"Bell {number}"})
    address, seen = "/actions", []
    while address:
        page = Page(writer.browser.get(address).text)
        seen += [each.text() for each in page.all(".action-name")]
        more = page.all("a[rel=next]")
        address = more[0].attrs.sget("href") if more else ""
    assert sorted(seen) == [f"Bell {number}" for number in range(5)]


def test_others_see_what_is_shared_and_say_nothing_of_it(writer: Writer, other: Writer) -> None:
    entry_id = writer.write(**STEP | {"action_owner": "Ana"})
    [action] = actions_of(entry_id)
    assert other.browser.get(f"/actions/{action.id}").status_code == 404
    writer.share(entry_id, names="no")
    say(writer, "due", action.id, due="2026-12-24", why="The bell was away.")

    assert listed(other, "?show=all") == ["Ring the bell"]
    assert listed(other) == []
    page = other.browser.get(f"/actions/{action.id}").text
    assert "Ring the bell" in page
    assert "The bell was away." not in page
    assert "Ana" not in page
    for what, sent in (("state", {"state": "done"}), ("due", {"due": ""}), ("support", {"support": "x"})):
        assert say(other, what, action.id, **sent).status_code == 404


def test_dropping_it_takes_a_word_and_keeps_what_was_typed(writer: Writer) -> None:
    entry_id = writer.write(**STEP)
    [action] = actions_of(entry_id)
    refused = say(writer, "state", action.id, state="dropped")
    assert refused.status_code == 422
    assert "Say why it is dropped." in refused.text

    say(writer, "state", action.id, state="dropped", came_of="The bell was sold.")
    assert kinds_of(entry_id) == ["result"]
    assert "The bell was sold." in writer.browser.get(f"/log/{entry_id}").text
    assert "The bell was sold." in writer.browser.get(f"/log/{entry_id}/history").text
    assert deeds(action.id) == [("state", "open", "dropped", "The bell was sold.")]


def test_an_action_that_comes_back_with_a_revision_has_its_history_and_its_end(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry_id = writer.write(**STEP)
    [action] = actions_of(entry_id)
    say(writer, "state", action.id, state="done")
    [ended], told = actions_of(entry_id), deeds(action.id)
    later = clock.now() + 9 * DAY_MS
    monkeypatch.setattr(clock, "now", lambda: later)

    writer.change(entry_id)
    assert actions_of(entry_id) == []
    before = Page(writer.browser.get(f"/log/{entry_id}/history").text).value("[name=revision]")
    writer.browser.post(f"/log/{entry_id}/restore", data={"revision": before})
    [back] = actions_of(entry_id)
    assert (back.id, back.state, back.done_at, back.done_on) == (
        ended.id,
        "done",
        ended.done_at,
        ended.done_on,
    )
    assert [deed for deed in deeds(back.id) if deed[0] != "removed"] == told
    page = Page(writer.browser.get(f"/actions/{back.id}").text).words
    assert "took it out of the entry" in page
    assert "brought it back into the entry" in page


def test_an_experiment_ends_with_what_it_said_and_taught(writer: Writer) -> None:
    entry_id = writer.write(**EXPERIMENT)
    [action] = actions_of(entry_id)
    refused = say(writer, "state", action.id, state="did not work", learned="Bells are ignored.")
    assert (refused.status_code, "Bells are ignored." in refused.text) == (422, True)
    say(
        writer, "state", action.id, state="did not work", came_of="Nobody woke.", learned="Bells are ignored."
    )

    shown = writer.browser.get(f"/log/{entry_id}").text
    assert all(text in shown for text in ("Nobody woke.", "Bells are ignored."))
    assert "A sale that" in writer.browser.get("/log?q=ignored").text


@pytest.mark.parametrize("first", ["done", "dropped"])
def test_two_who_end_it_differently_hear_of_each_other(writer: Writer, first: str) -> None:
    action_id = one(writer, **STEP)
    for _ in range(2):
        assert say(writer, "state", action_id, state=first, came_of="Sold.").status_code == 303
    late = say(writer, "state", action_id, state="dropped", came_of="Mine, typed at length.")
    assert late.status_code == 409
    assert "Mine, typed at length." in late.text
    assert "Somebody has ended it meanwhile." in late.text
    assert len(deeds(action_id)) == 1


def test_what_was_typed_into_a_form_that_is_gone_is_shown(writer: Writer) -> None:
    action_id = one(writer, **EXPERIMENT)
    say(writer, "state", action_id, state="worked", came_of="Two of three.", learned="Short is kind.")
    for what, sent in (
        ("state", {"state": "partly", "came_of": "One of three.", "learned": "Long is not."}),
        ("support", {"support": "A ladder."}),
    ):
        late = say(writer, what, action_id, **sent)
        assert late.status_code == 409
        assert all(text in late.text for name, text in sent.items() if name != "state")


def test_who_has_it_sees_no_earlier_words_of_an_entry_that_others_shared(
    writer: Writer, other: Writer
) -> None:
    row = STEP | {"action_owner": "Cleo"}
    entry_id = writer.write(**row | {"action_what": "Ring up Acme, our customer"})
    [action] = actions_of(entry_id)
    writer.change(entry_id, writer.form(entry_id) | row | {"action_id": action.id})
    writer.share(entry_id, names="yes")
    page = other.browser.get(f"/actions/{action.id}").text
    assert "Ring the bell" in page
    assert "Acme" not in page
    assert "Acme" in writer.browser.get(f"/actions/{action.id}").text


def test_the_history_keeps_all_words_of_an_end_that_was_taken_back(writer: Writer) -> None:
    action_id = one(writer, **EXPERIMENT)
    say(writer, "state", action_id, state="worked", came_of="Two of three.", learned="Short is kind.")
    say(writer, "state", action_id, state="open")
    page = writer.browser.get(f"/actions/{action_id}").text
    assert "Two of three." in page
    assert "Short is kind." in page


def test_a_name_with_any_letters_is_found(writer: Writer) -> None:
    one(writer, **STEP | {"action_owner": "Élodie"})
    assert listed(writer, "?show=all&owner=Élodie") == ["Ring the bell"]


def test_a_step_that_became_an_experiment_is_open_again_in_its_history(writer: Writer) -> None:
    entry_id = writer.write(**STEP)
    [action] = actions_of(entry_id)
    say(writer, "state", action.id, state="done")
    row = EXPERIMENT | {"action_id": action.id, "action_what": "Ring the bell"}
    writer.change(entry_id, writer.form(entry_id) | row)
    assert ("state", "done", "open", "") in deeds(action.id)
    assert ("text", "", "A bell wakes more people", "") in deeds(action.id)


def test_who_edits_the_rest_meanwhile_loses_no_word_of_anybody(writer: Writer) -> None:
    entry_id = writer.write(**STEP)
    [action] = actions_of(entry_id)
    row = STEP | {"action_id": action.id}
    form = writer.form(entry_id)
    writer.change(entry_id, form | row | {"action_what": "Ring both bells"})
    say(writer, "state", action.id, state="dropped", came_of="Sold.")
    refused = writer.change(entry_id, form | row | {"title": "Renamed"})
    [now] = actions_of(entry_id)
    assert (now.what, now.came_of) == ("Ring both bells", "Sold.")
    assert refused.status_code in {303, 409}
    if refused.status_code == 409:
        assert "Ring both bells" in refused.text


def test_some_days_after_it_is_done_it_is_asked_whether_it_worked(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry_id = writer.write(**STEP)
    [action] = actions_of(entry_id)
    say(writer, "state", action.id, state="done")
    assert listed(writer, "?state=unanswered") == []
    later = clock.now() + 15 * DAY_MS
    monkeypatch.setattr(clock, "now", lambda: later)
    assert listed(writer, "?state=unanswered") == ["Ring the bell"]

    assert say(writer, "worked", action.id, worked="perhaps").status_code == 422
    say(writer, "worked", action.id, worked="no", came_of="It rings too softly.")
    assert listed(writer, "?state=unanswered") == []
    assert "It did not work. It rings too softly." in writer.browser.get(f"/log/{entry_id}").text
    assert kinds_of(entry_id) == ["result"]


def test_opening_it_again_forgets_what_came_of_it_but_the_history_does_not(writer: Writer) -> None:
    entry_id = writer.write(**STEP)
    [action] = actions_of(entry_id)
    say(writer, "state", action.id, state="dropped", came_of="Sold.")
    say(writer, "state", action.id, state="open")

    [now] = actions_of(entry_id)
    assert (now.state, now.came_of, now.done_at) == ("open", "", None)
    assert "Sold." in writer.browser.get(f"/actions/{action.id}").text


def test_the_plan_changes_with_a_word_and_is_a_change_of_the_entry(writer: Writer) -> None:
    entry_id = writer.write(**STEP | {"action_due": "2026-12-01"})
    [action] = actions_of(entry_id)
    version = writer.form(entry_id)["version"]
    say(writer, "due", action.id, due="2026-12-24", why="The bell is being cast.")
    say(writer, "owner", action.id, owner="Cleo", why="She knows bells.")
    say(writer, "support", action.id, support="Somebody with a ladder")

    assert deeds(action.id)[::-1] == [
        ("due", "2026-12-01", "2026-12-24", "The bell is being cast."),
        ("owner", "", "Cleo", "She knows bells."),
        ("support", "", "Somebody with a ladder", ""),
    ]
    assert writer.form(entry_id)["version"] != version
    page = writer.browser.get(f"/actions/{action.id}").text
    assert "moved it from 1 December 2026 to 24 December 2026" in page
    assert "gave it to Cleo" in page


@pytest.mark.parametrize(
    ("what", "sent", "said"),
    [
        ("due", {"due": "1926-01-01"}, "Choose a day from 2000 to 2199."),
        ("due", {"due": "soon"}, "Choose a date, or none."),
        ("owner", {"owner": "x" * 200}, "At most 80 characters, please."),
        ("support", {"support": "x" * 501}, "At most 500 characters, please."),
        ("state", {"state": "nonsense"}, "Choose one of"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(
    writer: Writer, what: str, sent: dict[str, str], said: str
) -> None:
    action_id = one(writer, **STEP)
    refused = say(writer, what, action_id, **sent, why="The word to it.")
    assert refused.status_code == 422
    assert said in refused.text
    if what in {"due", "owner"}:
        assert "The word to it." in refused.text
    assert deeds(action_id) == []


def test_what_has_ended_is_planned_no_more(writer: Writer) -> None:
    action_id = one(writer, **STEP)
    say(writer, "state", action_id, state="done")
    assert say(writer, "due", action_id, due="2026-12-24").status_code == 409


def test_an_edit_of_the_entry_is_in_the_history_too(writer: Writer) -> None:
    entry_id = writer.write(**STEP)
    [action] = actions_of(entry_id)
    row = STEP | {"action_id": action.id, "action_due": "2026-12-24", "action_what": "Ring both bells"}
    writer.change(entry_id, writer.form(entry_id) | row)
    assert {deed[:3] for deed in deeds(action.id)} == {
        ("due", "", "2026-12-24"),
        ("text", "Ring the bell", "Ring both bells"),
    }


def test_it_leads_to_the_learning_that_it_follows(held: Held) -> None:
    with database.read() as session:
        entry = session.scalars(select(Entry)).one()
        steps = content_of(session, entry).actions
    first, _, third, _ = (Page(held.ana.get(f"/actions/{step.id}").text) for step in steps)

    [link] = first.all(".action-details a")
    assert link.text().strip() == entry.learned[0]
    [there] = Page(held.ana.get(str(link.attributes["href"])).text).all("#learning-1")
    assert entry.learned[0] in there.text()
    assert not third.all(".action-details a")


def test_a_button_leads_back_to_its_list(writer: Writer) -> None:
    action_id = one(writer, **STEP)
    answer = say(writer, "state", action_id, state="done", back="list?show=all&state=any&x=//elsewhere")
    assert answer.headers["Location"] == "/actions?show=all&state=any"


def test_the_home_page_asks_too_unless_one_does_not_want_it(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    action_id = one(writer, **STEP)
    say(writer, "state", action_id, state="done")
    later = clock.now() + 15 * DAY_MS
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "Done some time ago" in writer.browser.get("/").text
    with database.session() as session:
        session.execute(update(Account).values(resurface=False))
    assert "Done some time ago" not in writer.browser.get("/").text
