from meeting.table import ANA, BEN, CLEO, Table, refused, table_in

from facilitator.meeting.commands import (
    AddAction,
    AddLearning,
    DeleteLearning,
    DropParked,
    EditLearning,
    EditParked,
    Park,
)

SENTENCE = "We believed it was safe, we saw it was not, so next time we rehearse."


def test_a_theme_ends_in_a_learning() -> None:
    table = table_in("discuss")
    table.themes("sleep")
    table.do(BEN, AddLearning("l", SENTENCE, "sleep"))
    assert table.shared["learnings"] == {"l": {"text": SENTENCE, "pos": 0, "theme": "sleep"}}


def test_a_learning_stays_when_its_theme_went_away_meanwhile() -> None:
    table = table_in("discuss")
    table.do(BEN, AddLearning("l", SENTENCE, "gone"))
    assert table.shared["learnings"] == {"l": {"text": SENTENCE, "pos": 0}}


def test_two_edits_of_one_learning_are_merged() -> None:
    table = table_in("frame")
    table.do(BEN, AddLearning("l", SENTENCE))
    table.do(BEN, EditLearning("l", SENTENCE, SENTENCE.replace("safe", "quite safe")))
    table.do(CLEO, EditLearning("l", SENTENCE, SENTENCE.replace("rehearse", "try it out")))
    shown = table.shared["learnings"]["l"]["text"]
    assert shown == "We believed it was quite safe, we saw it was not, so next time we try it out."


def test_a_deleted_learning_leaves_the_action_that_came_from_it() -> None:
    table = table_in("commit")
    table.do(BEN, AddLearning("l", SENTENCE))
    table.do(BEN, AddAction("step", "a", what="Rehearse", learning="l"))
    assert table.shared["actions"]["a"]["learning"] == "l"
    table.do(CLEO, DeleteLearning("l"))
    assert table.shared["learnings"] == {}
    assert table.shared["actions"]["a"] == {"kind": "step", "pos": 0, "what": "Rehearse"}


def test_what_is_gone_is_not_changed() -> None:
    table = table_in("discuss")
    for command in (
        EditLearning("x", "", "y"), DeleteLearning("x"), EditParked("x", "y"), DropParked("x"),
    ):  # fmt: skip
        with refused("not_found"):
            table.do(BEN, command)


def test_ids_are_used_once() -> None:
    table = table_in("discuss")
    for command in (AddLearning("x", SENTENCE), Park("x", "Later")):
        table.do(BEN, command)
        with refused("taken_id"):
            table.do(BEN, command)


def test_a_point_is_parked_changed_and_dropped() -> None:
    table = table_in("frame")
    table.do(BEN, Park("p", "Pay"))
    table.do(CLEO, EditParked("p", "Pay for nights"))
    assert table.shared["parked"] == {"p": {"text": "Pay for nights", "pos": 0}}
    table.do(ANA, DropParked("p"))
    assert table.shared["parked"] == {}


def test_both_wait_for_the_start() -> None:
    table = Table(ANA, BEN)
    for command in (AddLearning("l", SENTENCE), Park("p", "Pay")):
        with refused("not_started"):
            table.do(BEN, command)
