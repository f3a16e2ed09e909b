import pytest
from meeting.table import ANA, BEN, CLEO, Table, refused, table_in

from facilitator.meeting import events, model
from facilitator.meeting.commands import (
    AddLearning,
    CloseMeeting,
    DeleteCard,
    DeleteLearning,
    EditCard,
    EditLearning,
    NextStage,
    React,
)
from facilitator.meeting.decide import reactions
from facilitator.meeting.evolve import fold
from facilitator.meeting.hidden import JUST_BACK_MS, NOTHING
from facilitator.meeting.model import Secrecy


def shown(secrecy: Secrecy = "anonymous") -> Table:
    """Two cards, tired and cold, which everybody sees, and a learning."""
    table = table_in("reflect", secrecy=secrecy)
    table.cards("tired", "cold")
    table.go_to("discuss")
    table.do(ANA, AddLearning("learned", "Rest first"))
    return table


@pytest.mark.parametrize("secrecy", ["anonymous", "named"])
def test_they_are_counted_and_taken_back_and_nobodys(secrecy: Secrecy) -> None:
    table = shown(secrecy)
    before = len(table.journal)
    table.do(BEN, React("same", "tired", "one"))
    table.do(CLEO, React("same", "tired", "two"))
    table.do(CLEO, React("thanks", "learned", "three"))
    assert table.shared["reactions"] == {"tired": {"same": 2}, "learned": {"thanks": 1}}
    kept = str(events.dump(table.journal[before:])) + str(table.state.reactions)
    assert not [each for each in (BEN, CLEO, "one", "two", "three") if f"'{each}'" in kept]
    table.do(BEN, React("same", "tired", "one", on=False))
    assert table.shared["reactions"]["tired"] == {"same": 1}


def test_the_same_press_counts_once_and_takes_back_once() -> None:
    table = shown()
    for on in (True, False):
        table.do(BEN, React("new", "tired", "key", on))
        assert table.do(BEN, React("new", "tired", "key", on)).events == ()


def test_what_nobody_sees_gets_none() -> None:
    table = table_in("reflect")
    table.cards("tired")
    for to in ("tired", "unknown"):
        with refused("not_found"):
            table.do(BEN, React("same", to, "key"))


def test_they_go_with_what_they_are_about() -> None:
    table = shown()
    table.do(BEN, React("same", "tired", "one"))
    table.do(BEN, React("same", "learned", "two"))
    table.do(BEN, DeleteCard("tired", "key of tired"))
    table.do(ANA, DeleteLearning("learned"))
    assert table.shared["reactions"] == {}


def test_with_other_words_they_are_gone() -> None:
    """Nobody puts other words below what people said, also while it is hidden."""
    table = shown()
    table.do(BEN, React("same", "tired", "one"))
    table.do(BEN, React("same", "learned", "two"))
    table.do(BEN, EditCard("tired", "key of tired", " Tired"))
    table.do(ANA, EditLearning("learned", "Rest first", "rest  first"))
    assert len(table.shared["reactions"]) == 2
    table.comes_back(CLEO)
    table.do(CLEO, React("same", "cold", "three"))
    table.do(CLEO, React("thanks", "learned", "four"))
    table.wait(JUST_BACK_MS)
    table.do(BEN, EditCard("tired", "key of tired", "Ben slept"))
    table.do(BEN, EditCard("cold", "key of cold", "Ben again"))
    table.do(ANA, EditLearning("learned", "rest  first", "Blame Ben"))
    assert table.shared["reactions"] == {}
    table.show_late_words()
    assert table.shared["reactions"] == {}


def test_of_a_kind_there_are_no_more_than_seats(monkeypatch: pytest.MonkeyPatch) -> None:
    table = shown()
    for number in range(4):
        table.do(BEN, React("same", "tired", f"key {number}"))
    with refused("too_many"):
        table.do(BEN, React("same", "tired", "one more"))
    table.do(BEN, React("new", "tired", "another kind"))
    monkeypatch.setattr(reactions, "MOST", 5)
    with refused("too_many"):
        table.do(BEN, React("thanks", "cold", "one too many"))


def test_who_has_just_come_back_cannot_be_told_from_them() -> None:
    table = shown()
    table.do(BEN, React("same", "cold", "old"))
    table.comes_back(CLEO)
    table.do(CLEO, React("same", "tired", "new"))
    table.do(BEN, React("same", "cold", "old", on=False))
    table.do(CLEO, React("thanks", "tired", "never mind"))
    table.do(CLEO, React("thanks", "tired", "never mind", on=False))
    assert table.shared["reactions"] == {"cold": {"same": 1}}
    table.show_late_words()
    assert table.shared["reactions"] == {"tired": {"same": 1}}
    assert table.hidden == NOTHING
    table.wait(JUST_BACK_MS)
    table.do(CLEO, React("new", "tired", "now"))
    assert table.shared["reactions"]["tired"] == {"new": 1, "same": 1}


def test_they_come_with_the_next_stage_unless_it_is_gone() -> None:
    """What was taken is counted, so those that wait count where there is room for no more."""
    table = shown()
    table.comes_back(CLEO)
    for number in range(4):
        table.do(CLEO, React("same", "tired", f"key {number}"))
    for wait in (0, JUST_BACK_MS):
        table.wait(wait)
        with refused("too_many"):
            table.do(BEN, React("same", "tired", "one more"))
    table.comes_back(CLEO)
    table.do(BEN, React("same", "cold", "key"))
    table.wait(JUST_BACK_MS)
    table.do(BEN, DeleteCard("cold", "key of cold"))
    table.do(ANA, NextStage(sure=True))
    assert table.shared["reactions"] == {"tired": {"same": 4}}


def test_they_take_little_of_the_state() -> None:
    table = shown()
    empty = len(model.to_json(table.state))
    for number in range(4):
        table.do(BEN, React("same", "tired", f"key {number}"))
    assert len(model.to_json(table.state)) - empty < 110


def test_after_the_close_there_are_numbers_alone() -> None:
    table = shown()
    table.do(BEN, React("same", "tired", "one"))
    table.do(CLEO, React("new", "tired", "two"))
    table.do(ANA, CloseMeeting(sure=True))
    assert table.state.reactions == {"tired": {"0": "new", "1": "same"}}
    assert table.shared["reactions"] == {"tired": {"new": 1, "same": 1}}


def test_a_meeting_from_before_there_were_any_goes_on() -> None:
    table = shown()
    old = model.to_json(table.state).replace('"reactions":{},', "")
    assert "reactions" not in old
    table.state = model.from_json(old)
    table.do(BEN, React("same", "tired", "one"))
    assert fold(table.first, events.load(events.dump(table.journal))) == table.state
