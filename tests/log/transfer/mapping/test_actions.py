"""What the words or the cells of one action say: what is to be done, by whom, by when, and how it ended."""

from __future__ import annotations

import pytest

from facilitator.log.transfer.mapping.actions import from_cells, from_words

BELT = {"what": "Order a belt", "state": "open"}
IDA = BELT | {"owner": "Ida", "due": "2019-05-01"}


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Order a belt", BELT),
        ("[ ] Order a belt", BELT),
        ("TODO Order a belt", BELT),
        ("**Done:** Order a belt", BELT | {"state": "done"}),
        ("New: Order a belt", BELT | {"what": "New: Order a belt"}),
        ("Order a belt [owner:: Ida] [due:: 2019-05-01]", IDA),
        (r"\[ \] Order a belt", BELT),
        ("[] Order a belt", BELT),
        ("[x] Order a belt", BELT | {"state": "done"}),
        ("✅ Order a belt", BELT | {"state": "done"}),
        ("[-] Order a belt", BELT | {"state": "dropped"}),
        ("~~[ ] Order a belt~~", BELT | {"state": "dropped"}),
        ("[ ] ~~Order a belt~~", BELT | {"state": "dropped"}),
        ("[x] ~~Order a belt~~", BELT | {"state": "done"}),
        ("Order a belt (done)", BELT | {"state": "done"}),
        ("Order a belt (owner: Ida, due: 2019-05-01)", IDA),
        ("Order a belt [Assignee: Ida; Deadline: 2019-05-01]", IDA),
        ("Order a belt (Ida, 2019-05-01)", IDA),
        ("Order a belt (@Ida, by 2019-05-01)", IDA),
        ("Order a belt — Ida, due 2019-05-01", IDA),
        ("Order a belt - Ida - 2019-05-01", IDA),
        ("Order a belt. Owner: Ida. Due: 2019-05-01.", IDA),
        ("Order a belt\n- **Owner:** Ida\n- **Due**: 2019-05-01", IDA),
        ("@Ida Order a belt by 2019-05-01", IDA),
        ("Order a belt @Ida 📅 2019-05-01", IDA),
        ("Order a belt (owner: Ida, P1, due: 2019-05-01)", IDA | {"what": "Order a belt (P1)"}),
        ("Order a belt (owner: Ida and Olaf)", BELT | {"owner": "Ida and Olaf"}),
        ("Order a belt (owner: Ida, Olaf, P1)", BELT | {"owner": "Ida, Olaf", "what": "Order a belt (P1)"}),
        ("Order a belt, owner A. Ito, due 2019-05-01", IDA | {"owner": "A. Ito"}),
        ("Order a belt (owner: TBD)", BELT | {"what": "Order a belt (owner: TBD)"}),
        ("Order a belt (due: soon)", BELT | {"what": "Order a belt (due: soon)"}),
        ("Ask Ida: is it open?", BELT | {"what": "Ask Ida: is it open?"}),
        ("Move the sign (not the tent)", BELT | {"what": "Move the sign (not the tent)"}),
        ("Read [the belt](https://example.org/b)", BELT | {"what": "Read [the belt](https://example.org/b)"}),
        ("Stand by the lift, by the door", BELT | {"what": "Stand by the lift, by the door"}),
        ("~~Order~~ a ~~belt~~", BELT | {"what": "~~Order~~ a ~~belt~~"}),
        ("Order a belt (progress: 2019-05-01)", BELT | {"what": "Order a belt (progress: 2019-05-01)"}),
        (
            "Order a belt (closed: 2019-05-01)",
            {"what": "Order a belt (closed: 2019-05-01)", "state": "done"},
        ),
        (
            "Order a belt, due: 2019-05-01 08:10",
            {"what": "Order a belt, due: 2019-05-01 08:10", "state": "open", "due": "2019-05-01"},
        ),
        (
            "Order a belt by 2019-05-01, then f()",
            BELT | {"what": "Order a belt, then f()", "due": "2019-05-01"},
        ),
        ("Order a belt (Ida, bis 1. Mai 2019)", IDA),
        ("Never open until 2026-12-01", BELT | {"what": "Never open until 2026-12-01"}),
        ("Order (done by 2026-12-01)", BELT | {"what": "Order (done by 2026-12-01)"}),
        ("COMPLETE the order", BELT | {"what": "COMPLETE the order"}),
        ("[ ] Done: order a belt", BELT | {"what": "Done: order a belt"}),
        ("[ ] Order a belt (done)", BELT | {"what": "Order a belt (done)"}),
        ("Owner: Ida", BELT | {"what": "Owner: Ida"}),
        ("[ ]", {}),
        ("", {}),
    ],
)
def test_an_action_out_of_words(text: str, action: dict[str, str]) -> None:
    assert from_words(text) == action


@pytest.mark.parametrize(
    ("cells", "action", "left"),
    [
        ({"Action": "Order a belt", "Owner(s)": "@Ida", "Due date": "2019-05-01", "Status": "Open"}, IDA, {}),
        ({"Done": "no", "When": "2019-05-01", "Who": "Ida", "What": "Order a belt"}, IDA, {}),
        ({"what": "[ ] Order a belt", "Status": "Won't do"}, BELT | {"state": "dropped"}, {}),
        ({"Task": "Order a belt", "Status": "In progress"}, BELT, {"Status": "In progress"}),
        ({"Task": "Order a belt", "Done": "2019-05-03"}, BELT | {"state": "done"}, {"Done": "2019-05-03"}),
        (
            {"Task": "Order a belt", "Type": "prevent", "Due": "soon", "Owner": "?"},
            BELT,
            {"Type": "prevent", "Due": "soon", "Owner": "?"},
        ),
        (
            {"Task": "[x] Order a belt (Ben, 2019-05-01)", "Owner": "Ida", "Status": "open"},
            IDA | {"what": "[x] Order a belt (Ben)"},
            {},
        ),
        ({"Task": "Order a belt", "Status": "2019-05-03"}, BELT, {"Status": "2019-05-03"}),
        ({"Action": "-", "Owner": "Ida", "Due": "2019-05-01"}, {}, {"Owner": "Ida", "Due": "2019-05-01"}),
        ({"Action": "Order a belt", "Description": "The red one"}, BELT, {"Description": "The red one"}),
        ({"Done?": "[x]", "Planned action": "Order a belt", "Action": "-"}, BELT | {"state": "done"}, {}),
        ({"ID": "A 1", "Task": "Order a belt", "Status": "✅ Done"}, BELT | {"state": "done"}, {"ID": "A 1"}),
        ({"Owner": "Ida", "Type": "prevent"}, {}, {"Owner": "Ida", "Type": "prevent"}),
    ],
)
def test_an_action_out_of_cells(cells: dict[str, str], action: dict[str, str], left: dict[str, str]) -> None:
    assert from_cells(cells) == (action, left)
