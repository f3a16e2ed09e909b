import json

from meeting.table import ANA, BEN, Table, refused, table_in

from facilitator.meeting import ground_rules, model
from facilitator.meeting.commands import (
    LIMITS,
    MOST,
    AddRule,
    CloseMeeting,
    DeleteRule,
    EditDetails,
    EditRule,
)
from facilitator.room import schemas

USUAL = ground_rules.TEXTS
FIRST = "prepared-rule-0000"


def told(table: Table) -> list[str]:
    shown = sorted(table.shared["rules"].values(), key=lambda rule: int(rule["pos"]))
    return [rule["text"] for rule in shown]


def test_a_meeting_has_the_usual_ones_or_its_own() -> None:
    assert told(Table(ANA)) == list(USUAL)
    assert told(Table(ANA, rules=["Phones away."])) == ["Phones away."]
    assert told(Table(ANA, rules=[])) == []


def test_a_facilitator_changes_them_and_everybody_sees_it() -> None:
    table = table_in("frame")
    table.do(ANA, AddRule("new", "Phones away."))
    table.do(ANA, EditRule(FIRST, USUAL[0], f"{USUAL[0]} Always."))
    table.do(ANA, DeleteRule("prepared-rule-0001"))
    assert told(table) == [f"{USUAL[0]} Always.", *USUAL[2:], "Phones away."]
    for command in (AddRule("other", "Mine."), EditRule(FIRST, "", "Mine."), DeleteRule(FIRST)):
        with refused("facilitator_only"):
            table.do(BEN, command)


def test_two_who_change_one_at_once_both_stay() -> None:
    table = Table(ANA, rules=["One speaks, the others listen."])
    table.do(ANA, EditRule(FIRST, "One speaks, the others listen.", "One speaks, the rest listen."))
    table.do(ANA, EditRule(FIRST, "One speaks, the others listen.", "One speaks, the others listen. Always."))
    assert told(table) == ["One speaks, the rest listen. Always."]
    table.do(ANA, EditRule(FIRST, "One speaks, the rest listen. Always.", "x" * LIMITS["rule"]))
    with refused("changed_meanwhile"):
        table.do(ANA, EditRule(FIRST, "One speaks, the rest listen. Always.", "Something else."))


def test_two_who_change_one_at_once_leave_a_rule_of_one_line() -> None:
    table = Table(ANA, rules=["ab"])
    table.do(ANA, EditRule(FIRST, "ab", "a"))
    with refused("changed_meanwhile"):
        table.do(ANA, EditRule(FIRST, "ab", "b"))
    table.do(ANA, EditRule(FIRST, "", "Mine."))
    assert told(table) == ["a Mine."]


def test_there_are_not_too_many_and_none_twice() -> None:
    table = Table(ANA, rules=["A rule."] * (MOST["rules"] - 1))
    table.do(ANA, AddRule("new", "One more."))
    with refused("taken_id"):
        table.do(ANA, AddRule("new", "One more."))
    with refused("too_many"):
        table.do(ANA, AddRule("newer", "And one."))
    with refused("not_found"):
        table.do(ANA, DeleteRule("nowhere"))


def test_what_is_prepared_anew_leaves_alone_what_stays() -> None:
    table = Table(ANA)
    before = table.state.rules
    table.do(ANA, EditDetails(rules=("Phones away.", USUAL[1], USUAL[1])))
    assert told(table) == ["Phones away.", USUAL[1], USUAL[1]]
    assert before.keys() & table.state.rules.keys() == {"prepared-rule-0001"}
    assert not table.do(ANA, EditDetails(rules=("Phones away.", USUAL[1], USUAL[1]))).events
    table.go_to("frame")
    with refused("already_started"):
        table.do(ANA, EditDetails(rules=()))


def test_they_stay_when_the_meeting_is_closed() -> None:
    table = table_in("celebrate")
    table.do(ANA, CloseMeeting(sure=True))
    with refused("meeting_closed"):
        table.do(ANA, DeleteRule(FIRST))


def test_a_meeting_from_before_has_the_usual_ones() -> None:
    state = Table(ANA).state
    before = json.loads(model.to_json(state))
    del before["rules"]
    assert model.from_json(json.dumps(before)) == state


def test_a_rule_is_one_line() -> None:
    sent = {"rule": "r" * 22, "text": "Phones\n\n away. "}
    assert schemas.command("add_rule", sent) == AddRule("r" * 22, "Phones away.")
