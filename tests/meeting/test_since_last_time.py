"""Since last time: what the room decides about actions of earlier meetings."""

from dataclasses import replace

import pytest
from meeting.table import ANA, BEN, Table, refused

from facilitator.meeting import events
from facilitator.meeting.commands import MOST, ReviewAction, SetReviews, Start, TakeBackReview
from facilitator.meeting.model import Review
from facilitator.summary.build import build_summary

ALARM = Review("step", "Repair the alarm", 0, owner="Ben", due="2026-03-01")
TRIAL = Review("experiment", "If we rehearse, nobody is surprised", 1)
DONE = Review("step", "Write it down", 2, state="done", worked="yes", came_of="Two people found it.")
THEIRS = Review("step", "Ask the vendor", 3, fixed=True)
ALL = {"alarm": ALARM, "trial": TRIAL, "done": DONE, "theirs": THEIRS}


@pytest.fixture
def table() -> Table:
    made = Table(ANA, BEN)
    made.do(ANA, SetReviews(ALL))
    made.do(ANA, Start())
    return made


def test_nobody_is_sent_them_before_the_start() -> None:
    table = Table(ANA)
    table.do(ANA, SetReviews(ALL))
    assert table.shared["reviews"] == {}


def test_the_room_sees_them_as_they_were_at_the_start(table: Table) -> None:
    assert table.shared["reviews"]["alarm"] == {
        "kind": "step",
        "what": "Repair the alarm",
        "pos": 0,
        "owner": "Ben",
        "due": "2026-03-01",
        "state": "open",
    }
    assert table.shared["reviews"]["theirs"]["fixed"] is True
    assert table.shared["reviews"]["done"]["came_of"] == "Two people found it."


def test_the_facilitator_says_what_the_room_decided(table: Table) -> None:
    table.do(
        ANA, ReviewAction("kept", "alarm", due="2026-04-01", what="not for this", why="The part came late.")
    )

    told = table.shared["reviews"]["alarm"]
    assert (told["decision"], told["new_due"], told["why"]) == ("kept", "2026-04-01", "The part came late.")
    assert "new_what" not in told


def test_another_decision_takes_its_place_and_it_can_be_taken_back(table: Table) -> None:
    table.do(ANA, ReviewAction("kept", "alarm", due="2026-04-01"))
    table.do(ANA, ReviewAction("redefined", "alarm", what="Repair the alarm of the east wing"))
    assert "new_due" not in table.shared["reviews"]["alarm"]

    table.do(ANA, TakeBackReview("alarm"))
    assert table.state.reviews["alarm"] == ALARM
    assert not table.do(ANA, TakeBackReview("alarm")).events


def test_what_does_not_fit_its_kind_is_refused(table: Table) -> None:
    for command in (ReviewAction("worked", "alarm", why="It rang."), ReviewAction("done", "trial")):
        with refused("bad_state"):
            table.do(ANA, command)


def test_new_words_and_a_reason_must_be_there(table: Table) -> None:
    with refused("empty"):
        table.do(ANA, ReviewAction("redefined", "alarm"))
    for command in (ReviewAction("dropped", "alarm"), ReviewAction("partly", "trial")):
        with refused("no_reason"):
            table.do(ANA, command)


def test_nothing_is_decided_about_what_has_ended_or_is_only_shown(table: Table) -> None:
    with refused("not_open"):
        table.do(ANA, ReviewAction("kept", "done"))
    for command in (ReviewAction("done", "theirs"), TakeBackReview("theirs")):
        with refused("only_shown"):
            table.do(ANA, command)
    with refused("not_found"):
        table.do(ANA, ReviewAction("done", "gone"))


def test_nobody_else_decides_for_the_room(table: Table) -> None:
    with refused("facilitator_only"):
        table.do(BEN, ReviewAction("done", "alarm"))


def test_they_are_chosen_before_the_start_and_few(table: Table) -> None:
    with refused("already_started"):
        table.do(ANA, SetReviews({}))
    many = {f"action-{number}": replace(ALARM, pos=number) for number in range(MOST["reviews"] + 1)}
    with refused("too_many"):
        Table(ANA).do(ANA, SetReviews(many))


def test_the_journal_gives_back_the_same_state(table: Table) -> None:
    table.do(ANA, ReviewAction("dropped", "alarm", why="The wing is closed."))
    assert events.from_json(events.to_json(table.journal)) == table.journal


def test_the_summary_has_done_ones_first_and_says_what_nobody_talked_about(table: Table) -> None:
    table.do(ANA, ReviewAction("done", "alarm", why="Ben found the part."))

    told = build_summary(table.state).reviewed
    assert [(each.what, each.decision) for each in told] == [
        ("Write it down", ""),
        ("Repair the alarm", "done"),
        ("If we rehearse, nobody is surprised", ""),
        ("Ask the vendor", ""),
    ]
    assert told[1].why == "Ben found the part."
