"""Since last time: a meeting that follows an earlier one, from its preparation to what it leaves there."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from fixtures.entries import Writer, actions_of, share, the
from fixtures.held import Held
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from sqlalchemy import update
from werkzeug.test import TestResponse

from facilitator import clock, database
from facilitator.accounts.tables import Account
from facilitator.actions import reviewing
from facilitator.log.entry import series_rules
from facilitator.log.entry.action_history import history_of
from facilitator.log.entry.tables import Action, Entry
from facilitator.meeting.commands import (
    AddRule,
    CloseMeeting,
    Command,
    DeleteRule,
    EditDetails,
    ReviewAction,
    Start,
)
from facilitator.meeting.ground_rules import TEXTS, texts_of
from facilitator.meeting.model import Meeting
from facilitator.outbox import Letter
from facilitator.refused import Refused
from facilitator.room import service, templates
from facilitator.room.change import begin_change
from facilitator.room.retention import delete_meeting
from facilitator.room.store import state_now
from facilitator.summary.model import Summary, load
from facilitator.tokens import new_id

STEP = {f"action_{name}": "" for name in ("id", "hypothesis", "test", "signal", "owner", "support", "due")}
STEP |= {"action_kind": "step", "action_what": "Ring the bell", "tags": "backups"}


class Following:
    """A meeting that Ana prepares, in her browser."""

    def __init__(self, browser: FlaskClient, **fields: str) -> None:
        sent = {"title": "Backups, half a year later", "used_shown": "1", **fields}
        answer = browser.post("/meetings/new", data=sent)
        assert answer.status_code == 303, answer.text
        self.browser, self.id = browser, urlsplit(answer.location).path.split("/")[2]
        self.seat = next(iter(self.state.seats))

    @property
    def state(self) -> Meeting:
        return state_now(self.id)

    def page(self, address: str = "") -> Page:
        return Page(self.browser.get(f"/meetings/{self.id}/since{address}").text)

    def follow(self, entry_id: str) -> TestResponse:
        return self.browser.post(f"/meetings/{self.id}/since/follows", data={"follows": entry_id})

    def choose(self, *action_ids: str) -> TestResponse:
        return self.browser.post(f"/meetings/{self.id}/since/reviews", data={"review": list(action_ids)})

    def do(self, command: Command) -> None:
        service.act(self.id, self.seat, new_id(), command)

    def close(self) -> Summary:
        self.do(CloseMeeting(sure=True))
        return load(the(self.state.entry or "").summary or {})


@pytest.fixture
def next_one(meeting_entry: str, held: Held) -> Following:
    made = Following(held.ana)
    assert made.follow(meeting_entry).status_code == 303
    return made


def ticked(page: Page) -> list[str]:
    return [each.attrs.sget("value") for each in page.all("input[name=review][checked]")]


def told(action_id: str) -> list[tuple[str, str, str, str]]:
    with database.read() as session:
        found = history_of(session, action_id)
        return [(each.kind, each.after, each.words, each.meeting_id or "") for each, _ in found]


def test_its_open_actions_are_ticked_and_nothing_is_shown_before_the_leader_says_so(
    next_one: Following, meeting_entry: str
) -> None:
    actions = [action.id for action in actions_of(meeting_entry)]

    assert sorted(ticked(next_one.page())) == sorted(actions)
    assert not next_one.state.reviews
    assert "The room sees no action of before" in next_one.browser.get(f"/meetings/{next_one.id}").text

    next_one.choose(actions[0])
    assert list(next_one.state.reviews) == ticked(next_one.page()) == [actions[0]]
    assert next_one.state.reviews[actions[0]].owner == "Teun"


def test_what_the_meeting_follows_can_change_and_then_nothing_is_shown(
    next_one: Following, meeting_entry: str
) -> None:
    next_one.choose(actions_of(meeting_entry)[0].id)
    next_one.follow("")

    assert not next_one.state.reviews
    assert not next_one.page().all("input[name=review]")


def test_the_meeting_most_like_it_is_offered_first_and_others_are_found(
    next_one: Following, meeting_entry: str
) -> None:
    next_one.do(Start())
    next_one.close()
    title = the(meeting_entry).title
    again = Following(next_one.browser, title=f"{title}, again")

    offered = [each.text() for each in again.page().all(".choice-title")]
    assert offered == ["None", title, "Backups, half a year later"]
    found = [each.text() for each in again.page("?q=HALF+a").all(".choice-title")]
    assert found == ["None", "Backups, half a year later"]
    assert "has “zebra” in its title" in again.page("?q=zebra").words


@pytest.mark.parametrize("app", ["sqlite", "postgres"], indirect=True)
def test_others_with_the_same_tag_are_listed_and_not_ticked(
    next_one: Following, writer: Writer, other: Writer
) -> None:
    mine = actions_of(writer.write(**STEP | {"action_owner": "Ben"}))[0]
    theirs = actions_of(other.write(**STEP))[0]
    tagged = Following(next_one.browser, tags="Backups")
    page = tagged.page()

    assert [each.attrs.sget("value") for each in page.all("input[name=review]")] == [mine.id]
    assert not ticked(page)
    assert "So far only you can read it" in page.words
    # Whose it is stays between those who read the entry.
    tagged.choose(mine.id)
    assert (tagged.state.reviews[mine.id].owner, tagged.state.reviews[mine.id].fixed) == ("", False)
    assert tagged.choose(theirs.id).status_code == 404


def test_what_others_shared_is_only_shown(held: Held, other: Writer) -> None:
    entry_id = other.write(**STEP | {"action_owner": "Ben"})
    other.share(entry_id, names="no")
    action = actions_of(entry_id)[0]
    tagged = Following(held.ana, tags="backups")
    tagged.choose(action.id)
    tagged.do(Start())

    assert (tagged.state.reviews[action.id].fixed, tagged.state.reviews[action.id].owner) == (True, "")
    with pytest.raises(Refused) as refused:
        tagged.do(ReviewAction("done", action.id))
    assert refused.value.code == "only_shown"


def test_more_than_a_room_has_time_for_is_refused_and_the_ticks_stay(writer: Writer, held: Held) -> None:
    entry_id = writer.write(**STEP)
    with database.session() as session:
        kept = {"entry_id": entry_id, "kind": "step", "created_at": 0, "updated_at": 0}
        session.add_all(Action(id=new_id(), pos=pos, what=f"Bell {pos}", **kept) for pos in range(1, 13))
    ids = [action.id for action in actions_of(entry_id)]
    tagged = Following(held.ana, tags="backups")
    answer = tagged.choose(*ids)

    assert answer.status_code == 422
    assert "The room can look at 12 of them" in answer.text
    assert len(ticked(Page(answer.text))) == 13


def test_only_who_prepared_it_chooses_and_only_before_the_start(
    next_one: Following, held: Held, meeting_entry: str
) -> None:
    assert held.dana.get(f"/meetings/{next_one.id}/since").status_code == 403
    next_one.do(Start())
    assert next_one.follow("").status_code == 409
    assert next_one.browser.get(f"/meetings/{next_one.id}/since").status_code == 409


def test_at_the_start_the_room_sees_what_has_become_of_them(next_one: Following, meeting_entry: str) -> None:
    first, second, third, _ = actions_of(meeting_entry)
    next_one.choose(first.id, second.id, third.id)
    say = next_one.browser.post
    say(f"/actions/{first.id}/state", data={"state": "done"})
    say(f"/actions/{first.id}/worked", data={"worked": "yes", "came_of": "Restores run."})
    with database.session() as session:
        session.delete(session.get_one(Action, third.id))
    next_one.do(Start())

    seen = next_one.state.reviews
    assert list(seen) == [first.id, second.id]
    assert (seen[first.id].state, seen[first.id].came_of) == ("done", "Restores run.")


def test_an_account_that_is_deactivated_shows_nothing_more(
    next_one: Following, meeting_entry: str, ana: Account
) -> None:
    next_one.choose(actions_of(meeting_entry)[0].id)
    with database.session() as session:
        session.execute(update(Account).where(Account.id == ana.id).values(deactivated_at=clock.now()))
    with database.session() as session:
        begin_change(session, next_one.id).take(Start(), next_one.seat, clock.now())

    assert not next_one.state.reviews


@pytest.fixture(params=["sqlite"])
def app(request: pytest.FixtureRequest) -> Flask:
    made: Flask = request.getfixturevalue(f"{request.param}_app")
    return made


@pytest.mark.parametrize("app", ["sqlite", "postgres"], indirect=True)
def test_the_close_writes_what_was_decided_into_the_earlier_entry_once(
    next_one: Following, meeting_entry: str, held: Held
) -> None:
    first, second, third, trial = actions_of(meeting_entry)
    next_one.choose(first.id, second.id, third.id, trial.id)
    next_one.do(Start())
    next_one.do(ReviewAction("done", first.id, why="Two people did it."))
    next_one.do(ReviewAction("kept", second.id, due="2027-01-15", why="The disks came late."))
    next_one.do(ReviewAction("redefined", third.id, what="Rehearse one restore a month"))
    next_one.do(ReviewAction("dropped", trial.id, why="Nobody runs such repairs any more."))
    assert all(action.state == "open" for action in actions_of(meeting_entry))

    summary = next_one.close()

    after = {action.id: action for action in actions_of(meeting_entry)}
    assert [after[each.id].state for each in (first, second, third, trial)] == [
        "done",
        "open",
        "open",
        "dropped",
    ]
    assert str(after[second.id].due) == "2027-01-15"
    assert after[third.id].what == "Rehearse one restore a month"
    assert after[trial.id].came_of == "Nobody runs such repairs any more."
    assert told(first.id) == [("state", "done", "Two people did it.", next_one.id)]
    assert told(second.id) == [("due", "2027-01-15", "The disks came late.", next_one.id)]
    assert not any(each.not_written for each in summary.reviewed)
    page = Page(held.ana.get(f"/actions/{second.id}").text)
    assert "in Backups, half a year later" in page.one(".action-history").text()


def test_what_somebody_else_changed_meanwhile_wins_and_the_summary_says_so(
    next_one: Following, meeting_entry: str, held: Held
) -> None:
    first, second, third, _ = actions_of(meeting_entry)
    next_one.choose(first.id, second.id, third.id)
    next_one.do(Start())
    for action in (first, second, third):
        next_one.do(ReviewAction("done", action.id))
    held.dana.post(f"/actions/{first.id}/due", data={"due": "2027-02-01"})
    held.dana.post(f"/actions/{second.id}/state", data={"state": "done"})
    with database.session() as session:
        session.delete(session.get_one(Action, third.id))

    not_written = {each.id: each.not_written for each in next_one.close().reviewed}
    assert actions_of(meeting_entry)[0].state == "open"
    assert not_written[first.id].startswith("Somebody changed it meanwhile")
    assert not_written[second.id] == ""
    assert not_written[third.id].startswith("It is gone")
    assert "Somebody changed it meanwhile" in held.ana.get(f"/meetings/{next_one.id}/summary").text


def test_kept_without_another_day_is_in_the_history(next_one: Following, meeting_entry: str) -> None:
    first = actions_of(meeting_entry)[0]
    next_one.choose(first.id)
    next_one.do(Start())
    next_one.do(ReviewAction("kept", first.id, why="Still worth it."))
    next_one.close()

    assert told(first.id) == [("kept", "", "Still worth it.", next_one.id)]


def test_a_meeting_that_is_deleted_before_its_close_changes_nothing(
    next_one: Following, meeting_entry: str
) -> None:
    first = actions_of(meeting_entry)[0]
    next_one.choose(first.id)
    next_one.do(Start())
    next_one.do(ReviewAction("done", first.id))
    delete_meeting(next_one.id)

    assert actions_of(meeting_entry)[0].state == "open"
    assert not told(first.id)


def test_the_series_is_told_in_both_directions_to_who_may_read_the_other(
    next_one: Following, meeting_entry: str, held: Held
) -> None:
    next_one.do(Start())
    next_one.close()
    later = next_one.state.entry or ""
    third = Following(held.ana, title="A year later")
    third.follow(later)
    # What is open in the first one of the series is offered to the third, too.
    assert len(third.page().all("input[name=review]")) == len(actions_of(meeting_entry))
    third.do(Start())
    third.close()

    title = the(meeting_entry).title
    assert title in section(held.ana, later, "Follows")
    assert "A year later" in section(held.ana, later, "Followed by")
    assert section(held.ana, meeting_entry, "The whole series") == [
        title,
        "Backups, half a year later",
        "A year later",
    ]
    assert "Backups, half a year later" in held.ana.get(f"/meetings/{held.meeting}/summary").text
    home = Page(held.ana.get("/").text).words
    assert f"Follows {title}" in home
    assert "Followed by A year later" in home
    assert "Followed by" not in held.dana.get(f"/log/{meeting_entry}").text


def section(browser: FlaskClient, entry_id: str, heading: str) -> list[str]:
    page = Page(browser.get(f"/log/{entry_id}").text)
    found = [part for part in page.all(".summary-part") if heading in [h.text() for h in part.css("h2")]]
    return [link.text() for link in found[0].css("a")] if found else []


def test_those_who_were_not_there_read_none_of_it_without_names(
    next_one: Following, meeting_entry: str, held: Held
) -> None:
    first = actions_of(meeting_entry)[0]
    next_one.choose(first.id)
    next_one.do(Start())
    next_one.do(ReviewAction("dropped", first.id, why="A zebra ate it."))
    next_one.close()
    entry_id = next_one.state.entry or ""
    assert "A zebra ate it." in held.ana.get(f"/log/{entry_id}").text
    assert entry_id in held.ana.get("/log?q=zebra").text

    assert (
        share(held.ana, entry_id, to="everyone", names="no", choice="agreed", agreed="Yes").status_code == 303
    )
    assert "zebra" not in held.cleo.get(f"/log/{entry_id}").text
    assert entry_id not in held.cleo.get("/log?q=zebra").text


def test_other_words_to_the_same_end_are_not_lost_in_silence(
    next_one: Following, meeting_entry: str, held: Held
) -> None:
    step = actions_of(meeting_entry)[0].id
    next_one.choose(step)
    next_one.do(Start())
    next_one.do(ReviewAction("dropped", step, why="The room says why."))
    held.dana.post(f"/actions/{step}/state", data={"state": "dropped", "came_of": "Dana says otherwise."})
    assert [each.not_written for each in next_one.close().reviewed] == [reviewing.CHANGED]


def rules_of(meeting: Following) -> tuple[str, ...]:
    return texts_of(meeting.state.rules)


def test_a_meeting_begins_with_the_rules_with_which_the_one_before_ended(
    next_one: Following, meeting_entry: str
) -> None:
    assert rules_of(next_one) == TEXTS
    next_one.do(Start())
    next_one.do(DeleteRule(next(iter(next_one.state.rules))))
    next_one.do(AddRule(new_id(), "Phones away."))
    assert next_one.close().rules == rules_of(next_one) == (*TEXTS[1:], "Phones away.")

    third = Following(next_one.browser, title="A year later")
    third.follow(next_one.state.entry or "")
    assert rules_of(third) == rules_of(next_one)
    assert "begins with the ground rules of last time" in third.page().words
    # What it does not follow any more does not count any more.
    third.follow(meeting_entry)
    assert rules_of(third) == TEXTS
    third.follow("")
    assert rules_of(third) == TEXTS


def test_rules_that_somebody_wrote_for_it_stay_until_they_choose_the_earlier_ones(
    next_one: Following, meeting_entry: str, held: Held, ana: Account
) -> None:
    third = Following(next_one.browser, title="A year later")
    third.do(EditDetails(rules=("Cameras on.",)))
    third.follow(meeting_entry)
    assert rules_of(third) == ("Cameras on.",)
    assert "Take these instead" in third.page().words
    assert held.dana.post(f"/meetings/{third.id}/since/rules").status_code == 403
    assert third.browser.post(f"/meetings/{third.id}/since/rules").status_code == 303
    assert rules_of(third) == TEXTS

    # A template's rules are of no meeting alone.
    third.follow("")
    third.do(EditDetails(rules=("Cameras on.",)))
    with database.session() as session:
        templates.keep(session, ana, "Ours", third.state, 0)
    third.follow(meeting_entry)
    assert rules_of(third) == TEXTS


def test_an_entry_from_before_rules_were_kept_leaves_them_alone(meeting_entry: str, held: Held) -> None:
    with database.session() as session:
        entry = session.get_one(Entry, meeting_entry)
        entry.summary = {name: value for name, value in (entry.summary or {}).items() if name != "rules"}
    for rules in (TEXTS, ()):
        made = Following(held.ana, title="Later")
        made.do(EditDetails(rules=rules))
        made.follow(meeting_entry)
        assert rules_of(made) == rules
        assert made.browser.post(f"/meetings/{made.id}/since/rules").status_code == 404


def test_rules_that_one_may_not_read_or_that_fit_no_meeting_stay_behind(
    next_one: Following, meeting_entry: str, held: Held, cleo: Account, ana: Account
) -> None:
    share(held.ana, meeting_entry, names="no", choice="agreed", agreed="Yes.")
    with database.session() as session:
        entry = session.get_one(Entry, meeting_entry)
        entry.summary = {**(entry.summary or {}), "rules": ["x" * 300, *(f"Rule {i}" for i in range(20))]}
    with database.read() as session:
        assert series_rules.rules_of(session, cleo, meeting_entry) == ()
        mine = series_rules.rules_of(session, ana, meeting_entry)
    assert [len(text) for text in mine] == [200, *[6] * 10, 7]
    third = Following(held.cleo, title="Elsewhere")
    third.follow(meeting_entry)
    assert rules_of(third) == TEXTS


@pytest.mark.parametrize("broken", ["actions.ending.end", "actions.since.as_reviews"])
def test_a_fault_here_stops_no_meeting(
    next_one: Following, meeting_entry: str, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("a fault of ours")

    step = actions_of(meeting_entry)[0].id
    next_one.choose(step)
    with monkeypatch.context() as patched:
        patched.setattr(f"facilitator.{broken}", fails)
        next_one.do(Start())
        if next_one.state.reviews:
            next_one.do(ReviewAction("done", step))
        reviewed = next_one.close().reviewed
    assert [each.not_written for each in reviewed] == ([reviewing.FAILED] if "end" in broken else [])
    assert next_one.state.status == "closed"


def test_the_summary_by_mail_is_the_one_that_is_kept(
    next_one: Following, meeting_entry: str, held: Held, ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted: list[Letter] = []
    monkeypatch.setattr(Letter, "is_configured", lambda: True)
    monkeypatch.setattr("facilitator.web.external_url", str)
    monkeypatch.setattr("facilitator.outbox.post", lambda _, letter, **__: posted.append(letter))
    with database.session() as session:
        session.get_one(Account, ana.id).mails_summary = True
    step = actions_of(meeting_entry)[0].id
    next_one.choose(step)
    next_one.do(Start())
    next_one.do(ReviewAction("done", step))
    held.dana.post(f"/actions/{step}/due", data={"due": "2027-02-01"})
    next_one.close()
    assert [reviewing.CHANGED in " ".join(letter.text.split()) for letter in posted] == [True]
